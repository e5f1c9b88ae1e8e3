//! Questions that one dialog at a time puts to the user: a path where the host has no file dialog, and whether an
//! outside address shall be opened.

import { isDesktop, openLink } from '../api/host';

export interface PathQuestion {
  title: string;
  kind: 'files' | 'folder' | 'save';
  start?: string;
}

type Open =
  | { kind: 'path'; question: PathQuestion; answer: (path: string | null) => void }
  | { kind: 'link'; url: string; answer: (open: boolean) => void };

class Asking {
  open = $state.raw<Open | null>(null);

  path(question: PathQuestion): Promise<string | null> {
    return new Promise((resolve) => {
      this.open = { kind: 'path', question, answer: (path) => this.#close(() => resolve(path)) };
    });
  }

  /** Opens an outside address after asking; the desktop host asks by itself. */
  async openLink(url: string): Promise<void> {
    if (isDesktop()) return await openLink(url);
    const yes = await new Promise<boolean>((resolve) => {
      this.open = { kind: 'link', url, answer: (open) => this.#close(() => resolve(open)) };
    });
    if (yes) await openLink(url);
  }

  #close(then: () => void) {
    this.open = null;
    then();
  }
}

export const asking = new Asking();

/** Asks for a path in a text field: the fallback of the file dialogs. */
export function askForPath(question: PathQuestion): Promise<string | null> {
  return asking.path(question);
}
