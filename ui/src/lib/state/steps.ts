//! Undo and redo outside of the checklist, which has a queue of its own: screens read anew what changed.

import { call } from '../api/commands';
import { t } from '../i18n';
import { notices, type Action } from './notices.svelte';
import { session } from './session.svelte';

/** A checklist whose steps are walked. */
export interface Steps {
  assessment: string;
  build: string;
}

export async function walk(command: 'undo' | 'redo', steps: Steps): Promise<void> {
  notices.stepped();
  try {
    const { undone } = await call(command, steps);
    await session.loadApps();
    session.revision += 1;
    notices.say(undone, { action: command === 'undo' ? redo(steps) : undo(steps) });
  } catch (thrown) {
    notices.failed(thrown);
  }
}

/** What a notice offers. */
export function undo(steps: Steps): Action {
  return { label: t('common.undo'), run: () => void walk('undo', steps), step: true };
}
function redo(steps: Steps): Action {
  return { label: t('action.redo'), run: () => void walk('redo', steps), step: true };
}
