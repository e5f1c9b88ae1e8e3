//! Files that come in from outside: chosen, dropped, pasted. All of them go to the unit under the cursor.

import { clipboardPicture, isDesktop, onFileDrop, pickFiles } from '../../lib/api/host';
import { t } from '../../lib/i18n';
import { Task } from '../../lib/state/task.svelte';
import type { Writes } from './writes.svelte';

const NAMES: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

/** What a pasted picture is called. */
export function screenshotName(ending: string, now: Date = new Date(), number = ''): string {
  return `screenshot-${now.toISOString().slice(0, 19).replaceAll(':', '-')}${number}.${ending}`;
}

/** The files in the clipboard. Screenshots have no name of their own: each gets one. */
export function pastedFiles(event: ClipboardEvent, now: Date = new Date()): File[] {
  const files = [...(event.clipboardData?.files ?? [])];
  return files.map((file, index) => {
    const ending = NAMES[file.type];
    if (!ending || !/^(image\.\w+)?$/.test(file.name)) return file;
    const number = files.length > 1 ? `-${index + 1}` : '';
    return new File([file], screenshotName(ending, now, number), { type: file.type });
  });
}

/** Tells of files dropped on the page itself. */
function watchPage(node: HTMLElement, over: (on: boolean) => void, take: (files: File[]) => void): () => void {
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  const controller = new AbortController();
  const { signal } = controller;
  const ondragover = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    over(true);
  };
  const ondragleave = (event: DragEvent) => {
    if (!node.contains(event.relatedTarget as Node | null)) over(false);
  };
  const ondrop = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    over(false);
    take([...(event.dataTransfer?.files ?? [])]);
  };
  node.addEventListener('dragover', ondragover, { signal });
  node.addEventListener('dragleave', ondragleave, { signal });
  node.addEventListener('drop', ondrop, { signal });
  return () => controller.abort();
}

export class Incoming {
  /** Files on their way into the evidence. */
  readonly task = new Task<boolean>();
  /** Files are held over the window. */
  dragging = $state(false);
  readonly #writes: () => Writes;

  constructor(writes: () => Writes) {
    this.#writes = writes;
  }

  get #unit(): string | undefined {
    return this.#writes().list.current?.unit;
  }

  /** Asks for files and attaches them. */
  async choose(): Promise<void> {
    // The unit is taken before asking: the cursor may move while the dialog is open.
    const unit = this.#unit;
    if (!unit) return;
    await this.#addPaths(unit, await pickFiles(t('evidence.pick'), true));
  }

  async #addPaths(unit: string, paths: string[]) {
    const writes = this.#writes();
    if (paths.length) await this.task.run(t('evidence.adding'), (options) => writes.addFiles(unit, paths, options));
  }

  async #addFiles(files: File[]) {
    const unit = this.#unit;
    const writes = this.#writes();
    if (!unit) return;
    for (const file of files) await writes.addBytes(unit, file.name, new Uint8Array(await file.arrayBuffer()));
  }

  async paste(event: ClipboardEvent): Promise<void> {
    const files = pastedFiles(event);
    if (files.length) {
      event.preventDefault();
      await this.#addFiles(files);
      return;
    }
    // The desktop's web view hides pictures from the page: the host is asked, but not while text is being pasted.
    const unit = this.#unit;
    if (!unit || (event.clipboardData?.types.length ?? 0) > 0) return;
    const picture = await clipboardPicture();
    if (picture) await this.#writes().addBytes(unit, screenshotName('png'), picture);
  }

  /** For `{@attach}`: listens to drops. The desktop host tells of them with paths, a browser only with contents. */
  readonly target = (node: HTMLElement): (() => void) => {
    const stopHost = onFileDrop((drop) => {
      this.dragging = drop.phase === 'enter' || drop.phase === 'over';
      const unit = this.#unit;
      if (drop.phase === 'drop' && unit) void this.#addPaths(unit, drop.paths);
    });
    const stopPage = isDesktop()
      ? () => undefined
      : watchPage(
          node,
          (on) => (this.dragging = on),
          (files) => void this.#addFiles(files),
        );
    return () => {
      stopHost();
      stopPage();
    };
  };
}
