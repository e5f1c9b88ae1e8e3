import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { inside } from "./run.mjs";

/** The features of every package, with these kinds of dependencies. */
function features(edges) {
  const format = ["--prefix", "none", "--format", "{p} [{f}]"];
  const tree = spawnSync("cargo", ["tree", "--locked", "--workspace", "--edges", edges, ...format], {
    cwd: inside("."),
    encoding: "utf8",
  });
  assert.equal(tree.status, 0, tree.stderr);
  const lines = tree.stdout.split("\n").filter((line) => line !== "" && !line.includes("(/"));
  return new Map(lines.map((line) => line.replace(" (*)", "").split(" [")));
}

test("what tests depend on gives no other package a feature that the programs do not: it would be built twice", () => {
  const tests = features("normal,build,dev");
  const differ = [...features("normal,build")].filter(([name, own]) => tests.get(name) !== own);
  assert.deepEqual(
    differ.map(([name, own]) => `${name}: [${own} in programs, [${tests.get(name)} in tests`),
    [],
    "give it these features as a dependency of tests/Cargo.toml",
  );
});
