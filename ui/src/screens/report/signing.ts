//! With what a report is signed, as it is chosen on the screen.

import type { ReportSignatureInput } from '../../lib/api/types';

export type Key = 'none' | 'own' | 'file';

export interface Signing {
  key: Key;
  role: string;
  file: string;
  password: string;
  timestamp: string;
}

export function signingWith(key: Key): Signing {
  return { key, role: '', file: '', password: '', timestamp: '' };
}

/** Whether everything is there that signing needs. */
export function complete(signing: Signing): boolean {
  return signing.key !== 'file' || signing.file.trim() !== '';
}

/** As the backend takes it; none where nobody signs. */
export function signature(signing: Signing): ReportSignatureInput | null {
  if (signing.key === 'none') return null;
  const own = signing.key === 'own';
  return {
    role: signing.role.trim() || null,
    pkcs12: own ? null : signing.file.trim(),
    password: own ? null : signing.password,
    timestamp: signing.timestamp.trim() || null,
  };
}
