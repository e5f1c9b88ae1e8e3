//! How the user likes it: theme, keys, text size, widths of panes. Kept with the user by the backend, and in the
//! browser's storage, so that the first paint has the right colours.

import { call } from '../api/commands';
import type { ActionId } from './keymap';

export type Theme = 'system' | 'light' | 'dark';
export type TextSize = 'normal' | 'large' | 'larger';

export interface Preferences {
  theme: Theme;
  textSize: TextSize;
  /** Whether single letters act without Ctrl or Cmd. */
  letterKeys: boolean;
  /** Keys that the user chose for actions. */
  keys: Partial<Record<ActionId, string>>;
  leftWidth: number;
  detailWidth: number;
  leftOpen: boolean;
  /** Whether the board shows earlier releases too. */
  boardAll: boolean;
}

const STORE = 'assay:preferences';
const KEY = 'ui.preferences';

const initial: Preferences = {
  theme: 'system',
  textSize: 'normal',
  letterKeys: true,
  keys: {},
  leftWidth: 232,
  detailWidth: 512,
  leftOpen: true,
  boardAll: false,
};

function parse(text: string | null): Partial<Preferences> {
  if (!text) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Partial<Preferences>) : {};
  } catch {
    return {};
  }
}

class Settings {
  values = $state<Preferences>({ ...initial, ...parse(localStorage.getItem(STORE)) });
  /** How many times larger than usual text is: what has to be as high or wide as text grows with it. */
  textScale = $derived({ normal: 1, large: 1.125, larger: 1.25 }[this.values.textSize]);
  #save: ReturnType<typeof setTimeout> | undefined;

  set<K extends keyof Preferences>(key: K, value: Preferences[K]): void {
    this.values[key] = value;
    const text = JSON.stringify(this.values);
    localStorage.setItem(STORE, text);
    clearTimeout(this.#save);
    const save = () => void call('settings_set', { key: KEY, value: text }).catch(() => undefined);
    // Dragging a splitter changes the width many times: the last one is kept. A choice is kept at once: the window may
    // close right after it, and what the backend keeps is what counts next time.
    if (key === 'leftWidth' || key === 'detailWidth') this.#save = setTimeout(save, 400);
    else save();
  }

  /** Reads what the backend keeps for this user. */
  async load(): Promise<void> {
    const { value } = await call('settings_get', { key: KEY }).catch(() => ({ value: null }));
    if (value) Object.assign(this.values, parse(value));
  }

  /** The theme that shows now. */
  resolved(systemIsDark: boolean): 'light' | 'dark' {
    const { theme } = this.values;
    return theme === 'system' ? (systemIsDark ? 'dark' : 'light') : theme;
  }
}

export const settings = new Settings();
