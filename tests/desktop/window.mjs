// The real window under WebDriver: starts Assay with a home folder of its own, and what a person does in it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { remote } from "webdriverio";

const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(here, "../..");
const target = process.env.CARGO_TARGET_DIR ? path.resolve(process.env.CARGO_TARGET_DIR) : path.join(root, "target");

/** A program that cargo built; `ASSAY_PROFILE=release` takes those that are built in release. */
export const built = (name) => path.join(target, process.env.ASSAY_PROFILE ?? "debug", name);

/** Where pictures go. */
export const output = path.join(root, "tests/output");

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function listening(port) {
  const until = Date.now() + 15_000;
  while (Date.now() < until) {
    const open = await new Promise((resolve) => {
      const socket = net.connect(port, "127.0.0.1", () => resolve(true));
      socket.on("error", () => resolve(false));
      socket.on("connect", () => socket.end());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`WebKitWebDriver does not answer on port ${port}`);
}

/** Processes that this one started. */
function childrenOf(pid) {
  const listed = spawnSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" });
  return listed.stdout.split(/\s+/).filter(Boolean).map(Number);
}

/** Waits until these processes have ended, for ten seconds; what is left then is ended, and said. */
async function ended(pids) {
  const alive = (pid) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  for (let turns = 0; turns < 100 && pids.some(alive); turns += 1) await new Promise((next) => setTimeout(next, 100));
  for (const pid of pids.filter(alive)) {
    console.error(`Process ${pid} did not end with its session.`);
    process.kill(pid, "SIGKILL");
  }
}

/** As with a graphics processor, wherever the tests run: pictures can be taken in no other way, takeScreenshot never answers. */
export const COMPOSED = { WEBKIT_DISABLE_DMABUF_RENDERER: "0" };
/** As Assay chooses on this machine. */
export const AS_CHOSEN = { WEBKIT_DISABLE_DMABUF_RENDERER: undefined };

/** Starts the desktop app. `close` ends it and leaves `home` to whoever gave it. */
export async function openWindow({
  home,
  workspace,
  program = built("assay-desktop"),
  size = [1280, 820],
  painting = COMPOSED,
} = {}) {
  const temporary = home ? null : mkdtempSync(path.join(os.tmpdir(), "assay-desktop-"));
  const folder = home ?? temporary;
  const answers = path.join(folder, "dialog-answer.json");
  const port = await freePort();
  const driver = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      ASSAY_HOME: folder,
      ASSAY_WORKSPACE: "",
      ASSAY_DIALOG_ANSWERS: answers,
      TAURI_WEBVIEW_AUTOMATION: "true",
      GDK_BACKEND: "x11",
      WEBKIT_DISABLE_COMPOSITING_MODE: undefined,
      ...painting,
    },
  });
  const endDriver = () =>
    new Promise((resolve) => {
      if (driver.exitCode !== null) return resolve();
      driver.on("close", resolve);
      driver.kill("SIGTERM");
      return undefined;
    });
  try {
    await listening(port);
    const browser = await remote({
      hostname: "127.0.0.1",
      port,
      logLevel: "error",
      connectionRetryCount: 0,
      connectionRetryTimeout: 60_000,
      waitforTimeout: 20_000,
      capabilities: {
        "wdio:enforceWebDriverClassic": true,
        "webkitgtk:browserOptions": {
          binary: program,
          args: workspace ? ["--workspace", workspace] : [],
        },
      },
    });
    if (size) await browser.setWindowSize(...size);
    return new Window(browser, {
      home: folder,
      answers,
      driver: driver.pid,
      async close() {
        const app = childrenOf(driver.pid);
        await browser.deleteSession().catch(() => {});
        // The driver answers before the app has ended, and once it is gone nobody ends the app.
        await ended(app);
        await endDriver();
        if (temporary) rmSync(temporary, { recursive: true, force: true });
      },
    });
  } catch (problem) {
    await endDriver();
    throw problem;
  }
}

/** What a person sees and does, in the words of the interface's `data-testid`s. */
export class Window {
  constructor(browser, { home, answers, driver, close }) {
    this.browser = browser;
    /** The process that started the app: all of the app's processes come from it. */
    this.driver = driver;
    this.home = home;
    this.answers = answers;
    this.close = close;
  }

  /** The element of this test id, waited for (milliseconds). */
  async at(id, extra = "", timeout = 20_000) {
    const element = await this.browser.$(`[data-testid="${id}"]${extra}`);
    await element.waitForDisplayed({ timeout, timeoutMsg: `nothing shows ${id}${extra}` });
    return element;
  }

  /** Puts the checklist's cursor on a unit. */
  async select(unit) {
    await (await this.at("unit-row", `[data-unit="${unit}"] .title`)).click();
    await this.at("unit-row", `[data-unit="${unit}"][aria-selected="true"]`);
  }

  /** From wherever the window is: the checklist of the first assessment. */
  async openFirstChecklist() {
    const there = await this.browser.$('[data-testid="checklist"], [data-testid="app"], [data-testid="assessment-go"]');
    await there.waitForDisplayed();
    if ((await this.browser.$$('[data-testid="checklist"]')).length === 0) {
      if ((await this.browser.$$('[data-testid="assessment-go"]')).length === 0) await this.click("app");
      await this.click("assessment-go");
    }
    await this.at("unit-row");
    await (await this.at("checklist")).click();
  }

  async click(id, extra) {
    const element = await this.at(id, extra);
    await element.waitForEnabled({ timeoutMsg: `${id} stays disabled` });
    await element.click();
  }

  async fill(id, text) {
    const element = await this.at(id);
    await element.setValue(text);
  }

  /** Chooses in a `select`, by its value. */
  async choose(id, value) {
    await (await this.at(id)).selectByAttribute("value", value);
  }

  async text(id, extra) {
    return (await this.at(id, extra)).getText();
  }

  /** Waits (milliseconds) until something is done, and returns what it says; an error that is shown ends the wait. */
  async done(id, timeout) {
    const either = await this.browser.$(`[data-testid="${id}"], [data-testid="error"]`);
    await either.waitForDisplayed({ timeout, timeoutMsg: `neither ${id} nor an error is shown` });
    const said = await either.getText();
    if ((await either.getAttribute("data-testid")) === "error") throw new Error(`the window says: ${said}`);
    return said;
  }

  /** Presses keys where the focus is. */
  async press(...keys) {
    for (const key of keys) await this.browser.keys(key);
  }

  /** What the next native dialog answers; no dialog is shown then. */
  nextDialogAnswers(answer) {
    writeFileSync(this.answers, JSON.stringify(answer));
  }

  /** Files let go over an element: WebDriver cannot drag them, so the UI's listener is called as the host calls it. */
  async dropFiles(id, paths) {
    const { x, y, width, height } = await this.browser.getElementRect((await this.at(id)).elementId);
    for (const phase of ["enter", "over", "drop"]) {
      await this.browser.execute((detail) => window.dispatchEvent(new CustomEvent("assay:drop", { detail })), {
        phase,
        paths: phase === "over" ? [] : paths,
        x: x + width / 2,
        y: y + height / 2,
      });
    }
  }

  /** Waits until `check` answers something true, and returns that. */
  until(check, what) {
    return this.browser.waitUntil(check, { timeout: 30_000, interval: 100, timeoutMsg: `waited in vain: ${what}` });
  }

  /** A picture in tests/output, taken after the page was really painted. */
  async picture(name) {
    await this.browser.executeAsync((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
    if (!existsSync(output)) mkdirSync(output, { recursive: true });
    const file = path.join(output, `${name}.png`);
    await this.browser.saveScreenshot(file);
    return file;
  }
}
