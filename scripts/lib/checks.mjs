// The steps of `npm test`, in their order. Each says how it runs and how its checks are counted: a tool that counts its
// tests is believed and asked; one that only says yes or no (a formatter, a linter) is one check.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fromCargoTest, fromNodeTest, fromPlaywright, fromVitest } from "./counts.mjs";
import { ensureUiBuilt } from "./node.mjs";
import { attempt, built, inside, must, onDisplay, target } from "./run.mjs";
import { step } from "./say.mjs";

const deny = { version: "0.20.2", root: path.join(target, "tools") };
const denyProgram = path.join(deny.root, "bin", "cargo-deny");

/** One check: passed if the program ends well. */
async function yesOrNo(program, args, options) {
  const { code } = await attempt(program, args, options);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A program that counts its tests. An end that its counts don't explain is a failure of its own. */
async function counting(count, program, args, options) {
  const { code, output } = await attempt(program, args, { ...options, capture: true });
  let counts;
  try {
    counts = count(output);
  } catch {
    counts = { passed: 0, failed: 0 };
  }
  const unexplained = (code !== 0 && counts.failed === 0) || (code === 0 && counts.passed === 0);
  return unexplained ? { ...counts, failed: counts.failed + 1 } : counts;
}

/** The same for a program that writes its counts into a file. */
async function countingFile(count, file, program, args, options) {
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  return counting(() => count(readFileSync(file, "utf8")), program, args, options);
}

const ui = (script, ...args) => [
  "npm",
  ["run", "-s", "-w", "@assay/ui", script, ...(args.length ? ["--", ...args] : [])],
];

/** The test files of a folder, by name: what `node --test` makes of a folder differs between its versions. */
const testFiles = (folder) =>
  readdirSync(inside(folder))
    .filter((file) => file.endsWith(".test.mjs"))
    .map((file) => path.join(folder, file));

async function ensureDeny() {
  if (existsSync(denyProgram)) return;
  await step(`Installing cargo-deny ${deny.version} under target/tools (once)`, () =>
    must(
      "Installing cargo-deny",
      "cargo",
      // Without optimisation: it runs for two seconds and would compile for ten minutes.
      ["install", "--locked", "--debug", "--version", deny.version, "--root", deny.root, "cargo-deny"],
      { quiet: true, env: { CARGO_TARGET_DIR: path.join(deny.root, "build") } },
    ),
  );
  rmSync(path.join(deny.root, "build"), { recursive: true, force: true });
}

/** The desktop embeds the built UI: whatever compiles it, also when it is the only step that was asked for, needs it. */
const onBuiltUi = (work) => async () => {
  await ensureUiBuilt();
  return work();
};

/** One set of features and one profile for all: without `--all-targets` cargo would build the dependencies twice. */
const everything = ["--workspace", "--all-targets"];

/** The steps: a name to choose it by, what it checks, and the work, which returns `{passed, failed, skipped?}`. */
export const checks = [
  ["rustfmt", "Rust is formatted", () => yesOrNo("cargo", ["fmt", "--all", "--check"])],
  [
    "prettier",
    "scripts and desktop tests are formatted",
    () => yesOrNo("npx", ["prettier", "--log-level", "warn", "--check", "scripts", "tests/desktop"]),
  ],
  [
    "scripts",
    "the developer commands' own tests",
    () => counting(fromNodeTest, "node", ["--test", ...testFiles("scripts/lib")]),
  ],
  ["ui-lint", "eslint and prettier over the UI", () => yesOrNo(...ui("lint"))],
  ["ui-types", "svelte-check", () => yesOrNo(...ui("check"))],
  [
    "ui-unit",
    "the UI's unit tests",
    () => {
      const file = inside("tests/output/vitest.json");
      const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
      return countingFile(fromVitest, file, ...ui("test", ...reporters));
    },
  ],
  [
    "ui-build",
    "the UI builds",
    async () => {
      await ensureUiBuilt();
      return { passed: 1, failed: 0 };
    },
  ],
  [
    "deny",
    "licences, bans and sources of all crates (advisories need the network: cargo deny check advisories)",
    async () => {
      await ensureDeny();
      return yesOrNo(denyProgram, ["--all-features", "check", "licenses", "bans", "sources"]);
    },
  ],
  [
    "clippy",
    "clippy, warnings are errors",
    onBuiltUi(() => yesOrNo("cargo", ["clippy", "--keep-going", ...everything, "--", "-D", "warnings"])),
  ],
  [
    "doc",
    "the documentation builds, warnings are errors",
    onBuiltUi(() => yesOrNo("cargo", ["doc", "--workspace", "--no-deps"], { env: { RUSTDOCFLAGS: "-D warnings" } })),
  ],
  ["build", "everything builds", onBuiltUi(() => yesOrNo("cargo", ["build", ...everything]))],
  [
    "rust",
    "the Rust tests",
    onBuiltUi(() => counting(fromCargoTest, "cargo", ["test", "--workspace", "--no-fail-fast"])),
  ],
  [
    "ui-e2e",
    "the UI in Chromium on the real backend",
    () => {
      const file = inside("tests/output/playwright.json");
      const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: file, ASSAY_BRIDGE_BIN: built("assay-bridge") };
      const [program, args] = ui("e2e", "--reporter=list,json");
      return countingFile(fromPlaywright, file, program, args, { env });
    },
  ],
  [
    "desktop",
    "the desktop app end to end, in the real window",
    () => {
      mkdirSync(inside("tests/output"), { recursive: true });
      const [program, args] = onDisplay(
        ...["node", "--test", "--test-concurrency=1", "--test-reporter=spec", ...testFiles("tests/desktop")],
      );
      // GTK's portals and the message bus have much to say about a display without a desktop.
      return counting(fromNodeTest, program, args, { log: inside("tests/output/desktop.log") });
    },
  ],
].map(([name, title, work]) => ({ name, title, work }));
