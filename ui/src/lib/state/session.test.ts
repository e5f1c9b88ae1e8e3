import { expect, it } from 'vitest';
import { useTransport, type Transport } from '../api/transport';
import { session } from './session.svelte';

it('remembers a place without the comment that somebody came for', async () => {
  const kept: unknown[] = [];
  const workspace = { dir: '/somewhere', name: 'Somewhere', notice: null };
  const call = ((command: string, { key, value }: { key?: string; value?: string }) => {
    if (command === 'settings_set' && key === 'ui.place') kept.push(JSON.parse(value ?? ''));
    if (command === 'status') return Promise.resolve({ identity: { name: 'Ann' }, workspace });
    return Promise.resolve(command === 'apps_list' ? [] : { value: null, data_version: 1 });
  }) as unknown as Transport['call'];
  useTransport({ kind: 'fake', call });
  await session.start();
  const place = { screen: 'assessment', tab: 'checklist', assessment: 'one', unit: 'test:1' } as const;
  session.rememberPlace({ ...place, comment: 'c1' });
  expect(kept).toEqual([place]);
});
it('notices what another window wrote before the first look at changes', async () => {
  let version = 1;
  const workspace = { dir: '/somewhere', name: 'Somewhere', notice: null };
  const answers: Record<string, (input: { data_version?: number | null }) => unknown> = {
    status: () => ({ identity: { name: 'Ann', email: 'ann@example.org' }, workspace }),
    apps_list: () => [],
    changes_since: ({ data_version }) => ({
      data_version: version,
      changed: typeof data_version === 'number' && data_version !== version,
    }),
  };
  const call = ((command: string, input: { data_version?: number | null }) =>
    Promise.resolve(answers[command]?.(input) ?? { value: null })) as unknown as Transport['call'];
  useTransport({ kind: 'fake', call });

  await session.start();
  const before = session.revision;
  version = 2;
  await session.poll();
  expect(session.revision).toBe(before + 1);
  await session.poll();
  expect(session.revision).toBe(before + 1);
});
