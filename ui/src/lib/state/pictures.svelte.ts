//! Pictures of the evidence, by digest. Read once, kept as object addresses while there is room.

import { call } from '../api/commands';

const ROOM = 120;
const kept = new Map<string, Promise<string | null>>();

/** Media types that the backend hands out as pictures. */
export function isPicture(mediaType: string): boolean {
  return ['image/png', 'image/jpeg', 'image/gif', 'image/webp'].includes(mediaType);
}

/** The address of a picture for an `img`; null when it cannot be shown. */
export function picture(sha256: string, mediaType: string): Promise<string | null> {
  const found = kept.get(sha256);
  if (found) return found;
  const made = call('evidence_read', { sha256 }).then(
    (bytes) => URL.createObjectURL(new Blob([bytes], { type: mediaType })),
    () => null,
  );
  kept.set(sha256, made);
  if (kept.size > ROOM) {
    const [oldest] = kept.keys();
    if (oldest) {
      void kept.get(oldest)?.then((url) => url && URL.revokeObjectURL(url));
      kept.delete(oldest);
    }
  }
  return made;
}
