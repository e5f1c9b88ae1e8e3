//! How a piece of evidence is named.

import type { EvidenceContent, EvidenceView } from '../api/types';
import { t } from '../i18n';
import { fileSize, short } from './format';

/** Media types that are shown as text. */
export function isText(mediaType: string): boolean {
  return mediaType === 'text/plain' || mediaType === 'application/json';
}

/** A file of a commit with its lines, as `src/Login.kt:40-52`. */
export function codePlace({ path, lines }: { path?: string | null; lines?: [number, number] | null }): string {
  if (!lines) return path ?? '';
  const [first, last] = lines;
  return `${path}:${first === last ? first : `${first}-${last}`}`;
}

/** Reads `40` or `40-52`; nothing where it is neither. */
export function readLines(text: string): [number, number] | null {
  const [, first, last] = /^(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?$/.exec(text.trim()) ?? [];
  return first ? [Number(first), Number(last ?? first)] : null;
}

/** What it is called in a list. */
export function evidenceName(content: EvidenceContent | null): string {
  switch (content?.kind) {
    case 'file':
      return content.name;
    case 'note':
      return content.text.split('\n')[0] ?? '';
    case 'link':
      return content.url;
    case 'commit':
      return content.path ? codePlace(content) : content.subject;
    default:
      return t('evidence.redacted');
  }
}

/** What else identifies it. */
export function evidenceFacts(evidence: EvidenceView): string {
  const { content } = evidence;
  switch (content?.kind) {
    case 'file':
      // Under a caption the file's own name would be nowhere else.
      return [evidence.caption ? content.name : '', fileSize(content.size), short(content.sha256, 8)]
        .filter(Boolean)
        .join(' · ');
    case 'commit':
      return `${short(content.id, 10)} · ${content.author}`;
    case 'note':
      return t('evidence.note');
    case 'link':
      return t('evidence.link');
    default:
      return '';
  }
}
