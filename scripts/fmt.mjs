// `npm run fmt`: formats everything.
import { ensureNodePackages } from "./lib/node.mjs";
import { attempt } from "./lib/run.mjs";
import { main, Stop } from "./lib/say.mjs";

await main(async () => {
  await ensureNodePackages();
  const codes = [
    await attempt("cargo", ["fmt", "--all"]),
    await attempt("npm", ["run", "-s", "-w", "ui", "format"]),
    await attempt("npx", ["prettier", "--log-level", "warn", "--write", "scripts", "tests/desktop"]),
  ].map(({ code }) => code);
  if (codes.some((code) => code !== 0)) throw new Stop("Not everything could be formatted.");
});
