//! Where a comment that mentions somebody is read.

import type { AppView, MentionView } from '../../lib/api/types';
import type { Place } from '../../lib/state/navigation.svelte';
import { findingPlace } from '../board/board';

/** A comment to be read in the pane: one object for each time, so that the same comment can be opened again. */
export interface ShownComment {
  comment: string;
  /** Somebody came for it: it takes the focus. Where a pile is worked off, the list keeps it. */
  focus: boolean;
  /** It came into view once: going to another tab and back is no arrival. */
  seen: boolean;
}

export function mentionPlace(mention: MentionView, apps: readonly AppView[]): Place {
  const { assessment, unit, control, finding } = mention;
  const app = mention.app ?? undefined;
  const build = mention.build ?? undefined;
  if (finding && app) return findingPlace({ id: finding, app, builds: [] }, apps);
  if (!assessment) return { screen: 'apps', app };
  if (unit && build)
    return { screen: 'assessment', tab: 'checklist', assessment, build, unit, comment: mention.comment };
  if (control) return { screen: 'assessment', tab: 'verdicts', assessment, build, control };
  // What is about the whole assessment stands with its sign-offs.
  return { screen: 'assessment', tab: 'report', assessment };
}
