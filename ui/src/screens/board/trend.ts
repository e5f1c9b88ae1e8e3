//! What stands under the columns of a trend.

import type { TrendPoint } from '../../lib/api/types';

/** Under so many columns each has its own, where none is longer than this. */
const MOST = 6;
const LONGEST = 6;

/** Under each column, or where there is no room for that under the first and the last. */
export function trendLabels(trend: readonly Pick<TrendPoint, 'version_code' | 'version_name'>[]): {
  each?: string[];
  ends?: string[];
} {
  const labels = trend.map((point) => point.version_code || point.version_name);
  if (labels.length <= MOST && labels.every((label) => label.length <= LONGEST)) return { each: labels };
  return { ends: labels.length > 1 ? [labels[0] ?? '', labels.at(-1) ?? ''] : labels };
}
