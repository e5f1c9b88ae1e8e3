//! What a statement is about, in words instead of a path of ids.

import { session } from '../../lib/state/session.svelte';
import { buildName, short } from '../../lib/text/format';
import { t } from '../../lib/i18n';

/** The id after a word of the path. */
function after(parts: readonly string[], word: string): string | undefined {
  const at = parts.indexOf(word);
  return at < 0 ? undefined : parts[at + 1];
}

/** Names what the ids of the path stand for; a path that tells nothing stays as it is. */
export function subjectWords(subject: string): string {
  const parts = subject.split('/');
  if (parts[0] === 'device') return t('ledger.about_device', { id: short(parts[1] ?? '', 8) });
  if (parts[0] === 'workspace') return t('ledger.about_workspace');
  const words: string[] = [];
  const releases = session.apps.flatMap((app) => app.releases.map((release) => ({ app, release })));
  const appId = after(parts, 'app');
  const app = session.apps.find((one) => one.id === appId);
  const release = releases.find(({ release: one }) => one.id === after(parts, 'release'));
  const assessment = releases
    .flatMap((one) => one.release.assessments.map((inner) => ({ ...one, inner })))
    .find(({ inner }) => inner.id === after(parts, 'assessment'));
  const build = releases.flatMap((one) => one.release.builds).find((one) => one.id === after(parts, 'build'));
  if (release) words.push(`${release.app.name} ${release.release.name}`);
  else if (app) words.push(app.name);
  else if (assessment) words.push(`${assessment.app.name} ${assessment.release.name}`);
  if (assessment && !build) words.push(assessment.inner.profile);
  if (build) words.push(buildName(build));
  const unit = /\/unit\/(?:test:|direct:)(?:maswe-[^/]+\/)?([^/]+)/.exec(subject)?.[1];
  if (unit) words.push(unit);
  const control = after(parts, 'control');
  if (control) words.push(control);
  if (parts.at(-1) === 'engagement') words.push(t('engagement.title'));
  return words.join(' · ') || subject;
}
