// `npm run bench`: measures the figures that we promise. Release builds; peers and ratios in the same run; machine and
// command are printed first. It says what it measured beside the goal; only something that cannot run at all fails.
//
//   npm run bench                   everything (a first run builds the release for about 20 minutes)
//   npm run bench -- append --quick some figures of tests/bench, with less work
//   npm run bench -- window         only what the real window can tell
import { ensurePackages, toTest } from "./lib/debian.mjs";
import { ensureNodePackages, ensureUiBuilt } from "./lib/node.mjs";
import { inside, must, onDisplay } from "./lib/run.mjs";
import { cargo, ensureRust } from "./lib/rust.mjs";
import { main, step } from "./lib/say.mjs";

const wanted = process.argv.slice(2);
const names = wanted.filter((word) => !word.startsWith("--"));
const inWindow = names.length === 0 || names.includes("window");
const inRust = wanted.filter((word) => word !== "window");

await main(async () => {
  ensureRust();
  await ensurePackages(toTest);
  await ensureNodePackages();
  await ensureUiBuilt();
  if (names.length === 0 || names.some((name) => name !== "window")) {
    await cargo("The benchmark", "bench", "--workspace", "--bench", "figures", "--", ...inRust);
  }
  if (inWindow) {
    const bins = ["--bin", "assay-desktop", "--bin", "assay", "--example", "bare"];
    await step("Building the desktop in release", () =>
      cargo("Building", "build", "--release", "--workspace", ...bins),
    );
    await must("The window's figures", ...onDisplay("node", inside("tests/desktop/figures.mjs")), {
      env: { ASSAY_PROFILE: "release" },
    });
  }
});
