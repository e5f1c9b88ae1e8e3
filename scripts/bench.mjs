// `npm run bench`: measures the figures that we promise. Release builds; peers and ratios in the same run; machine and
// command are printed first. It says what it measured beside the goal; only something that cannot run at all fails.
//
//   npm run bench                   everything (a first run builds the release for about 20 minutes)
//   npm run bench -- append --quick some figures of tests/bench, with less work
//   npm run bench -- report         only what setting a report costs, beside WeasyPrint and Chromium
//   npm run bench -- report-pages report-pictures verify-report   how that grows, and what checking one costs
//   npm run bench -- million        only what a million statements cost: checklist, rebuild, verify
//   npm run bench -- interface      only what the interface costs in Chromium: size, 10,000 rows, a key press
//   npm run bench -- window         only what the real window can tell
import { existsSync } from "node:fs";
import path from "node:path";
import { ensurePackages, toTest } from "./lib/debian.mjs";
import { ensureNodePackages, ensureUiBuilt } from "./lib/node.mjs";
import { attempt, inside, must, onDisplay, target } from "./lib/run.mjs";
import { cargo, ensureRust } from "./lib/rust.mjs";
import { main, step } from "./lib/say.mjs";

const wanted = process.argv.slice(2);
const names = wanted.filter((word) => !word.startsWith("--"));
const wants = (name) => names.length === 0 || names.includes(name);
const elsewhere = ["interface", "window"];
const inRust = wanted.filter((word) => !elsewhere.includes(word));

/** A Python with the packages of the peers that read the MASTG and that print a page; nothing where it can't be had, and the peer is left out. */
async function peersPython() {
  const folder = path.join(target, "tools", "bench-peers");
  const python = path.join(folder, "bin", "python");
  if (existsSync(python)) return python;
  const packages = ["PyYAML==6.0.3", "Markdown==3.11.3", "weasyprint==70.0", "pydyf==0.13.0"];
  const made =
    (await attempt("python3", ["-m", "venv", folder], { quiet: true })).code === 0 &&
    (await attempt(python, ["-m", "pip", "install", "--quiet", ...packages], { quiet: true })).code === 0;
  return made ? python : null;
}

await main(async () => {
  ensureRust();
  await ensurePackages(toTest);
  await ensureNodePackages();
  await ensureUiBuilt();
  if (names.length === 0 || names.some((name) => !elsewhere.includes(name))) {
    const python = await step("Preparing the Python peer", peersPython);
    await step("Building the typesetter in release", () =>
      cargo("Building", "build", "--release", "--workspace", "--bin", "assay-typeset"),
    );
    await must("The benchmark", "cargo", ["bench", "--workspace", "--bench", "figures", "--", ...inRust], {
      env: python ? { ASSAY_BENCH_PYTHON: python } : {},
    });
  }
  if (wants("interface")) {
    await step("Building the bridge in release", () =>
      cargo("Building", "build", "--release", "--workspace", "--bin", "assay-bridge"),
    );
    const bridge = path.join(target, "release", "assay-bridge");
    await must("The interface's figures", "npx", ["playwright", "test", "--config", "figures.config.ts"], {
      cwd: inside("ui"),
      env: { ASSAY_BRIDGE_BIN: bridge },
    });
  }
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
