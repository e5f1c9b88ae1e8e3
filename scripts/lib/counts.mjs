// How many checks a tool says it made: read from what it prints or writes, never assumed.

const sum = (text, pattern, at) => [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[at]), 0);

/** `cargo test`: one `test result:` line for every test program. */
export function fromCargoTest(output) {
  const lines = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/gm;
  return { passed: sum(output, lines, 1), failed: sum(output, lines, 2), skipped: sum(output, lines, 3) };
}

/** `node --test`: its closing lines `ℹ pass 3` (for people) or `# pass 3` (TAP). */
export function fromNodeTest(output) {
  const of = (word) => sum(output, new RegExp(`^(?:ℹ|#) ${word} (\\d+)$`, "gm"), 1);
  return { passed: of("pass"), failed: of("fail") + of("cancelled"), skipped: of("skipped") + of("todo") };
}

/** Vitest's JSON report. */
export function fromVitest(report) {
  const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests } = JSON.parse(report);
  // A file that cannot even be loaded fails as a suite with no failed test in it.
  const failed = numFailedTests > 0 ? numFailedTests : (numFailedTestSuites ?? 0);
  return { passed: numPassedTests, failed, skipped: numPendingTests ?? 0 };
}

/** Playwright's JSON report. One that passed only when tried again counts as failed. */
export function fromPlaywright(report) {
  const { stats, errors } = JSON.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + (errors?.length ?? 0),
    skipped: stats.skipped,
  };
}
