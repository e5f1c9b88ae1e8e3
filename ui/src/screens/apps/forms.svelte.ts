//! Forms that can be asked for from anywhere, by the palette. The frame shows them.

import type { AppView, AssessmentView, ReleaseView } from '../../lib/api/types';

class Forms {
  engagement = $state.raw<AssessmentView | null>(null);
  build = $state.raw<{ app: AppView; release: ReleaseView } | null>(null);
}

export const forms = new Forms();
