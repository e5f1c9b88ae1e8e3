//! Tables for spreadsheets: asks where one goes, writes it, and says so.

import { call } from './api/commands';
import { savePath } from './api/host';
import type { CallOptions } from './api/transport';
import type { SheetExported } from './api/types';
import { t } from './i18n';
import { notices } from './state/notices.svelte';
import { Task } from './state/task.svelte';

/** Writes a table to where the user wants it. While it is written the frame shows how far it is. */
async function exportSheet(
  name: string,
  write: (path: string, options: CallOptions) => Promise<SheetExported>,
): Promise<void> {
  const path = await savePath(t('sheet.save'), `${plain(name)}.csv`, 'csv');
  if (!path) return;
  const task = new Task<SheetExported>();
  const exported = await task.run(t('sheet.writing'), (options) => write(path, options));
  if (exported) notices.good(t('sheet.written', { path: exported.path ?? path, count: exported.rows }));
  else if (task.failure) notices.failed(task.failure);
}

/** The findings of a release as a table, by the profile of an assessment. */
export function exportFindings(assessment: string, name: string): Promise<void> {
  return exportSheet(t('sheet.findings_of', { name }), (path) =>
    call('findings_export', { scope: { kind: 'assessment', id: assessment }, path }),
  );
}

/** The checklist of a build as a table. */
export function exportChecklist(assessment: string, build: string, name: string): Promise<void> {
  return exportSheet(t('sheet.checklist_of', { name }), (path, options) =>
    call('checklist_export', { assessment, build, path }, options),
  );
}

/** A name that a file can have anywhere. */
function plain(name: string): string {
  const words = name.split(/[^\p{L}\p{N}.]+/u).filter(Boolean);
  return words.join('-') || 'assay';
}
