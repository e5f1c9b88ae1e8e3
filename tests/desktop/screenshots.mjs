// The pictures in docs/images: the example in the real window. Called by `npm run screenshots`.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { built, openWindow, root } from "./window.mjs";

const images = path.join(root, "docs/images");
const home = mkdtempSync(path.join(os.tmpdir(), "assay-pictures-"));
const workspace = path.join(home, "example");
const identity = ["--by", "Ada Example", "--email", "ada@example.org"];

try {
  execFileSync(built("assay"), ["demo", workspace, ...identity], { env: { ...process.env, ASSAY_HOME: home } });
  mkdirSync(images, { recursive: true });
  const window = await openWindow({ home, workspace });
  await window.openFirstChecklist();
  // The release build is nearly done; a failed test with evidence shows most of what the window is for.
  await window.press("]");
  await window.browser.pause(500);
  for (let tries = 0; tries < 30; tries += 1) {
    const failed = await window.browser.$$('[data-testid="unit-row"][data-result="fail"]:has(svg.lucide-paperclip)');
    if (failed.length > 0) {
      await window.select(await failed[0].getAttribute("data-unit"));
      break;
    }
    await window.browser.execute(() => document.querySelector('[data-testid="checklist"]').scrollBy(0, 300));
    await window.browser.pause(100);
  }
  await window.browser.pause(500);
  renameSync(await window.picture("checklist"), path.join(images, "checklist.png"));
  await window.close();
} finally {
  rmSync(home, { recursive: true, force: true });
}
