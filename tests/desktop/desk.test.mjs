// The example in the real window, as three people meet it: the manager who looks whether the release may ship, the second
// person who reviews, and whoever tests the next build.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { built, openWindow } from "./window.mjs";

const folder = mkdtempSync(path.join(os.tmpdir(), "assay-desk-"));
const home = path.join(folder, "home");
const workspace = path.join(folder, "example");
const ADA = "Ada Example";
const JO = "Jo Park";

const run = (...args) =>
  execFileSync(built("assay"), args, { env: { ...process.env, ASSAY_HOME: home }, encoding: "utf8" });
const assay = (...args) => run("--workspace", workspace, ...args);

let window;

before(async () => {
  run("demo", workspace, "--by", ADA, "--email", "ada@example.org");
  window = await openWindow({ home, workspace });
  await window.at("app");
});

after(async () => {
  await window?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** States a result on the Android build of the release, beside the open window. */
const stateBeside = (result) =>
  assay(
    "result",
    "set",
    "MASTG-TEST-0235",
    result,
    "-a",
    "Harbour Wallet 4.2.0, L2+R+P",
    "-b",
    "4211",
    "--note",
    "Again.",
  );

const $ = (selector) => window.browser.$(selector);
const count = async (selector) => (await window.browser.$$(selector)).length;
const row = (unit) => window.at("unit-row", `[data-unit="${unit}"]`);
const review = async (unit) =>
  (await row(unit))
    .$('[data-testid="row-review"]')
    .getAttribute("data-review")
    .catch(() => null);
/** A click would put the cursor on the row that lies there. */
const focusList = async () => {
  await window.at("checklist");
  await window.browser.execute(() => document.querySelector('[data-testid="checklist"]').focus());
};
const atCursor = async () => (await window.at("unit-row", '[aria-selected="true"]')).getAttribute("data-unit");
/** The first number of a text. */
const number = (text) => Number(/\d+/.exec(text)?.[0]);

/** The checklist of the assessment whose row holds these words. */
async function openChecklist(words) {
  await window.browser.keys(["Alt", "a"]);
  await window.at("assessment");
  await (await $(`//*[@data-testid="assessment"][contains(., "${words}")]//*[@data-testid="assessment-go"]`)).click();
  await window.at("unit-row");
  await focusList();
}

async function openBoard() {
  await window.browser.keys(["Alt", "b"]);
  await window.at("board-release");
}

/** Goes on as somebody else who works on this computer, by the palette. */
async function workAs(name) {
  await window.browser.keys(["Control", "k"]);
  await window.fill("palette", `Work as ${name}`);
  await window.press("Enter");
  await window.until(
    async () => (await $(`//*[contains(., "You work as ${name} now.")]`)).isExisting(),
    `${name} works`,
  );
  await focusList();
}

/** Filters the checklist by what it understands: words and `state:` or `type:`. */
async function filter(words) {
  const field = await $('.search input[type="search"]');
  await field.setValue(words);
  await field.click();
  await window.press("Enter");
  await focusList();
  await window.press("Home");
}

const decision = (choice) => $(`//*[@data-testid="decision-form"]//label[contains(., "${choice}")]`);

test("the manager sees why the release may not ship, and each number leads to what it counts", async () => {
  await openBoard();
  assert.match(await window.text("board-summary"), /The one release may not ship yet\./);
  assert.match(await window.text("board-sentence"), /^Not ready:/);
  await window.picture("11-board");

  const fails = await window.at("reason", '[data-reason="control_fails"]');
  const failing = number(await fails.getText());
  await fails.click();
  await window.at("verdicts-narrowed");
  assert.equal(await count('[data-testid="verdict-row"]'), failing);
  await window.press("Escape");
  await window.at("board-release");

  const open = await window.at("reason", '[data-reason="undecided"]');
  const undecided = number(await open.getText());
  await open.click();
  await focusList();
  const seen = new Set();
  await window.press("Home");
  for (let at = 0; at < undecided + 2; at += 1) {
    seen.add(await atCursor());
    await window.press("j");
  }
  assert.equal(seen.size, undecided);
});

test("the manager decides, and the board leaves as a PDF of one page", async () => {
  await openBoard();
  await window.at("outdated");
  await window.click("decide");
  await (await decision("Conditional")).click();
  // What is stated meanwhile changes what the dialog shows, and nothing of what was chosen.
  stateBeside("pass");
  await window.fill("decision-role", "Head of releases");
  await window.fill("decision-reason", "Known, and behind a switch.");
  await window.fill("decision-conditions", "Fixed in 4.2.1.");
  await window.picture("12-decision");
  await window.click("decision-save");
  await window.until(
    async () => (await window.text("board-decision")).startsWith("Conditional"),
    "the decision is shown",
  );
  await window.until(async () => (await count('[data-testid="outdated"]')) === 0, "it is not outdated");

  const pdf = path.join(folder, "board.pdf");
  window.nextDialogAnswers(pdf);
  await window.click("board-pdf");
  await window.until(() => existsSync(pdf), "the PDF is written");
  assert.match(execFileSync("pdfinfo", [pdf], { encoding: "utf8" }), /^Pages:\s+1$/m);
  const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" });
  for (const words of ["Harbour Wallet", "4.2.0", "Not ready", "Conditional"]) assert.ok(text.includes(words), words);

  // Whoever states something that bears on it makes it outdated; here the command line does, beside the window.
  stateBeside("inconclusive");
  await window.at("outdated");
});

/** Two answers of Ada's, handed in. */
const units = [];

test("answers are assigned and submitted, and nobody approves their own where four eyes are asked for", async () => {
  assay("assessment", "open", "Harbour Wallet/4.2.0", "--profile", "fintech");
  await window.browser.keys(["Control", ","]);
  await window.click("person-add");
  await window.fill("person-name", JO);
  await window.fill("person-email", "jo@example.org");
  await window.click("person-save");
  await openChecklist("fintech");
  await filter("MASTG-TEST state:untested");
  for (let at = 0; at < 2; at += 1) {
    const unit = await atCursor();
    await window.press("p");
    await window.until(async () => (await (await row(unit)).getAttribute("data-result")) === "pass", `${unit} passes`);
    await window.select(unit);
    await window.press("s");
    await window.until(async () => (await review(unit)) === "submitted", `${unit} is submitted`);
    units.push(unit);
    await window.press("g");
  }
  await window.select(units[0]);
  await window.press("o");
  await (await window.at("assign-who")).selectByVisibleText(JO);
  await window.click("assign-save");
  await window.until(async () => /Jo Park/.test(await window.text("review-assignee")), "Jo tests it");

  await window.at("review-own");
  assert.equal(await count('[data-testid="review-approve"]'), 0, "there is no button for it");
  await focusList();
  await window.press("a");
  await (await $('//*[contains(., "is your own answer, and this profile wants a second person")]')).waitForExist();
  assert.equal(await review(units[0]), "submitted");
  await window.picture("13-four-eyes");
});

test("a second person returns one with a comment and approves the other, from the queue", async () => {
  const [returned, approved] = units;
  await filter("MASTG-TEST");
  await workAs(JO);
  await window.click("queue-to_review");
  await window.select(returned);
  await window.press("b");
  await window.fill("return-comment", "@Ada, which build was that?");
  await window.click("return-send");
  await window.until(async () => (await review(returned)) === "returned", "one is returned");
  await window.select(approved);
  await window.press("a");
  await window.until(async () => (await review(approved)) === "approved", "the other is approved");

  await workAs(ADA);
  await window.click("queue-returned");
  await window.select(returned);
  await window.until(async () => /which build was that/.test(await window.text("review")), "the comment is there");
  await window.picture("14-returned");
});

test("the next build: former answers are reconfirmed by key, taken back, and compared", async () => {
  await openChecklist("first look");
  await window.at("former");
  const waiting = async () => number(await window.text("former")) || 0;
  const before = await waiting();
  await window.click("former-only");
  await focusList();
  await window.press("Home");
  const first = await atCursor();
  const said = await (await (await row(first)).$('[data-testid="former-tag"]')).getAttribute("data-former");
  const result = async () => (await row(first)).getAttribute("data-result");
  assert.equal(await result(), "untested");
  await window.press("r");
  await window.until(async () => (await result()) === said, "the former answer stands");
  await window.until(async () => (await waiting()) === before - 1, "one less waits");
  await window.press("u");
  await window.until(async () => (await result()) === "untested", "undo takes it back");
  await window.press("w");
  await window.until(async () => (await result()) === said, "argued from the difference");
  await window.picture("15-next-build");

  await window.click("former-compare");
  await window.at("builds-unit");
  assert.ok(await (await $('[data-fact="sha256"]')).isExisting(), "the artefacts differ");
  assert.equal(await count('[data-testid="builds-unit"][data-change="same"]'), 0);
  await window.picture("16-two-builds");
  assay("ledger", "verify");
});
