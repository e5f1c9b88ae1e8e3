//! Checking a report, from wherever it was asked for: an auditor has the file and maybe nothing else.

class Checking {
  /** The report that is checked; empty until one is chosen; null while nobody asks. */
  path = $state<string | null>(null);
  /** How often it was asked for: each time begins anew. */
  asked = $state(0);

  /** Opens the dialog, with a report where one is known. */
  open(path = ''): void {
    this.path = path;
    this.asked += 1;
  }
}

export const checking = new Checking();

/** The report among dropped files: one PDF alone. */
export function droppedReport(paths: readonly string[]): string | undefined {
  const [path] = paths;
  return paths.length === 1 && path && /\.pdf$/i.test(path) ? path : undefined;
}
