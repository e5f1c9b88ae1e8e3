//! What a statement is about, in words instead of a path of ids.

import type { EntryView } from '../../lib/api/types';
import { t, type MessageKey } from '../../lib/i18n';
import type { Place } from '../../lib/state/navigation.svelte';
import { session } from '../../lib/state/session.svelte';
import { people } from '../review/people.svelte';
import { buildName, dayInWords, short } from '../../lib/text/format';

/** The id after a word of the path. */
function after(parts: readonly string[], word: string): string | undefined {
  const at = parts.indexOf(word);
  return at < 0 ? undefined : parts[at + 1];
}

/** Names what the ids of the path stand for; a path that tells nothing stays as it is. */
export function subjectWords(subject: string): string {
  const parts = subject.split('/');
  if (parts[0] === 'device') return t('ledger.about_device', { id: short(parts[1] ?? '', 8) });
  if (parts[0] === 'member') {
    const [, member = ''] = parts;
    const known = people.list.find((one) => one.member === member);
    return known?.name ?? t('ledger.about_member', { id: short(member, 8) });
  }
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

/** What a statement of this kind says, for people. */
export function kindName(kind: string): string {
  const key = `entry.${kind.replaceAll(/[.-]/g, '_')}` as MessageKey;
  const name = t(key);
  return name === key ? kind.replaceAll(/[._-]/g, ' ') : name;
}

/** What the result code of a statement says, where it has one that people read: which decision, which role, which day. */
export function codeWords({ kind, result }: Pick<EntryView, 'kind' | 'result'>): string {
  if (!result) return '';
  if (kind === 'sign_off.given') return said(`sign_off_role.${result}`, result);
  if (kind === 'decision.made') return said(`decision.choice_${result.split('_')[0]}`, result);
  if (kind === 'release.planned') return /^\d{4}-\d\d-\d\d$/.test(result) ? dayInWords(result) : t('due.none');
  if (kind.startsWith('finding.'))
    return said(`severity.${result}`, '') || said(`finding_on.${result.replaceAll('-', '_')}`, '');
  return '';
}

function said(key: string, otherwise: string): string {
  const words = t(key as MessageKey);
  return words === key ? otherwise : words;
}

/** Where the thing is looked at that a statement is about; nothing where no screen shows it. */
export function placeOfSubject(subject: string): Place | undefined {
  const parts = subject.split('/');
  const [assessment, build, finding] = [after(parts, 'assessment'), after(parts, 'build'), after(parts, 'finding')];
  const releases = session.apps.flatMap((app) => app.releases.map((release) => ({ app, release })));
  const at = releases.find(({ release }) => release.assessments.some((one) => one.id === assessment));
  if (assessment && at) {
    const unit = /\/unit\/((?:test|direct):(?:maswe-[^/]+\/)?[^/]+)/.exec(subject)?.[1];
    const control = after(parts, 'control');
    if (unit && build) return { screen: 'assessment', tab: 'checklist', assessment, build, unit };
    if (control) return { screen: 'assessment', tab: 'verdicts', assessment, build, control };
    if (parts.includes('sign-off') || parts.includes('report'))
      return { screen: 'assessment', tab: 'report', assessment };
    return { screen: 'assessment', tab: 'checklist', assessment, build };
  }
  const app = session.apps.find((one) => one.id === after(parts, 'app'));
  const newest = app?.releases.flatMap((release) => release.assessments)[0];
  if (finding && newest) return { screen: 'assessment', tab: 'findings', assessment: newest.id, finding };
  if (parts.includes('decision') || parts.includes('plan')) return { screen: 'board' };
  const release = releases.find((one) => one.release.id === after(parts, 'release'));
  const of = app ?? release?.app;
  return of ? { screen: 'apps', app: of.id } : undefined;
}
