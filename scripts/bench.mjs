// `npm run bench`: measures the figures that we promise. Release builds; peers and ratios in the same run; machine and
// command are printed first. It says what it measured beside the goal; only something that cannot run at all fails.
//
//   npm run bench                   everything (a first run builds the release for about 20 minutes)
//   npm run bench -- append --quick some figures of tests/bench, with less work
//   npm run bench -- checklist      only opening a checklist among a million statements
//   npm run bench -- window         only what the real window can tell
import { ensurePackages, toTest } from "./lib/debian.mjs";
import { ensureNodePackages, ensureUiBuilt } from "./lib/node.mjs";
import { inside, must, onDisplay } from "./lib/run.mjs";
import { cargo, ensureRust } from "./lib/rust.mjs";
import { main, step } from "./lib/say.mjs";

const wanted = process.argv.slice(2);
const names = wanted.filter((word) => !word.startsWith("--"));
const wants = (name) => names.length === 0 || names.includes(name);
// What is not a figure of tests/bench.
const apart = ["checklist", "window"];
const inRust = wanted.filter((word) => !apart.includes(word));

await main(async () => {
  ensureRust();
  await ensurePackages(toTest);
  await ensureNodePackages();
  await ensureUiBuilt();
  const bench = (name, ...args) => cargo("The benchmark", "bench", "--workspace", "--bench", name, ...args);
  if (names.length === 0 || names.some((name) => !apart.includes(name))) await bench("figures", "--", ...inRust);
  if (wants("checklist")) await bench("checklist");
  if (wants("window")) {
    const bins = ["--bin", "assay-desktop", "--bin", "assay", "--example", "bare"];
    await step("Building the desktop in release", () =>
      cargo("Building", "build", "--release", "--workspace", ...bins),
    );
    await must("The window's figures", ...onDisplay("node", inside("tests/desktop/figures.mjs")), {
      env: { ASSAY_PROFILE: "release" },
    });
  }
});
