// `npm run bench`: measures the figures that we promise. Release builds; peers and ratios in the same run; the machine is
// stated first.
//
//   npm run bench                everything
//   npm run bench -- ledger      only cargo benchmarks whose name contains this
import os from "node:os";
import { ensurePackages, toTest } from "./lib/debian.mjs";
import { ensureNodePackages, ensureUiBuilt } from "./lib/node.mjs";
import { ask, attempt, inside, onDisplay } from "./lib/run.mjs";
import { cargo, ensureRust } from "./lib/rust.mjs";
import { main, say, step, Stop } from "./lib/say.mjs";

const filter = process.argv.slice(2);

function machine() {
  const processors = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return [
    `${processors.length} × ${processors[0]?.model.trim()}, ${memory} GiB, ${os.type()} ${os.release()}`,
    ask("rustc", ["--version"]),
    `commit ${ask("git", ["rev-parse", "--short", "HEAD"])}`,
  ].join("; ");
}

await main(async () => {
  ensureRust();
  await ensurePackages(toTest);
  await ensureNodePackages();
  await ensureUiBuilt();
  console.log(`machine: ${machine()}`);
  console.log(`command: npm run bench${filter.length > 0 ? ` -- ${filter.join(" ")}` : ""}`);
  const { code } = await attempt("cargo", ["bench", "--workspace", "--benches", ...filter]);
  let failed = code !== 0;
  if (filter.length === 0) {
    await step("Building the desktop in release", () =>
      cargo(
        "Building the desktop",
        "build",
        "--release",
        "-p",
        "assay-desktop",
        "-p",
        "assay-cli",
        "--bins",
        "--example",
        "bare",
      ),
    );
    const figures = await attempt(...onDisplay("node", inside("tests/desktop/figures.mjs")), {
      env: { ASSAY_PROFILE: "release" },
    });
    failed ||= figures.code !== 0;
  }
  if (failed) throw new Stop("A benchmark failed, or a figure is beyond its bound.");
  say("All figures are within their bounds.");
});
