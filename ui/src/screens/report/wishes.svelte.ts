//! What a report shall be, for each assessment: whoever comes back to the screen finds what was chosen there. It lasts as
//! long as the window, since another day the report is another's.

import type { ReportLevel } from '../../lib/api/types';
import { PLAIN } from './ReportLook.svelte';

/** Stands for a template of the user's. */
export const OWN = 'own';

const DEFAULTS = { template: 'assessment', folder: '', level: 'internal' as ReportLevel, comments: false, path: '' };

class Wishes {
  template = $state(DEFAULTS.template);
  folder = $state(DEFAULTS.folder);
  level = $state(DEFAULTS.level);
  comments = $state(DEFAULTS.comments);
  path = $state(DEFAULTS.path);
  look = $state({ ...PLAIN });
  /** The builds that are left out. */
  left = $state.raw<ReadonlySet<string>>(new Set());

  /** Whether a report would be another than the plain one; where it is written to makes none of it. */
  get changed(): boolean {
    return (
      this.template !== DEFAULTS.template ||
      this.level !== DEFAULTS.level ||
      this.comments !== DEFAULTS.comments ||
      this.left.size > 0 ||
      Object.entries(PLAIN).some(([name, plain]) => this.look[name as keyof typeof PLAIN] !== plain)
    );
  }

  toggle(build: string): void {
    const next = new Set(this.left);
    if (!next.delete(build)) next.add(build);
    this.left = next;
  }

  /** What was typed as a folder or a file stays: it does nothing by itself. */
  reset(): void {
    this.template = DEFAULTS.template;
    this.level = DEFAULTS.level;
    this.comments = DEFAULTS.comments;
    this.look = { ...PLAIN };
    this.left = new Set();
  }
}

const kept = new Map<string, Wishes>();

export function wishesFor(assessment: string): Wishes {
  let wishes = kept.get(assessment);
  if (!wishes) kept.set(assessment, (wishes = new Wishes()));
  return wishes;
}
