//! What the palette can find: places, units, apps and actions.

import type { SnippetPiece } from '../../lib/api/types';
import { t, type MessageKey } from '../../lib/i18n';
import { exportChecklist, exportFindings } from '../../lib/sheet';
import { capOf, isOffered, perform } from '../../lib/state/keys.svelte';
import { actionName, type ActionId } from '../../lib/state/keymap';
import { navigation } from '../../lib/state/navigation.svelte';
import { session, type Context } from '../../lib/state/session.svelte';
import { settings } from '../../lib/state/settings.svelte';
import { buildName } from '../../lib/text/format';
import { checklistOf } from '../checklist/checklist.svelte';
import { formerOf } from '../checklist/former/former.svelte';
import { people } from '../review/people.svelte';
import { help } from './help';
import { forms } from '../apps/forms.svelte';

export interface Entry {
  id: string;
  group: 'actions' | 'places' | 'units' | 'apps' | 'found';
  /** What was found is of this kind, as `palette.kind_...` names it. */
  kind?: string;
  label: string;
  detail?: string;
  keys?: string;
  /** Other words that people look for it by. */
  also?: string;
  /** Where the words stand in its text, or a line about it. */
  snippet?: SnippetPiece[];
  /** It was withdrawn or replaced. */
  former?: boolean;
  /** The version that has it, where those in use do not. */
  onlyIn?: string;
  /** Its id was typed. */
  sure?: boolean;
  run: () => void;
}

const ACTIONS: ActionId[] = [
  'pass',
  'fail',
  'not_applicable',
  'inconclusive',
  'retested',
  'argued',
  'next_untested',
  'note',
  'pass_note',
  'fail_note',
  'not_applicable_note',
  'inconclusive_note',
  'snippet',
  'evidence',
  'finding',
  'comment',
  'select',
  'select_all',
  'submit',
  'approve',
  'return',
  'assign',
  'undo',
  'redo',
  'filter',
];
const PLACES: ActionId[] = [
  'go_checklist',
  'go_verdicts',
  'go_findings',
  'go_evidence',
  'go_report',
  'go_board',
  'go_apps',
  'go_standards',
  'go_profiles',
  'go_history',
  'go_settings',
];

/** Places that people look for by what they do there. */
const ALSO = { go_board: 1, go_report: 1, go_history: 1, go_apps: 1, go_settings: 1, go_standards: 1, go_findings: 1 };

/** Everything that can be done here and now. */
export function entries(context: Context | undefined, build: string | undefined): Entry[] {
  const inChecklist = isOffered('pass');
  const action = (id: ActionId, group: Entry['group']): Entry => ({
    id,
    group,
    label: t(actionName(id)),
    also: id === 'finding' ? t('palette.words_link') : id in ALSO ? t(`palette.also_${id}` as MessageKey) : undefined,
    keys: capOf(id),
    run: () => void perform(id),
  });
  const found: Entry[] = [
    ...ACTIONS.filter((id) => inChecklist && isOffered(id)).map((id) => action(id, 'actions')),
    ...PLACES.filter((id) => context || !/checklist|verdicts|evidence|report/.test(id)).map((id) =>
      action(id, 'places'),
    ),
    { id: 'builds', group: 'places', label: t('builds.go'), run: () => navigation.go({ screen: 'builds' }) },
    { id: 'new_app', group: 'actions', label: t('apps.new'), run: () => navigation.go({ screen: 'new_app' }) },
    {
      id: 'snippets',
      group: 'places',
      label: t('snippets.title'),
      run: () => navigation.go({ screen: 'settings', part: 'snippets' }),
    },
    ...people.others.map((person): Entry => ({
      id: `person-${person.member}`,
      group: 'actions',
      label: t('people.switch', { name: person.name }),
      detail: person.email,
      run: () => void people.switchTo(person),
    })),
    ...people.list
      .filter((person) => !person.here)
      .map((person): Entry => ({
        id: `member-${person.member}`,
        group: 'places',
        label: person.name,
        detail: t('people.member'),
        run: () => navigation.go({ screen: 'settings', part: 'people' }),
      })),
    {
      id: 'words',
      group: 'places',
      label: t('words.title'),
      also: t('palette.words_glossary'),
      run: () => {
        help.words = true;
        void perform('help');
      },
    },
    {
      id: 'profile_guide',
      group: 'places',
      label: t('guide.title'),
      also: t('palette.words_guide'),
      run: () => void (forms.guide = true),
    },
    { id: 'mentions', group: 'actions', label: t('mentions.title'), run: () => void (people.reading = true) },
    ...(['light', 'dark', 'system'] as const).map((theme): Entry => ({
      id: `theme-${theme}`,
      group: 'actions',
      label: t(`palette.theme_${theme}`),
      run: () => settings.set('theme', theme),
    })),
  ];
  if (context) {
    const { app, release, assessment } = context;
    found.push(
      {
        id: 'engagement',
        group: 'actions',
        label: t('engagement.title'),
        also: t('palette.words_engagement'),
        run: () => void (forms.engagement = assessment),
      },
      {
        id: 'build_add',
        group: 'actions',
        label: t('build.new_of', { name: `${app.name} ${release.name}` }),
        also: t('palette.words_build'),
        run: () => void (forms.build = { app, release }),
      },
      {
        id: 'issue_report',
        group: 'actions',
        label: t('issue.open'),
        also: t('palette.words_issue'),
        run: () => {
          forms.issue = assessment.id;
          navigation.go({ screen: 'assessment', tab: 'report', assessment: assessment.id, build });
        },
      },
      {
        id: 'new_finding',
        group: 'actions',
        label: t('finding.new'),
        also: t('palette.words_finding'),
        run: () => {
          forms.finding = assessment.id;
          navigation.go({ screen: 'assessment', tab: 'findings', assessment: assessment.id, build });
        },
      },
      {
        id: 'export_findings',
        group: 'actions',
        label: t('sheet.findings'),
        also: t('palette.words_sheet'),
        run: () => void exportFindings(assessment.id, `${app.name} ${release.name}`),
      },
    );
    if (build) {
      found.push(
        {
          id: 'reconfirm',
          group: 'actions',
          label: t('palette.reconfirm'),
          also: t('palette.words_reconfirm'),
          run: () => {
            formerOf(checklistOf(assessment.id, build)).wanted = true;
            navigation.go({ screen: 'assessment', tab: 'checklist', assessment: assessment.id, build });
          },
        },
        {
          id: 'export_checklist',
          group: 'actions',
          label: t('sheet.checklist'),
          also: t('palette.words_sheet'),
          run: () => void exportChecklist(assessment.id, build, assessment.title),
        },
      );
    }
    for (const one of session.builds(context)) {
      if (one.id === build) continue;
      const { id: assessment } = context.assessment;
      found.push({
        id: one.id,
        group: 'places',
        label: t('palette.build', { name: buildName(one) }),
        run: () => navigation.go({ screen: 'assessment', tab: 'checklist', assessment, build: one.id }),
      });
    }
  }
  for (const app of session.apps) {
    for (const release of app.releases) {
      for (const assessment of release.assessments) {
        found.push({
          id: assessment.id,
          group: 'apps',
          label: `${app.name} ${release.name}`,
          detail: assessment.profile,
          run: () => navigation.go({ screen: 'assessment', tab: 'checklist', assessment: assessment.id }),
        });
      }
    }
  }
  return [...found, ...boardEntries(context), ...unitEntries(context, build)];
}

