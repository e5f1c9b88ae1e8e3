// A reviewer's whole job in the real window: from the first start to a report that is checked, and a record that
// verifies on the command line.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { built, openWindow, root } from "./window.mjs";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

const folder = mkdtempSync(path.join(os.tmpdir(), "assay-flow-"));
const home = path.join(folder, "home");
const workspace = path.join(folder, "workspace");
const artefact = path.join(folder, "wallet.apk");
const capture = path.join(folder, "traffic.txt");
const screenshot = path.join(folder, "login.png");
const report = path.join(folder, "wallet.pdf");

writeFileSync(artefact, "not really an app, but hashed like one");
writeFileSync(capture, "GET http://cdn.example.org/ HTTP/1.1");
writeFileSync(screenshot, readFileSync(path.join(root, "src-tauri/icons/128.png")));

let window;

before(async () => {
  window = await openWindow({ home });
});

after(async () => {
  await window?.close();
  rmSync(folder, { recursive: true, force: true });
});

const assay = (...args) =>
  execFileSync(built("assay"), ["--workspace", workspace, ...args], {
    env: { ...process.env, ASSAY_HOME: home },
    encoding: "utf8",
  });

/** The row that the cursor is on. */
const atCursor = async () => {
  const row = await window.at("unit-row", '[aria-selected="true"]');
  return { unit: await row.getAttribute("data-unit"), result: await row.getAttribute("data-result") };
};

const resultOf = async (unit) => (await window.at("unit-row", `[data-unit="${unit}"]`)).getAttribute("data-result");

const evidenceCount = async () => (await window.browser.$$('[data-testid="evidence-item"]')).length;

test("the first start asks who works here", async () => {
  await window.fill("identity-name", "Ada Example");
  await window.fill("identity-email", "ada@example.org");
  await window.picture("01-identity");
  await window.click("identity-save");
});

test("a workspace is made where one says", async () => {
  await window.click("workspace-new");
  await window.fill("workspace-name", "Wallet review");
  await window.fill("workspace-dir", workspace);
  await window.picture("02-workspace");
  await window.click("workspace-create");
  await window.at("app-new");
  assert.ok(existsSync(path.join(workspace, "assay.db")));
});

test("an app with a release, a build from a file, and an assessment", async () => {
  await window.click("app-new");
  await window.fill("app-name", "Wallet");
  await window.fill("release-name", "4.2.0");
  await window.click("app-save");
  await window.fill("build-artefact", artefact);
  await window.fill("build-version-code", "4210");
  await window.picture("03-build");
  await window.click("build-save");
  await window.click("builds-done");
  await window.at("assessment-profile");
  await window.picture("04-profile");
  await window.click("assessment-open");
  await window.at("unit-row");
  const [app] = JSON.parse(assay("app", "list", "--json"));
  const [{ facts }] = app.releases[0].builds;
  assert.equal(facts.artefact.sha256, sha256(readFileSync(artefact)));
});

let failed;

test("results by keyboard, each going on to the next untested unit", async () => {
  await (await window.at("checklist")).click();
  await window.press("Home");
  const seen = [];
  for (const [key, result] of [
    ["p", "pass"],
    ["f", "fail"],
    ["i", "inconclusive"],
  ]) {
    const { unit, result: was } = await atCursor();
    assert.equal(was, "untested");
    await window.press(key);
    await window.until(async () => (await resultOf(unit)) === result, `${unit} is ${result}`);
    await window.until(async () => (await atCursor()).unit !== unit, `the cursor goes on from ${unit}`);
    seen.push(unit);
  }
  [, failed] = seen;
  assert.equal(new Set(seen).size, 3);

  const { unit } = await atCursor();
  await window.press("n");
  await window.fill("justification", "The app has no web view.");
  await window.press("Enter");
  await window.until(async () => (await resultOf(unit)) === "not_applicable", `${unit} is not applicable`);
  await window.picture("05-checklist");
});

test("undo takes the last answer back", async () => {
  const { unit } = await atCursor();
  await (await window.at("checklist")).click();
  await window.select(unit);
  await window.press("p");
  await window.until(async () => (await resultOf(unit)) === "pass", `${unit} is pass`);
  await window.press("u");
  await window.until(async () => (await resultOf(unit)) === "untested", `${unit} is untested again`);
});

test("evidence by dialog, by drop and by pasting a screenshot", async () => {
  await window.select(failed);
  window.nextDialogAnswers([capture]);
  await window.press("e");
  await window.until(async () => (await evidenceCount()) === 1, "a file from the dialog");
  await window.dropFiles("unit-detail", [screenshot]);
  await window.until(async () => (await evidenceCount()) === 2, "a dropped file");

  const owner = spawn("xclip", ["-quiet", "-selection", "clipboard", "-t", "image/png", "-i", screenshot]);
  await (await window.at("checklist")).click();
  await window.select(failed);
  await window.browser.keys(["Control", "v"]);
  await window.until(async () => (await evidenceCount()) === 3, "a pasted screenshot");
  owner.kill();
  await window.picture("06-evidence");

  const stored = JSON.parse(assay("evidence", "list", "--json"));
  const digests = stored.map((one) => one.content.sha256);
  for (const file of [capture, screenshot]) assert.ok(digests.includes(sha256(readFileSync(file))), file);
});

test("the report is exported, and says what was done", async () => {
  await window.click("tab-report");
  await window.fill("report-path", report);
  await window.click("report-export");
  const said = await window.done("report-done", 180_000);
  await window.picture("07-report");
  const bytes = readFileSync(report);
  assert.ok(said.includes(sha256(bytes)), "the window shows the report's digest");

  const text = execFileSync("pdftotext", ["-layout", report, "-"], { encoding: "utf8" });
  const failedTest = failed.replace("test:", "");
  for (const words of ["Wallet", "4.2.0", "Ada Example", failedTest]) assert.ok(text.includes(words), words);
  const unbroken = text.replaceAll(/\s/g, "");
  for (const file of [artefact, capture, screenshot]) {
    assert.ok(unbroken.includes(sha256(readFileSync(file))), `the manifest has the digest of ${path.basename(file)}`);
  }
  execFileSync("qpdf", ["--check", report]);
});

test("the record verifies on the command line, beside the open window", () => {
  assay("ledger", "verify");
  assay("evidence", "verify");
});
