//! What comments are about, as the paths that the backend knows.

import type { EvidenceView } from '../../lib/api/types';
import type { Context } from '../../lib/state/session.svelte';

/** A piece of evidence where it is attached: on a build, or on what all builds share. */
export function aboutEvidence(evidence: EvidenceView, context: Context): string | undefined {
  const holder = holderOf(evidence, context);
  return holder && `${holder}/unit/${evidence.unit}/evidence/${evidence.id}`;
}

function holderOf({ subject, build }: EvidenceView, { app, release, assessment }: Context): string | undefined {
  switch (subject) {
    case 'build':
      return build ? `assessment/${assessment.id}/build/${build}` : undefined;
    case 'back-end':
      return `app/${app.id}/back-end`;
    case 'organisation':
      return 'organisation';
    case 'release':
      return `release/${release.id}`;
  }
}