/** What is done with a release on the board: with the one that is open, else with the newest of each app. */
function boardEntries(context: Context | undefined): Entry[] {
  const newest = session.apps.flatMap((app) => app.releases.slice(0, 1).map((release) => ({ app, release })));
  return (context ? [context] : newest).flatMap(({ app, release }) => {
    const name = `${app.name} ${release.name}`;
    const go = (form: 'due' | 'decide') => () => {
      forms.release = { id: release.id, form };
      navigation.go({ screen: 'board' });
    };
    return [
      {
        id: `decide-${release.id}`,
        group: 'actions',
        label: t('decision.of', { name }),
        also: t('palette.words_decide'),
        run: go('decide'),
      },
      {
        id: `due-${release.id}`,
        group: 'actions',
        label: t('due.of', { name }),
        also: t('palette.words_due'),
        run: go('due'),
      },
    ];
  });
}

function unitEntries(context: Context | undefined, build: string | undefined): Entry[] {
  if (!context || !build) return [];
  const list = checklistOf(context.assessment.id, build);
  const seen = new Set<string>();
  const found: Entry[] = [];
  for (const row of list.data?.rows ?? []) {
    if (seen.has(row.unit)) continue;
    seen.add(row.unit);
    found.push({
      id: row.unit,
      group: 'units',
      label: row.title,
      detail: row.label,
      run: () => {
        list.goTo(row.unit);
        const { id: assessment } = context.assessment;
        navigation.go({ screen: 'assessment', tab: 'checklist', assessment, build, unit: row.unit });
      },
    });
  }
  return found;
}

/**
 * How well an entry fits what was typed; below 0 not at all. Every word has to occur; the start of a word counts more, and
 * what an entry is called more than what else it is known by.
 */
export function score(entry: Pick<Entry, 'label' | 'detail' | 'also' | 'group'>, query: string): number {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const name = `${entry.label} ${entry.detail ?? ''}`.toLowerCase();
  const also = ` ${entry.also ?? ''}`.toLowerCase();
  const begins = (text: string, at: number) => /[\s(-]/.test(text[at - 1] ?? '');
  let points = entry.group === 'units' ? 0 : 1;
  for (const word of words) {
    const at = name.indexOf(word);
    const beside = at < 0 ? also.indexOf(word) : -1;
    if (at < 0 && beside < 0) return -1;
    if (at < 0) points += begins(also, beside) ? 2 : 0.5;
    else points += at === 0 ? 4 : begins(name, at) ? 3 : 1;
  }
  return points;
}

/** The best entries; without a query no units, there are too many. */
export function find(all: readonly Entry[], query: string, limit = 60): Entry[] {
  if (!query.trim()) return all.filter((entry) => entry.group !== 'units').slice(0, limit);
  return all
    .map((entry, order) => ({ entry, order, points: score(entry, query) }))
    .filter((one) => one.points >= 0)
    .sort((a, b) => b.points - a.points || a.order - b.order)
    .slice(0, limit)
    .map((one) => one.entry);
}
