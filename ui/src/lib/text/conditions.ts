//! Who sees to the conditions of a waiver, and until when.

import { t } from '../i18n';
import { dayInWords } from './format';

interface Conditions {
  by: string;
  due: string | null;
  overdue?: boolean;
}

/** `Jonas Weber, until 5 December 2026, overdue`; empty where neither a person nor a day was named. */
export function seenTo({ by, due, overdue }: Conditions): string {
  if (!due) return by;
  const day = dayInWords(due);
  const told = by ? t('waiver.conditions_due_on', { by, day }) : t('waiver.conditions_due_only', { day });
  return overdue ? t('waiver.conditions_overdue', { told }) : told;
}
