// What only the real window can tell: how long Assay takes to its first screen, beside an empty Tauri window on the same
// machine, what both take of the memory, and how long a key press takes until its result is painted. Called by `npm run
// bench`.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { built, openWindow } from "./window.mjs";

const ROUNDS = 7;
const PRESSES = 60;
const START_GOAL = 1.3;
const TREES = 3;
/** Milliseconds until a window that was opened has done what it does at its start. */
const SETTLES = 3000;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const percentile = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const milliseconds = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** From starting the program to its first usable screen, WebDriver's own start included in both cases. */
async function start(options, usable) {
  const began = performance.now();
  const window = await openWindow({ ...options, size: null });
  await (await window.browser.$(usable)).waitForExist({ interval: 5 });
  const took = performance.now() - began;
  await window.close();
  return took;
}

async function starts(home, workspace) {
  const bare = [];
  const assay = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await start({ program: built("examples/bare") }, "#there"));
    assay.push(await start({ home, workspace }, '[data-testid="app"], [data-testid="checklist"]'));
  }
  const ratio = median(assay) / median(bare);
  console.log(
    `figure: start to usable ${milliseconds(median(assay))}, empty window ${milliseconds(median(bare))}, ` +
      `${ratio.toFixed(2)} times (goal ${START_GOAL}; medians of ${ROUNDS})`,
  );
}

/** The processes that come from this one, itself left out. */
function descendants(of) {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The name of a program may hold anything, parentheses too; what follows the last one is fixed.
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        return [[Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1])]];
      } catch {
        return [];
      }
    });
  const found = [];
  for (let wave = [of]; wave.length > 0;) {
    wave = parents.filter(([, parent]) => wave.includes(parent)).map(([pid]) => pid);
    found.push(...wave);
  }
  return found;
}

/** What processes take of the memory, in bytes: what several share is divided among them. */
function memory(pids) {
  return pids.reduce((sum, pid) => {
    try {
      return sum + Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0) * 1024;
    } catch {
      return sum;
    }
  }, 0);
}

/** The whole tree of processes, a moment after its first usable screen. */
async function taken(options, usable) {
  const window = await openWindow({ ...options });
  await usable(window);
  await window.browser.pause(SETTLES);
  const bytes = memory(descendants(window.driver));
  await window.close();
  return bytes;
}

async function memories(home, workspace) {
  const bare = [];
  const assay = [];
  const there = async (window) => (await window.browser.$("#there")).waitForExist();
  for (let round = 0; round < TREES; round += 1) {
    bare.push(await taken({ program: built("examples/bare") }, there));
    assay.push(await taken({ home, workspace }, (window) => window.openFirstChecklist()));
  }
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
  console.log(
    `figure: memory of all processes with a checklist open ${megabytes(median(assay))}, empty window ` +
      `${megabytes(median(bare))}, ${megabytes(median(assay) - median(bare))} more (Pss; medians of ${TREES})`,
  );
}

/** Every press is timed in the page: from the key event's own time stamp to the frame after the row changed. */
async function presses(home, workspace) {
  const window = await openWindow({ home, workspace });
  await window.openFirstChecklist();
  await window.browser.execute(() => {
    globalThis.figures = [];
    let pressed = null;
    addEventListener(
      "keydown",
      (event) => {
        pressed = event.timeStamp;
      },
      true,
    );
    new MutationObserver((changes) => {
      if (pressed === null || !changes.some((change) => change.attributeName === "data-result")) return;
      const from = pressed;
      pressed = null;
      // The next frame paints the change; the one after it begins when that is done.
      requestAnimationFrame(() => requestAnimationFrame(() => globalThis.figures.push(performance.now() - from)));
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-result"] });
  });
  for (let press = 0; press < PRESSES; press += 1) {
    // The first unit again and again: a test, which takes any result without further words.
    await window.press("Home", press % 2 === 0 ? "i" : "p");
    await window.browser.pause(60);
  }
  const times = await window.browser.execute(() => globalThis.figures);
  await window.close();
  console.log(
    `figure: key press to painted result ${milliseconds(median(times))} (median), ` +
      `${milliseconds(percentile(times, 0.95))} (95 %), of ${times.length} presses`,
  );
}

const home = mkdtempSync(path.join(os.tmpdir(), "assay-figures-"));
const workspace = path.join(home, "example");
try {
  const env = { ...process.env, ASSAY_HOME: home };
  execFileSync(built("assay"), ["demo", workspace, "--by", "Ada Example", "--email", "ada@example.org"], {
    env,
    stdio: "ignore",
  });
  await starts(home, workspace);
  await memories(home, workspace);
  await presses(home, workspace);
} finally {
  rmSync(home, { recursive: true, force: true });
}
