// What only the real window can tell: how long Assay takes to its first screen, beside an empty Tauri window on the same
// machine, what both take of the memory, and how long a key press takes until its result is painted. Called by `npm run
// bench`; `start`, `memory` or `press` as an argument measures that alone.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { AS_CHOSEN, built, openWindow } from "./window.mjs";

const ROUNDS = 7;
const PRESSES = 60;
const START_GOAL = 1.3;
/** The empty window paints as Assay chooses to on this machine: src-tauri/src/painting.rs. */
const draws = existsSync("/dev/dri") && readdirSync("/dev/dri").some((name) => name.startsWith("renderD"));
const ALIKE = draws ? AS_CHOSEN : { WEBKIT_DISABLE_DMABUF_RENDERER: "1" };
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
  const window = await openWindow({ painting: AS_CHOSEN, ...options, size: null });
  await (await window.browser.$(usable)).waitForExist({ interval: 5 });
  const took = performance.now() - began;
  await window.close();
  return took;
}

async function starts(home, workspace) {
  const bare = [];
  const assay = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await start({ program: built("examples/bare"), painting: ALIKE }, "#there"));
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
  const window = await openWindow({ painting: AS_CHOSEN, ...options });
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
    bare.push(await taken({ program: built("examples/bare"), painting: ALIKE }, there));
    assay.push(await taken({ home, workspace }, (window) => window.openFirstChecklist()));
  }
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
  console.log(
    `figure: memory of all processes with a checklist open ${megabytes(median(assay))}, empty window ` +
      `${megabytes(median(bare))}, ${megabytes(median(assay) - median(bare))} more (Pss; medians of ${TREES})`,
  );
}

/**
 * Every press is timed in the page: from the key event's own time stamp to the frame after the row changed. In the same
 * run, in turns with it, a key that does nothing but colour a dot: what the window itself takes.
 */
async function presses(home, workspace) {
  const window = await openWindow({ home, workspace, painting: AS_CHOSEN });
  await window.openFirstChecklist();
  await window.browser.execute(() => {
    const figures = { painted: [], changed: [], dot: [], answered: [] };
    globalThis.figures = figures;
    const dot = document.body.appendChild(document.createElement("div"));
    dot.style.cssText = "position:fixed;z-index:99;top:0;left:0;width:8px;height:8px";
    // The next frame paints the change; the one after it begins when that is done.
    const painted = (from, into) =>
      requestAnimationFrame(() => requestAnimationFrame(() => into.push(performance.now() - from)));
    const resultOf = (unit) => document.querySelector(`[data-unit="${unit}"]`)?.dataset.result;
    let pressed = null;
    addEventListener(
      "keydown",
      ({ key, timeStamp }) => {
        if (key === "F9") {
          dot.style.background = dot.style.background === "black" ? "white" : "black";
          painted(timeStamp, figures.dot);
          return;
        }
        // Rows take turns in their places on the page: only the row that is answered counts.
        const row = document.querySelector('[data-testid="unit-row"][aria-selected="true"]');
        const { unit } = row?.dataset ?? {};
        pressed = key.length === 1 && unit ? { at: timeStamp, unit, was: resultOf(unit) } : null;
      },
      true,
    );
    new MutationObserver(() => {
      if (pressed === null || resultOf(pressed.unit) === pressed.was) return;
      const { at, unit } = pressed;
      pressed = null;
      figures.changed.push(performance.now() - at);
      painted(at, figures.painted);
      const firm = setInterval(() => {
        if (document.querySelector(`[data-unit="${unit}"] .pending`)) return;
        clearInterval(firm);
        figures.answered.push(performance.now() - at);
      }, 5);
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-result"] });
  });
  for (let press = 0; press < PRESSES; press += 1) {
    // The first unit again and again: a test, which takes any result without further words.
    await window.press("Home", press % 2 === 0 ? "i" : "p");
    await window.browser.pause(60);
    await window.press("F9");
    await window.browser.pause(60);
  }
  const { painted, changed, dot, answered } = await window.browser.execute(() => globalThis.figures);
  await window.close();
  const both = (times) => `${milliseconds(median(times))} (median), ${milliseconds(percentile(times, 0.95))} (95 %)`;
  console.log(
    `figure: key press to painted result ${both(painted)}, of ${painted.length} presses (goal under 33 at 95 %)`,
  );
  console.log(`figure:   the row has changed after ${both(changed)}, it is in the ledger after ${both(answered)}`);
  console.log(`figure:   a key that only colours a dot, in the same window and run: ${both(dot)}`);
}

const home = mkdtempSync(path.join(os.tmpdir(), "assay-figures-"));
const workspace = path.join(home, "example");
try {
  const env = { ...process.env, ASSAY_HOME: home };
  execFileSync(built("assay"), ["demo", workspace, "--by", "Ada Example", "--email", "ada@example.org"], {
    env,
    stdio: "ignore",
  });
  const only = process.argv[2];
  if (!only || only === "start") await starts(home, workspace);
  if (!only || only === "memory") await memories(home, workspace);
  if (!only || only === "press") await presses(home, workspace);
} finally {
  rmSync(home, { recursive: true, force: true });
}
