//! How a piece of evidence is named.

import type { EvidenceContent, EvidenceView } from '../api/types';
import { t } from '../i18n';
import { fileSize, short } from './format';

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
      return content.subject;
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
