//! A profile of one's own that begins as a shipped one: the text of its file.

import { t } from '../../lib/i18n';
import type { ProfileView } from '../../lib/api/types';

/** An id that files may have: `my-l2-r` for `L2+R`. */
export function ownId(id: string): string {
  const plain = id.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `my-${plain}`.slice(0, 64).replace(/-+$/, '');
}

/** A valid file that extends the profile and changes nothing yet, and what to call it. */
export function startOf({ id, title }: Pick<ProfileView, 'id' | 'title'>): { file: string; text: string } {
  const own = ownId(id);
  const lines = [
    'format: assay-profile/1',
    `id: ${own}`,
    // What is quoted as JSON is quoted as YAML.
    `title: ${JSON.stringify(t('profiles.start_title', { title }))}`,
    `extends: [${JSON.stringify(id)}]`,
    `# ${t('profiles.start_comment')}`,
  ];
  return { file: `${own}.yaml`, text: `${lines.join('\n')}\n` };
}
