import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { FILE, gather, messagesOf, written } from "./messages.mjs";
import { inside } from "./run.mjs";

test("the file of messages is what the sources say", () => {
  const now = readFileSync(inside(FILE), "utf8");
  assert.ok(now === written(gather().crates), "run npm run messages");
});

test("no sentence is made in a way that could not be translated", () => {
  assert.deepEqual(gather().fixed, [], "say it with said! instead of format!");
});

test("messages are what is said, counted and noted, and constant texts of several words", () => {
  const source = String.raw`
    // said!("in a comment")
    fn a(path: &Path) -> Result<String> {
        let query = sqlx::query("SELECT name FROM apps WHERE id = ?1");
        let known = map.get("one").expect("it was just put there");
        let what = noted!(match kind { 1 => "single", _ => "other" });
        refused("Fill it in and try again.");
        counted!(many, "1 unit is \"open\"", "{count} units are open", why = short("some thing"));
        said!("{path} is no \
               folder", path = path.display(), why = map.get("key"));
        format!("{path} was altered")
    }
    #[cfg(test)]
    mod tests { fn b() { refused("This is in a test."); } }
  `;
  const { messages, fixed } = messagesOf(source);
  assert.deepEqual(
    [...messages].sort(),
    [
      '1 unit is "open"',
      "Fill it in and try again.",
      "other",
      "single",
      "some thing",
      "{count} units are open",
      "{path} is no folder",
    ].sort(),
  );
  assert.deepEqual(fixed, ["{path} was altered"]);
});
