//! How assessments of one release are told apart.

import type { BoardRelease } from '../../lib/api/types';
import { t } from '../../lib/i18n';
import { dayInWords, exactTime, today } from '../../lib/text/format';

/**
 * What the assessments of a release are called beside each other, by their ids: by their profiles; of one profile, by the day
 * on which each was opened, or the time where that is the same.
 */
export function assessmentNames(
  { assessments }: Pick<BoardRelease, 'assessments'>,
  openedAt: (assessment: string) => string | undefined,
): Map<string, string> {
  const opened = (when: (at: string) => string) => (one: BoardRelease['assessments'][number]) => {
    const at = openedAt(one.assessment);
    return at ? t('board.profile_opened', { profile: one.profile, when: when(at) }) : one.profile;
  };
  const ways = [
    (one: BoardRelease['assessments'][number]) => one.profile,
    opened((at) => dayInWords(today(new Date(at)))),
    opened(exactTime),
  ];
  const names = new Map<string, string>();
  for (const one of assessments) {
    const alone = ways.find((way) => assessments.every((other) => other === one || way(other) !== way(one)));
    names.set(one.assessment, (alone ?? ways[1])?.(one) ?? one.profile);
  }
  return names;
}
