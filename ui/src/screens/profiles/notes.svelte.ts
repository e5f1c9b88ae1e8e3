//! What was noted on profile files as they were added: it can be read on the profile's page until somebody has read it.

import { SvelteMap } from 'svelte/reactivity';
import type { ProfileProblem } from '../../lib/api/types';

class FileNotes {
  /** By the profile's id. */
  readonly of = new SvelteMap<string, readonly ProfileProblem[]>();
  /** The profile whose notes somebody asked to see: they take the focus once they are there. */
  wanted = $state<string | null>(null);
}

export const fileNotes = new FileNotes();
