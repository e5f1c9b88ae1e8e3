//! What only a desktop host can do: file dialogs, opening what was exported, dropped files, the menu. In a plain
//! browser each has a fallback, so that the whole UI runs and can be tested there.

import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { askForPath } from '../state/asking.svelte';
import { transport } from './transport';

/** Where dropped files are, in CSS pixels of the page. */
export interface FileDrop {
  phase: 'enter' | 'over' | 'leave' | 'drop';
  paths: string[];
  x: number;
  y: number;
}

/** Whether the page runs in the desktop app. */
export function isDesktop(): boolean {
  return transport().kind === 'tauri';
}

/** Paths of files that the user chose; empty when they changed their mind. */
export async function pickFiles(title: string, multiple: boolean): Promise<string[]> {
  if (isDesktop()) return await invoke<string[]>('host_pick_files', { title, multiple });
  const path = await askForPath({ title, kind: 'files' });
  return path ? path.split('\n').filter(Boolean) : [];
}

/** A folder that the user chose. */
export async function pickFolder(title: string, start?: string): Promise<string | null> {
  if (isDesktop()) return await invoke<string | null>('host_pick_folder', { title, start });
  return await askForPath({ title, kind: 'folder', start });
}

/** Where a file shall be written. */
export async function savePath(title: string, name: string, extension: string): Promise<string | null> {
  if (isDesktop()) return await invoke<string | null>('host_save_path', { title, name, extension });
  return await askForPath({ title, kind: 'save', start: name });
}

/** Opens a report that was just exported. */
export async function openExported(path: string): Promise<void> {
  if (isDesktop()) await invoke('host_open_exported', { path });
}

/** Shows a report that was just exported in its folder. */
export async function revealExported(path: string): Promise<void> {
  if (isDesktop()) await invoke('host_reveal_exported', { path });
}

/** Opens an outside address in the user's browser. The desktop host asks first. */
export async function openLink(url: string): Promise<void> {
  if (isDesktop()) await invoke('host_open_link', { url });
  else window.open(url, '_blank', 'noopener,noreferrer');
}

/** Names the window. */
export async function setTitle(title: string): Promise<void> {
  document.title = title;
  if (isDesktop()) await invoke('host_set_title', { title }).catch(() => undefined);
}

/** The versions of what only the desktop has: its shell and the web view. */
export async function hostVersions(): Promise<Record<string, string>> {
  return isDesktop() ? await invoke<Record<string, string>>('host_versions', {}) : {};
}

/** Tells of files dragged over and dropped on the window. End-to-end tests dispatch the DOM event. */
export function onFileDrop(handler: (drop: FileDrop) => void): () => void {
  const fromPage = (event: Event) => handler((event as CustomEvent<FileDrop>).detail);
  window.addEventListener('assay:drop', fromPage);
  const fromHost = isDesktop() ? listen<FileDrop>('assay:drop', (event) => handler(event.payload)) : undefined;
  return () => {
    window.removeEventListener('assay:drop', fromPage);
    void fromHost?.then((stop) => stop());
  };
}

/** A picture in the clipboard that the page's own paste event does not show (WebKitGTK); null when there is none. */
export async function clipboardPicture(): Promise<Uint8Array | null> {
  if (!isDesktop()) return null;
  const bytes = await invoke<ArrayBuffer>('host_clipboard_image', {}).catch(() => null);
  return bytes && bytes.byteLength > 0 ? new Uint8Array(bytes) : null;
}

/** Tells of choices in the host's menu. */
export function onMenu(handler: (action: string) => void): () => void {
  const fromHost = isDesktop()
    ? listen<{ action: string }>('assay:menu', (event) => handler(event.payload.action))
    : undefined;
  return () => void fromHost?.then((stop) => stop());
}
