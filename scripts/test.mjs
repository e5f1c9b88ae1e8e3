// `npm test`: sets up what is missing, then makes every check there is. CI calls this and nothing else.
//
//   npm test                    everything
//   npm test -- clippy desktop  only these steps; their names stand in scripts/lib/checks.mjs
//
// Ends with a line `N passed, N failed`, and with 1 when anything failed.
import { checks } from "./lib/checks.mjs";
import { ensurePackages, toTest } from "./lib/debian.mjs";
import { ensureNodePackages } from "./lib/node.mjs";
import { ensureRust } from "./lib/rust.mjs";
import { complain, main, say, since, Stop } from "./lib/say.mjs";

const wanted = process.argv.slice(2);

function chosen() {
  const unknown = wanted.filter((name) => !checks.some((check) => check.name === name));
  if (unknown.length > 0) {
    throw new Stop(`No such step: ${unknown.join(", ")}. There are: ${checks.map(({ name }) => name).join(" ")}`, 2);
  }
  return wanted.length > 0 ? checks.filter(({ name }) => wanted.includes(name)) : checks;
}

async function made({ name, title, work }, place) {
  const began = performance.now();
  say(`${place} ${name}: ${title} …`);
  let counts;
  try {
    counts = await work();
  } catch (problem) {
    complain(problem instanceof Stop ? problem.message : String(problem.stack));
    counts = { passed: 0, failed: 1 };
  }
  const skipped = counts.skipped ? `, ${counts.skipped} skipped` : "";
  const line = `${name.padEnd(9)} ${counts.passed} passed, ${counts.failed} failed${skipped}, ${since(began)}`;
  (counts.failed > 0 ? complain : say)(line);
  return { ...counts, line };
}

await main(async () => {
  const began = performance.now();
  const steps = chosen();
  ensureRust();
  await ensurePackages(toTest);
  await ensureNodePackages();
  const results = [];
  for (const [index, check] of steps.entries()) {
    results.push(await made(check, `[${index + 1}/${steps.length}]`));
  }
  const total = (what) => results.reduce((sum, counts) => sum + (counts[what] ?? 0), 0);
  console.log("");
  for (const { line, failed } of results) (failed > 0 ? complain : say)(line);
  say(`in ${since(began)}`);
  console.log(`${total("passed")} passed, ${total("failed")} failed`);
  if (total("failed") > 0) process.exitCode = 1;
});
