//! Which key does what. Single letters can be changed or turned off; arrows, Enter, Escape and combinations stay.

import type { MessageKey } from '../i18n';

export type ActionId =
  | 'down'
  | 'up'
  | 'first'
  | 'last'
  | 'next_untested'
  | 'pass'
  | 'fail'
  | 'not_applicable'
  | 'inconclusive'
  | 'evidence'
  | 'comment'
  | 'select'
  | 'undo'
  | 'note'
  | 'filter'
  | 'previous_build'
  | 'next_build'
  | 'palette'
  | 'help'
  | 'about'
  | 'back'
  | 'go_apps'
  | 'go_checklist'
  | 'go_verdicts'
  | 'go_evidence'
  | 'go_report'
  | 'go_standards'
  | 'go_profiles'
  | 'go_history'
  | 'go_settings';

export interface Binding {
  action: ActionId;
  /** `KeyboardEvent.key`, with `Mod+` for Ctrl or Cmd, `Alt+` for Alt. The first is the one that can be changed. */
  keys: readonly string[];
  group: 'move' | 'answer' | 'more' | 'go';
}

export const BINDINGS: readonly Binding[] = [
  { action: 'down', keys: ['j', 'ArrowDown'], group: 'move' },
  { action: 'up', keys: ['k', 'ArrowUp'], group: 'move' },
  { action: 'first', keys: ['Home'], group: 'move' },
  { action: 'last', keys: ['End'], group: 'move' },
  { action: 'next_untested', keys: ['g'], group: 'move' },
  { action: 'previous_build', keys: ['['], group: 'move' },
  { action: 'next_build', keys: [']'], group: 'move' },
  { action: 'filter', keys: ['/'], group: 'move' },
  { action: 'pass', keys: ['p'], group: 'answer' },
  { action: 'fail', keys: ['f'], group: 'answer' },
  { action: 'not_applicable', keys: ['n'], group: 'answer' },
  { action: 'inconclusive', keys: ['i'], group: 'answer' },
  { action: 'note', keys: ['Enter'], group: 'answer' },
  { action: 'evidence', keys: ['e'], group: 'answer' },
  { action: 'comment', keys: ['c'], group: 'answer' },
  { action: 'select', keys: ['x'], group: 'answer' },
  { action: 'undo', keys: ['u', 'Mod+z'], group: 'answer' },
  { action: 'palette', keys: ['Mod+k'], group: 'more' },
  { action: 'help', keys: ['?'], group: 'more' },
  { action: 'back', keys: ['Escape'], group: 'more' },
  { action: 'go_checklist', keys: ['1'], group: 'go' },
  { action: 'go_verdicts', keys: ['2'], group: 'go' },
  { action: 'go_evidence', keys: ['3'], group: 'go' },
  { action: 'go_report', keys: ['4'], group: 'go' },
  { action: 'go_apps', keys: ['Alt+a'], group: 'go' },
  { action: 'go_standards', keys: ['Alt+s'], group: 'go' },
  { action: 'go_profiles', keys: ['Alt+p'], group: 'go' },
  { action: 'go_history', keys: ['Alt+h'], group: 'go' },
  { action: 'go_settings', keys: ['Mod+,'], group: 'go' },
];

/** What of an event decides. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Names a key press as bindings do. */
export function pressed(event: KeyPress): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return `Mod+${key}`;
  if (event.altKey) return `Alt+${key}`;
  return key;
}

/** Whether it acts without a modifier and can be typed: those can be turned off (WCAG 2.1.4). */
export function isLetterKey(key: string): boolean {
  return key.length === 1;
}

/** The keys of a binding, after the user's own choice. */
export function keysOf(binding: Binding, chosen: Partial<Record<ActionId, string>>): readonly string[] {
  const own = chosen[binding.action];
  return own ? [own, ...binding.keys.slice(1)] : binding.keys;
}

/** The action that a key press asks for. */
export function actionFor(
  event: KeyPress,
  options: { letterKeys: boolean; chosen: Partial<Record<ActionId, string>> },
): ActionId | undefined {
  const key = pressed(event);
  if (isLetterKey(key) && !options.letterKeys) return undefined;
  return BINDINGS.find((binding) => keysOf(binding, options.chosen).includes(key))?.action;
}

/** How a key is written on its cap. */
export function keyCap(key: string, mac: boolean): string {
  const names: Record<string, string> = {
    ArrowDown: '↓',
    ArrowUp: '↑',
    Escape: 'Esc',
    Enter: 'Enter',
    Home: 'Home',
    End: 'End',
  };
  const parts = key.split('+').map((part) => {
    if (part === 'Mod') return mac ? '⌘' : 'Ctrl';
    if (part === 'Alt') return mac ? '⌥' : 'Alt';
    return names[part] ?? (key.includes('+') ? part.toUpperCase() : part);
  });
  return parts.join(mac ? '' : ' ');
}

/** What an action is called. */
export function actionName(action: ActionId): MessageKey {
  return `action.${action}` as MessageKey;
}
