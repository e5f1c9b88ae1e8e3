//! Checking a report, from wherever it was asked for: an auditor has the file and maybe nothing else.

class Checking {
  /** The report that is checked; empty until one is chosen; null while nobody asks. */
  path = $state<string | null>(null);
  /** The other volumes of a report in several. */
  volumes = $state.raw<readonly string[]>([]);
  /** How often it was asked for: each time begins anew. */
  asked = $state(0);

  /** Opens the dialog, with a report where one is known. */
  open(path = '', volumes: readonly string[] = []): void {
    [this.path, this.volumes] = [path, volumes];
    this.asked += 1;
  }
}

export const checking = new Checking();

/** Whether what was dropped is a report: one PDF, or several, which are its volumes. */
export function droppedReport(paths: readonly string[]): boolean {
  return paths.length > 0 && paths.every((path) => /\.pdf$/i.test(path));
}
