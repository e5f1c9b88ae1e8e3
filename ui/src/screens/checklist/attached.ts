//! What is said of files once they are attached, wherever that was done from.

import type { EvidenceAdded } from '../../lib/api/types';
import { t } from '../../lib/i18n';
import { notices } from '../../lib/state/notices.svelte';

/** Says what was attached, with the way back, and which of it was known. */
export function sayAttached({ evidence, known }: EvidenceAdded, undo: () => void): void {
  if (evidence.length) {
    const action = { label: t('common.undo'), run: undo };
    notices.good(t('evidence.added', { count: evidence.length }), { action });
  }
  for (const { name, here, elsewhere } of known) {
    notices.say(here ? t('evidence.known_here', { name }) : t('evidence.known', { name, count: elsewhere }));
  }
}
