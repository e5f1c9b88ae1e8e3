//! What touches an item, by kind, and the way there in words.

import type { CrosswalkItem, CrosswalkKind, Touch } from '../../lib/api/types';

export interface KindGroup {
  kind: CrosswalkKind;
  touches: Touch[];
}

/** By kind, in the order of the answer; with `direct`, only what touches the item itself. */
export function byKind(touches: readonly Touch[], direct: boolean): KindGroup[] {
  const groups = new Map<CrosswalkKind, Touch[]>();
  for (const touch of touches) {
    if (direct && touch.steps > 1) continue;
    groups.set(touch.item.kind, [...(groups.get(touch.item.kind) ?? []), touch]);
  }
  return [...groups].map(([kind, touches]) => ({ kind, touches }));
}

/** An id with what tells it from its namesakes. */
export function named(item: CrosswalkItem): string {
  return item.qualifier ? `${item.qualifier} ${item.id}` : item.id;
}

/** The key that the cross-walk knows an item by. */
export function keyOf(item: CrosswalkItem): string {
  const within = (item.kind === 'weakness' || item.kind === 'clause') && item.within ? `${item.within}/` : '';
  return `${item.kind}:${within}${item.id}`;
}

/** The ids between the two, nearest first; empty for what touches directly. */
export function stations(touch: Touch): string[] {
  return (touch.ways[0]?.steps ?? []).slice(0, -1).map((step) => named(step.to));
}
