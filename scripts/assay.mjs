// `npm run -s assay -- ARGUMENTS`: builds the command line where it is missing or old, and runs it where the user is.
//
// It prints nothing of its own, so that what `assay --json` says can be piped on. Exit codes: those of `assay`.
import { ensurePackages, toBuild } from "./lib/debian.mjs";
import { bin, cargo, ensureRust } from "./lib/rust.mjs";
import { built, open } from "./lib/run.mjs";
import { main } from "./lib/say.mjs";

await main(async () => {
  ensureRust();
  await ensurePackages(toBuild);
  await cargo("Building the command line", "build", "--quiet", ...bin("assay"));
  process.exitCode = await open(built("assay"), process.argv.slice(2));
});
