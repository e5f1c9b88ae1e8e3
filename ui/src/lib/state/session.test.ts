import { expect, it } from 'vitest';
import { useTransport, type Transport } from '../api/transport';
import { session } from './session.svelte';

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
