//! What is said of files once they are attached, wherever that was done from.

import type { EvidenceAdded } from '../../lib/api/types';
import { t } from '../../lib/i18n';
import { notices, type Action } from '../../lib/state/notices.svelte';

/** Says what was attached, with the way back, and which of it was known. */
export function sayAttached({ evidence, known }: EvidenceAdded, action: Action): void {
  if (evidence.length) {
    notices.good(t('evidence.added', { count: evidence.length }), { action });
  }
  for (const { name, here, elsewhere } of known) {
    notices.say(here ? t('evidence.known_here', { name }) : t('evidence.known', { name, count: elsewhere }));
  }
}
