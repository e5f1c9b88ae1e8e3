//! What the backend's search finds, as entries of the palette.

import { call } from '../../lib/api/commands';
import type { SearchHit, SnippetPiece } from '../../lib/api/types';
import { navigation } from '../../lib/state/navigation.svelte';
import { session } from '../../lib/state/session.svelte';
import { titleOf } from '../findings/rows';
import type { Entry } from './commands';

/** The place of a cross-walk on the stack of the reference pane, where other entries are ids of pages. */
export const WALK = 'crosswalk:';

/** What was stated of an assessment's report is shown there. */
const ON_REPORT = new Set(['report', 'sign_off']);

/** Kinds that have a page of their own in the library. */
const PAGES = new Set([
  'group',
  'control',
  'weakness',
  'test',
  'technique',
  'tool',
  'knowledge',
  'best-practice',
  'practice-app',
  'demo',
  'prerequisite',
  'document',
  'draft',
]);

/** What the reference pane has to show for a hit: its page, or what touches it; nothing for things of the workspace. */
export function shownFor(hit: SearchHit): string | undefined {
  if (hit.place) return undefined;
  // A page is one of the versions in use, by their numbering of weaknesses.
  const page = PAGES.has(hit.kind) && !hit.only_in && hit.within !== 'maswe-beta';
  return page || !hit.crosswalk ? hit.id : `${WALK}${hit.crosswalk}`;
}

function open(hit: SearchHit): void {
  const { place } = hit;
  // A finding is the app's: it is shown in the newest assessment.
  const app = session.apps.find((one) => place?.finding && one.id === place.app);
  const newest = app?.releases.flatMap((release) => release.assessments)[0];
  if (place?.finding && newest)
    navigation.go({ screen: 'assessment', tab: 'findings', assessment: newest.id, finding: place.finding });
  else if (place?.assessment)
    navigation.go({
      screen: 'assessment',
      tab: ON_REPORT.has(hit.kind) ? 'report' : place.control ? 'verdicts' : 'checklist',
      assessment: place.assessment,
      build: place.build ?? undefined,
      unit: place.unit ?? undefined,
      control: place.control ?? undefined,
    });
  else if (place?.build && hit.kind === 'difference') navigation.go({ screen: 'builds', to: place.build });
  else if (place) navigation.go({ screen: 'apps', app: place.app ?? undefined });
  else navigation.go({ screen: 'standards', page: shownFor(hit) });
}

/** The name of a hit's kind, as a key of the messages has it. */
export function kindKey(kind: string): string {
  return kind.replaceAll('-', '_');
}

/** The titles of findings, by their ids: what the search has as the title of a hit may be a test that it was linked to. */
export type Titles = ReadonlyMap<string, string>;

export async function titlesOf(): Promise<Titles> {
  const all = await call('findings_list', { scope: { kind: 'workspace' } });
  return new Map(all.map((finding) => [finding.id, titleOf(finding)]));
}

/** A hit as an entry. */
export function entryOf(hit: SearchHit, titles?: Titles): Entry {
  const id = hit.qualifier ? `${hit.qualifier} ${hit.id}` : hit.id;
  const title = titles?.get(hit.place?.finding ?? '') ?? hit.title;
  return {
    id: `${hit.kind}/${hit.within}/${hit.id}`,
    group: 'found',
    kind: kindKey(hit.kind),
    label: title || id,
    detail: hit.place ? hit.summary || undefined : id,
    snippet: hit.snippet.length ? hit.snippet : plain(hit.place ? '' : hit.summary === hit.title ? '' : hit.summary),
    former: hit.former,
    onlyIn: hit.only_in ?? undefined,
    sure: hit.found_by === 'id',
    run: () => open(hit),
  };
}

function plain(text: string): SnippetPiece[] {
  return text ? [{ text, hit: false }] : [];
}

/** Most of what the screen knows itself, beside what was found: fewer where an id was typed. */
const OWN = 6;
const OWN_BESIDE_ID = 2;
/** How many are asked for: as many as the search gives, so that the standards leave nothing of ours out. */
export const ASKED = 100;
/** How many of them are shown. */
const SHOWN = 40;

/** Where several are called the same, what each is known by comes first. */
function apart(found: readonly Entry[]): Entry[] {
  const name = ({ kind, label }: Entry) => `${kind}/${label}`;
  const counts = new Map<string, number>();
  for (const one of found) counts.set(name(one), (counts.get(name(one)) ?? 0) + 1);
  return found.map((one) =>
    one.detail && (counts.get(name(one)) ?? 0) > 1
      ? { ...one, label: `${one.detail} · ${one.label}`, detail: undefined }
      : one,
  );
}

/** Whether an id was typed, in full or by the number at its end. */
function isExact({ id, found_by, place }: SearchHit, typed: string): boolean {
  if (found_by === 'id') return true;
  return !place && /^[a-z-]*\d{4,}$/i.test(typed) && id.toLowerCase().endsWith(`-${typed.toLowerCase()}`);
}

/** Two hits in one finding lead to one place: the first stands for both. */
function once(hits: readonly SearchHit[]): SearchHit[] {
  const seen = new Set<string>();
  return hits.filter(({ kind, place }) => {
    if (kind !== 'finding' || !place?.finding) return true;
    const first = !seen.has(place.finding);
    seen.add(place.finding);
    return first;
  });
}

/** What the standards say goes behind what is ours: a finding, a note, an app; unless that is only spelled alike. */
const isOurs = ({ place, found_by }: SearchHit) => place !== null && found_by !== 'similar';

/**
 * Puts together what the screen knows and what was found. An id that was typed comes first, and before its page the test
 * itself, where the assessment has it.
 */
export function together(
  own: readonly Entry[],
  hits: readonly SearchHit[],
  { typed = '', titles }: { typed?: string; titles?: Titles } = {},
): Entry[] {
  if (!hits.length) return [...own];
  const sorted = [...once(hits.filter(isOurs)), ...hits.filter((hit) => !isOurs(hit))];
  const exact = (hit: SearchHit) => isExact(hit, typed.trim());
  const found = apart(sorted.map((hit) => ({ ...entryOf(hit, titles), sure: exact(hit) })));
  const sure = found.filter((one) => one.sure);
  const ids = new Set(hits.filter(exact).map((hit) => hit.id));
  const here = own.filter(({ group, detail }) => group === 'units' && detail && ids.has(detail));
  const kept = own.filter((one) => !here.includes(one)).slice(0, sure.length ? OWN_BESIDE_ID : OWN);
  return [...here, ...sure, ...kept, ...found.filter((one) => !one.sure).slice(0, SHOWN)];
}
