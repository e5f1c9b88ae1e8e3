//! What a gate asks for before a release may ship, in sentences.

import type { Gate, ProfileItem } from '../api/types';
import { t } from '../i18n';

/** How profile files name an item. */
export function itemName(item: ProfileItem): string {
  return item.kind === 'weakness' ? `${item.id.id}@${item.id.scheme}` : item.id;
}

/** One sentence a rule, in the order of the file. */
export function gateSentences({ require, findings_below, not_waivable }: Gate): string[] {
  return [
    ...require.map((rule) => t(`gate.${rule}`)),
    ...(findings_below ? [t('gate.findings_below', { severity: findings_below })] : []),
    ...(not_waivable.length ? [t('gate.not_waivable', { items: not_waivable.map(itemName).join(', ') })] : []),
  ];
}
