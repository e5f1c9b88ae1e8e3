// Node's packages and the built UI: both are made again only when what they come from changed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inside, must } from "./run.mjs";
import { step } from "./say.mjs";

const stampOf = (name) => inside("node_modules", ".assay", name);

const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");

function write(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const digest = (text) => createHash("sha256").update(text).digest("hex");

/** `npm ci`, when the lock file is another than at the last one. */
export async function ensureNodePackages() {
  const stamp = stampOf("lock");
  const now = digest(read(inside("package-lock.json")) + process.version);
  if (read(stamp) === now) return;
  // No package that we use needs its install script; those that have one would fetch browsers' drivers.
  await step("Fetching the UI's packages (npm ci)", () =>
    must("npm ci", "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { quiet: true }),
  );
  write(stamp, now);
}

// Made by the build, or of no interest to it.
const ignored = new Set(["dist", "node_modules", "test-results", "playwright-report", "e2e", ".svelte-kit"]);

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (ignored.has(entry.name)) continue;
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* files(full);
    else if (entry.isFile()) yield full;
  }
}

/** The digest of all that the built UI comes from. */
function uiSources() {
  const hash = createHash("sha256");
  for (const file of files(inside("ui"))) {
    hash
      .update(path.relative(inside("ui"), file))
      .update("\0")
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.update(read(inside("package-lock.json"))).digest("hex");
}

/** `npm run build` in ui/, when its sources are others than at the last one. */
export async function ensureUiBuilt() {
  const stamp = stampOf("ui");
  const now = uiSources();
  if (read(stamp) === now && existsSync(inside("ui/dist/index.html"))) return;
  await step("Building the UI", () =>
    must("Building the UI", "npm", ["run", "-s", "-w", "ui", "build"], { quiet: true }),
  );
  // The build may write generated sources (messages): stamp what is there now.
  write(stamp, uiSources());
}
