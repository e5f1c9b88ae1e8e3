//! A backend in memory, for `npm run dev:fake` and unit tests. Never part of the production bundle.

import { CommandFailure } from '../../src/lib/api/failure';
import type { CommandName, Commands } from '../../src/lib/api/bindings';
import type { CallOptions, Transport } from '../../src/lib/api/transport';
import type { EvidenceContent, EvidenceView } from '../../src/lib/api/types';
import { controls, hash, stamp } from './data';
import { proposeMigration } from './migration';
import { addProfile, comparison, plan, QUESTIONS } from './profiles';
import { asksOf } from './tailored';
import { difference, ODD, versions } from './versions';
import { World } from './world';

type Answers = { [N in CommandName]?: (input: Commands[N]['input'], options: CallOptions) => unknown };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Counts up with pauses, as long work does. */
async function slowly(stage: string, total: number, { onProgress, signal }: CallOptions) {
  for (let done = 0; done <= total; done += Math.ceil(total / 20)) {
    if (signal?.aborted)
      throw new CommandFailure({
        code: 'cancelled',
        message: 'It was cancelled.',
        next_step: 'Start it again when you want.',
      });
    onProgress?.({ stage, done, total });
    await pause(60);
  }
}

function answersOf(world: World): Answers {
  const workspace = {
    id: 'w1',
    dir: '/home/mira/reviews',
    name: 'Mobile reviews 2026',
    device: 'd'.repeat(64),
    notice: null,
    unknown_statements: 0,
  };
  const attach = (input: { build: string; unit: string; caption?: string | null }, content: EvidenceContent) => {
    const evidence: EvidenceView = {
      id: hash().slice(0, 12),
      subject: 'build',
      build: input.build,
      unit: input.unit,
      content,
      caption: input.caption ?? '',
      added: stamp(0, world.identity?.name),
      redacted_from: null,
      redacted_copy: null,
    };
    const unit = world.unit(input.build, input.unit);
    world.remember(input.build, input.unit);
    unit.evidence.push(evidence);
    unit.history.unshift({
      kind: 'evidence',
      result: null,
      text: content.kind,
      valid_until: null,
      addressable: [],
      superseded: false,
      stated: evidence.added,
    });
    return { evidence: [evidence], known: [], change: world.refresh(input.build, input.unit) };
  };
  const page = (id: string, kind = 'test') => ({
    reference: { id, kind, title: `Page of ${id}` },
    summary: 'What this page is about, in one line of our own.',
    facts: [
      ['Platforms', 'Android'],
      ['Levels', 'L1, L2'],
    ] as [string, string][],
    text: world.synced
      ? { html: PROSE, attribution: 'OWASP MASTG 2.0.0, CC BY-SA 4.0', source_url: 'https://example.org/mastg' }
      : null,
    links: [{ id: 'MASTG-TOOL-0031', kind: 'tool', title: 'Frida' }],
  });
  return {
    status: () => ({
      version: '0.1.0',
      identity: world.identity,
      workspace: world.open ? workspace : null,
      recent: [{ dir: workspace.dir, name: workspace.name, opened_at: stamp(4000).at }],
    }),
    identity_set: (input) => (world.identity = input),
    workspace_open: () => ((world.open = true), workspace),
    workspace_create: () => ((world.open = true), workspace),
    workspace_close: () => ((world.open = false), {}),
    demo_create: async (_, options) => (await slowly('making', 40, options), (world.open = true), workspace),
    apps_list: () => (world.assessment(), world.apps),
    assessment_show: () => world.assessment(),
    engagement_record: ({ engagement }) => Object.assign(world.assessment(), { engagement }),
    checklist_show: ({ build }) => world.checklist(build),
    unit_show: ({ build, unit }) => {
      const rows = (world.rows.get(build) ?? []).filter((row) => row.unit === unit);
      const { answers, evidence, comments, history } = world.unit(build, unit);
      return {
        rows,
        asks: asksOf(unit),
        answers,
        evidence,
        comments,
        history,
        summary: 'What this unit checks, in one line of our own words.',
        because: rows.map(
          (row) =>
            `${row.levels.join(' and ')} ask for ${row.weakness?.id ?? row.control}, which counts under ${row.control}.`,
        ),
        text: world.synced ? page(unit).text : null,
        links: [
          { id: rows[0]?.control ?? '', kind: 'control', title: null },
          { id: 'MASTG-TECH-0014', kind: 'technique', title: 'Static analysis on Android' },
        ],
      };
    },
    result_set: ({ build, unit, result, text, expected }) => {
      const heads = world.unit(build, unit).answers.map((one) => one.stated.entry);
      if (heads.join() !== [...expected].join()) {
        throw new CommandFailure({
          code: 'statement.changed_meanwhile',
          message: 'Somebody answered meanwhile.',
          next_step: 'Look at the answer that stands now.',
        });
      }
      if (
        unit.startsWith('direct:') &&
        !['not_applicable', 'untested'].includes(result) &&
        !(text.method && text.note)
      ) {
        throw new CommandFailure({
          code: 'result.note_missing',
          message: 'A direct assessment needs a method and a note.',
          next_step: 'Say what you saw.',
        });
      }
      return world.state(build, unit, result, text);
    },
    results_set: ({ build, results }) => {
      const refused = results.filter(({ unit, expected }) => {
        const heads = world.unit(build, unit).answers.map((one) => one.stated.entry);
        return heads.join() !== expected.join();
      });
      if (refused.length)
        throw new CommandFailure({
          code: 'results.refused',
          message: 'None of the results was stated.',
          next_step: 'Leave these units out.',
          units: refused.map(({ unit }) => ({
            unit,
            label: unit.split(':').pop() ?? unit,
            code: 'statement.changed_meanwhile',
            message: 'This was changed meanwhile.',
            next_step: 'Look at what is there now.',
          })),
        });
      const before = results.map(({ unit }) => ({ unit, before: structuredClone(world.unit(build, unit)) }));
      const changes = results.map(({ unit, result, text }) => world.state(build, unit, result, text));
      world.done.splice(-results.length, results.length, { build, units: before });
      const last = changes.at(-1);
      return { ...last, rows: changes.flatMap((one) => one.rows), controls: world.checklist(build).controls };
    },
    proposals_accept: ({ build, units }) => {
      const open = (world.rows.get(build) ?? []).filter((row) => row.proposal && row.state === 'untested');
      const accepted = open.map((row) => row.unit).filter((unit) => !units || units.includes(unit));
      for (const unit of accepted)
        world.state(build, unit, 'not_applicable', { note: '', justification: 'As proposed.', method: '' });
      return { accepted, checklist: world.checklist(build) };
    },
    undo: () => {
      const last = world.done.pop();
      if (!last)
        throw new CommandFailure({
          code: 'undo.nothing',
          message: 'There is nothing of yours to undo here.',
          next_step: 'Set a result instead.',
        });
      return world.step(last, world.undone, (units) => `${units.length} taken back.`);
    },
    redo: () => {
      const last = world.undone.pop();
      if (!last)
        throw new CommandFailure({
          code: 'redo.nothing',
          message: 'There is nothing to do again here.',
          next_step: 'Undo something first.',
        });
      return world.step(last, world.done, (units) => `${units.length} done again.`);
    },
    comment_add: ({ build, unit, text }) => {
      const comment = {
        id: hash().slice(0, 12),
        text,
        html: `<p>${text.replaceAll('<', '&lt;')}</p>`,
        added: stamp(0, world.identity?.name),
      };
      world.unit(build, unit).comments.push(comment);
      return { comment, change: world.refresh(build, unit) };
    },
    evidence_add_files: async (input, options) => {
      await slowly('copying', 20, options);
      const made = input.paths.map((path) =>
        attach(input, {
          kind: 'file',
          name: path.split('/').pop() ?? path,
          sha256: hash(),
          size: 123_456,
          media_type: 'text/plain',
        }),
      );
      return { evidence: made.flatMap((one) => one.evidence), known: [], change: made.at(-1)?.change };
    },
    evidence_add_bytes: (input, { body }) =>
      attach(input, {
        kind: 'file',
        name: input.name,
        sha256: hash(),
        size: body?.length ?? 0,
        media_type: 'image/png',
      }),
    evidence_add_note: (input) => attach(input, { kind: 'note', text: input.text }),
    evidence_add_link: (input) => attach(input, { kind: 'link', url: input.url }),
    evidence_add_commit: (input) =>
      attach(input, {
        kind: 'commit',
        repository: input.repository,
        id: hash().slice(0, 40),
        author: 'Jörg',
        author_date: stamp(900).at,
        subject: 'Pin the certificates',
      }),
    evidence_remove: ({ build, evidence }) => {
      for (const [key, unit] of world.units) {
        if (!key.startsWith(`${build}/`) || !unit.evidence.some((one) => one.id === evidence)) continue;
        unit.evidence = unit.evidence.filter((one) => one.id !== evidence);
        return world.refresh(build, key.slice(build.length + 1));
      }
      throw new Error('no such evidence');
    },
    evidence_uses: () => [],
    evidence_lines: ({ first }) => ({
      total: 2,
      size: 24,
      first,
      lines: first === 1 ? ['one line', 'and another'] : [],
    }),
    evidence_find: () => ({ line: null, around: false }),
    evidence_list: () => [...world.units.values()].flatMap((unit) => unit.evidence),
    evidence_verify: async (_, options) => (
      await slowly('reading', 60, options),
      { sound: 12, missing: [], altered: [] }
    ),
    verdicts_list: () => ({
      platforms: world.builds
        .filter((one) => one.facts.variant === 'release')
        .map((build) => ({
          platform: build.facts.platform,
          build,
          verdicts: controls.map((control) => world.verdict(build.id, control.id)),
        })),
    }),
    verdict_show: ({ build, control }) => world.verdict(build, control),
    verdict_override: ({ build, control, verdict, reason }) => {
      const key = `${build}/${control}`;
      if (verdict)
        world.overrides.set(key, [
          { verdict, reason, stated: stamp(0, world.identity?.name), effective: true, concludes: false },
        ]);
      else world.overrides.delete(key);
      return world.verdict(build, control);
    },
    profiles_list: () => world.profiles,
    profile_show: ({ profile, platform, answers }) => plan(profile, platform, answers ?? {}, world.profiles),
    profile_compare: ({ a, b, platform }) => comparison(a, b, platform),
    profile_add: ({ path }) => addProfile(world.profiles, path),
    profile_remove: ({ profile }) => {
      world.profiles = world.profiles.filter((one) => one.id !== profile);
      return {};
    },
    questionnaire_show: () => QUESTIONS,
    standards_list: () => library(world),
    standards_diff: ({ a, b }) => {
      const [from, to] = [a, b].map((digest) => library(world).find((one) => one.digest === digest));
      if (!from || !to) throw new Error('no such version');
      return difference(from, to, location.search.includes('alike') ? 0 : undefined);
    },
    former_show: ({ assessment, build }) => ({
      assessment,
      build,
      former: null,
      choices: [],
      answers: [],
      arguments: [],
    }),
    migration_propose: () => proposeMigration(world),
    migration_apply: () => {
      const proposal = proposeMigration(world);
      return {
        assessment: world.assessment(),
        counts: proposal.counts,
        left: 0,
        answers: proposal.counts.items,
        evidence: 3,
      };
    },
    standard_page: ({ id }) => page(id),
    standards_sync: async (_, options) => {
      await slowly('reading', 1000, options);
      world.synced = true;
      const catalogue = library(world).at(-1);
      return {
        catalogue,
        revision: 'main',
        counts: catalogue?.counts,
        problems: ODD,
        unknown: [],
        known_before: false,
        changed_pinned: true,
      };
    },
    report_templates: () =>
      ['assessment', 'executive', 'remediation', 'masa', 'applicability'].map((name) => ({ name, summary: '' })),
    report_template_copy: ({ folder }) => ({ folder, files: ['main.typ'] }),
    report_preview: async (_, options) => (
      await slowly('typesetting', 30, options),
      { preview: hash(), pages: 57, notices: [] }
    ),
    report_export: async ({ path }, options) => (
      await slowly('typesetting', 60, options),
      { path, sha256: hash(), size: 1_234_567, pages: 57, notices: [] }
    ),
    ledger_show: ({ before }) => ({
      checkpoint: {
        workspace: 'w1',
        root: hash(),
        heads: [{ device: 'd'.repeat(64), size: world.entries.length, root: hash(), signature: '' }],
      },
      total: world.entries.length,
      entries: world.entries.filter((one) => before == null || one.arrival < before).slice(0, 100),
    }),
    ledger_verify: async (_, options) => (
      await slowly('checking', 60, options),
      {
        sound: true,
        entries: world.entries.length,
        bodies_present: 1,
        bodies_erased: 0,
        heads: 1,
        unknown_keys: [],
        problem: null,
        checkpoint: null,
      }
    ),
    changes_since: () => ({ data_version: world.version, changed: false }),
    settings_get: ({ key }) => ({ key, value: world.settings.get(key) ?? null }),
    settings_list: ({ beginning }) =>
      [...world.settings].filter(([key]) => key.startsWith(beginning)).map(([key, value]) => ({ key, value })),
    settings_set: ({ key, value }) => {
      if (value == null) world.settings.delete(key);
      else world.settings.set(key, value);
      return { key, value: value ?? null };
    },
    task_cancel: () => ({}),
  };
}

