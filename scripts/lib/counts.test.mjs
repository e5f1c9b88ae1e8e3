import assert from "node:assert/strict";
import { test } from "node:test";
import { fromCargoTest, fromNodeTest, fromPlaywright, fromVitest } from "./counts.mjs";

test("cargo's counts are those of all its test programs", () => {
  const output = [
    "running 2 tests",
    "test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
    "test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s",
    "a test that prints test result: ok. 9 passed; 0 failed; 0 ignored",
  ].join("\n");
  assert.deepEqual(fromCargoTest(output), { passed: 5, failed: 1, skipped: 1 });
});

test("node's counts are read in both of its styles", () => {
  const people = "ℹ tests 4\nℹ pass 2\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\nℹ todo 0\n";
  assert.deepEqual(fromNodeTest(people), { passed: 2, failed: 2, skipped: 0 });
  assert.deepEqual(fromNodeTest(people.replaceAll("ℹ", "#")), { passed: 2, failed: 2, skipped: 0 });
});

test("a file of tests that cannot be loaded is a failure", () => {
  const report = { numPassedTests: 3, numFailedTests: 0, numFailedTestSuites: 1, numPendingTests: 0 };
  assert.deepEqual(fromVitest(JSON.stringify(report)), { passed: 3, failed: 1, skipped: 0 });
});

test("a test that passes only at the second try is a failure", () => {
  const report = { stats: { expected: 5, unexpected: 0, flaky: 1, skipped: 2 }, errors: [] };
  assert.deepEqual(fromPlaywright(JSON.stringify(report)), { passed: 5, failed: 1, skipped: 2 });
});
