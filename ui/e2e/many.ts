//! Lists that are longer than any real one: the host's answers with what they list many times over.

import type { Page } from '@playwright/test';

/** Answers a question with what the host says, changed. */
export async function changed<Answer>(page: Page, command: string, change: (answer: Answer) => void): Promise<void> {
  await page.route(`**/api/${command}`, async (route) => {
    const response = await route.fetch();
    const lines = (await response.text()).split('\n').filter((line) => line.trim());
    const answer = JSON.parse(lines.at(-1) ?? '{}') as { result?: Answer };
    if (answer.result) change(answer.result);
    await route.fulfill({ response, body: `${JSON.stringify(answer)}\n` });
  });
}

function times<One>(list: One[], count: number, make: (one: One, round: number) => One): One[] {
  return Array.from({ length: list.length ? count : 0 }, (_, index) => {
    const one = list[index % list.length] as One;
    const round = Math.floor(index / list.length);
    return round ? make(one, round) : one;
  });
}

interface Progress {
  progress: Record<string, number>;
}

interface Counted extends Progress {
  rows: { unit: string }[];
  groups: Progress[];
  controls: Progress[];
}

/** Every checklist has its rows many times over, and counts as many; each opens as the one that it repeats. */
export async function manyRows(page: Page, count: number): Promise<void> {
  await changed<Counted>(page, 'checklist_show', (answer) => {
    const more = (part: Progress) => {
      const { required = 0, ...states } = part.progress;
      delete states.untested;
      const by = count / answer.rows.length;
      const many = Object.entries(states).map(([state, of]) => [state, Math.floor(of * by)] as const);
      const all = Math.round(required * by);
      const untested = all - many.reduce((sum, [, of]) => sum + of, 0);
      part.progress = { ...Object.fromEntries(many), required: all, untested };
    };
    [answer, ...answer.groups, ...answer.controls].forEach(more);
    answer.rows = times(answer.rows, count, (row, round) => ({ ...row, unit: `${row.unit}~${round}` }));
  });
  await page.route('**/api/unit_show', async (route) => {
    const asked = JSON.parse(route.request().postData() ?? '{}') as { unit: string };
    await route.continue({ postData: JSON.stringify({ ...asked, unit: asked.unit.replace(/~\d+$/, '') }) });
  });
}

/** The board has its releases, and the list of findings its findings, many times over. */
export async function manyReleases(page: Page, count: number): Promise<void> {
  await changed<{ releases: { release: string }[] }>(page, 'board_show', (answer) => {
    answer.releases = times(answer.releases, count, (one, round) => ({ ...one, release: `${one.release}-${round}` }));
  });
  await changed<{ id: string }[]>(page, 'findings_list', (answer) => {
    answer.splice(
      0,
      answer.length,
      ...times([...answer], count, (one, round) => ({ ...one, id: `${one.id}-${round}` })),
    );
  });
}

/** Everybody on the board works on so many builds. */
export async function manyBuildsEach(page: Page, count: number): Promise<void> {
  await changed<{ people: { work: { build: string }[] }[] }>(page, 'board_show', ({ people }) => {
    for (const person of people)
      person.work = times(person.work, count, (one, round) => ({ ...one, build: `${one.build}-${round}` }));
  });
}

/** Every checklist has all its rows passed but for those at these places, which are untested. */
export async function untestedOnly(page: Page, places: readonly number[]): Promise<void> {
  await changed<{ rows: { state: string }[] }>(page, 'checklist_show', (answer) => {
    answer.rows.forEach((row, place) => (row.state = places.includes(place) ? 'untested' : 'pass'));
  });
}
