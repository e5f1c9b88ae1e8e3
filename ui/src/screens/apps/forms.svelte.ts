//! Forms that can be asked for from anywhere, by the palette. The frame shows them, or the screen that they belong to.

import type { AppView, AssessmentView, ReleaseView } from '../../lib/api/types';

class Forms {
  engagement = $state.raw<AssessmentView | null>(null);
  build = $state.raw<{ app: AppView; release: ReleaseView } | null>(null);
  /** The assessment whose findings a new one is written for, once they are there. */
  finding = $state.raw<string | null>(null);
  /** The assessment whose report is to be issued, once it can be. */
  issue = $state.raw<string | null>(null);
  /** Whether it is to be shown how a profile is written. */
  guide = $state(false);
  /** What is to be done with a release on the board, once it is there. */
  release = $state.raw<{ id: string; form: 'due' | 'decide' } | null>(null);
}

export const forms = new Forms();