/** Every version that the workspace knows; only what ships with `?shipped`. */
function library(world: World) {
  const all = versions(world.assessment().catalogues, world.synced);
  return location.search.includes('shipped') ? all.filter((one) => one.shipped) : all;
}

async function call(world: World, name: string, input: object, options: CallOptions = {}): Promise<unknown> {
  const answer = answersOf(world)[name as CommandName] as
    ((input: object, options: CallOptions) => unknown) | undefined;
  if (!answer)
    throw new CommandFailure({
      code: 'commands.unknown',
      message: `The fake has no "${name}".`,
      next_step: 'Use the real backend.',
    });
  return structuredClone(await answer(input, options));
}

/** A fake with a world of its own; what it is asked can be looked at and changed. */
export function makeFake(world = new World()): Transport & { world: World; asked: string[] } {
  const asked: string[] = [];
  return {
    kind: 'fake',
    world,
    asked,
    call: (name, input, options) => {
      asked.push(name);
      return call(world, name, input, options);
    },
  };
}

const PROSE = `<h2>Overview</h2><p>An invented procedure with a <a data-reference="MASTG-TECH-0014">reference</a>, some <code>code</code> and a longer sentence so that lines break where the column ends.</p>
<h2>Steps</h2><ol><li>Take the package apart with <a data-reference="MASTG-TOOL-0031">a tool</a>.</li><li>Search for the calls below.</li></ol>
<pre><code>val preferences = context.getSharedPreferences("session", Context.MODE_PRIVATE)
preferences.edit().putString("token", token).apply() // a long line that needs to scroll within its own box</code></pre>
<h2>Evaluation</h2><p>The test fails where a token is written in the clear.</p><blockquote><p>Mind the backups.</p></blockquote>`;
