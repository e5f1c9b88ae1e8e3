//! The short tour: what a newcomer has to know to begin. One line a step, beside the work, never over it.

import type { MessageKey } from '../../lib/i18n';
import { perform } from '../../lib/state/keys.svelte';
import { navigation, type AssessmentTab } from '../../lib/state/navigation.svelte';
import { session } from '../../lib/state/session.svelte';

/** Whether this user has seen the tour, or left it: a setting of theirs. */
export const TOUR_SEEN = 'ui.tour_seen';

export interface TourStep {
  text: MessageKey;
  /** What its button says; none where there is nothing to show yet. */
  show?: { label: MessageKey; run: () => void };
}

/** Shows a tab of the assessment in view, or of the newest one. */
function showTab(tab: AssessmentTab): void {
  const { place } = navigation;
  if (place.screen === 'assessment') {
    navigation.tab(tab);
    return;
  }
  const assessment = session.apps.flatMap((app) => app.releases).flatMap((release) => release.assessments)[0];
  if (assessment) navigation.go({ screen: 'assessment', tab, assessment: assessment.id });
  else navigation.go({ screen: 'new_app' });
}

export const TOUR: readonly TourStep[] = [
  { text: 'tour.apps', show: { label: 'tour.show_apps', run: () => navigation.go({ screen: 'apps' }) } },
  { text: 'tour.checklist', show: { label: 'tour.show_checklist', run: () => showTab('checklist') } },
  { text: 'tour.evidence', show: { label: 'tour.show_evidence', run: () => showTab('evidence') } },
  { text: 'tour.verdicts', show: { label: 'tour.show_verdicts', run: () => showTab('verdicts') } },
  { text: 'tour.report', show: { label: 'tour.show_report', run: () => showTab('report') } },
  { text: 'tour.keys', show: { label: 'tour.show_keys', run: () => void perform('help') } },
];
