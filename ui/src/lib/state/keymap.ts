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
  | 'retested'
  | 'argued'
  | 'evidence'
  | 'comment'
  | 'finding'
  | 'pass_note'
  | 'fail_note'
  | 'not_applicable_note'
  | 'inconclusive_note'
  | 'snippet'
  | 'select'
  | 'extend_down'
  | 'extend_up'
  | 'select_all'
  | 'submit'
  | 'approve'
  | 'return'
  | 'assign'
  | 'undo'
  | 'redo'
  | 'note'
  | 'filter'
  | 'previous_build'
  | 'next_build'
  | 'palette'
  | 'help'
  | 'about'
  | 'back'
  | 'go_board'
  | 'go_apps'
  | 'go_checklist'
  | 'go_verdicts'
  | 'go_findings'
  | 'go_evidence'
  | 'go_report'
  | 'go_standards'
  | 'go_profiles'
  | 'go_history'
  | 'go_settings';

export interface Binding {
  action: ActionId;
  /**
   * `KeyboardEvent.key`, with `Mod+` for Ctrl or Cmd, `Alt+` for Alt, `Shift+` where a letter or a named key is held with
   * it. The first is the one that can be changed.
   */
  keys: readonly string[];
  group: 'move' | 'answer' | 'select' | 'review' | 'more' | 'go';
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
  { action: 'pass_note', keys: ['Shift+p'], group: 'answer' },
  { action: 'fail_note', keys: ['Shift+f'], group: 'answer' },
  { action: 'not_applicable_note', keys: ['Shift+n'], group: 'answer' },
  { action: 'inconclusive_note', keys: ['Shift+i'], group: 'answer' },
  { action: 'retested', keys: ['r'], group: 'answer' },
  { action: 'argued', keys: ['w'], group: 'answer' },
  { action: 'note', keys: ['Enter'], group: 'answer' },
  { action: 'snippet', keys: ['t', 'Alt+t'], group: 'answer' },
  { action: 'evidence', keys: ['e'], group: 'answer' },
  { action: 'comment', keys: ['c'], group: 'answer' },
  { action: 'finding', keys: ['d'], group: 'answer' },
  { action: 'undo', keys: ['u', 'Mod+z'], group: 'answer' },
  { action: 'redo', keys: ['Shift+u', 'Mod+Shift+z', 'Mod+y'], group: 'answer' },
  { action: 'select', keys: ['x'], group: 'select' },
  { action: 'extend_down', keys: ['Shift+j', 'Shift+ArrowDown'], group: 'select' },
  { action: 'extend_up', keys: ['Shift+k', 'Shift+ArrowUp'], group: 'select' },
  { action: 'select_all', keys: ['Shift+x', 'Mod+a'], group: 'select' },
  { action: 'submit', keys: ['s'], group: 'review' },
  { action: 'approve', keys: ['a'], group: 'review' },
  { action: 'return', keys: ['b'], group: 'review' },
  { action: 'assign', keys: ['o'], group: 'review' },
  { action: 'palette', keys: ['Mod+k'], group: 'more' },
  { action: 'help', keys: ['?', 'F1'], group: 'more' },
  { action: 'back', keys: ['Escape'], group: 'more' },
  { action: 'go_checklist', keys: ['1'], group: 'go' },
  { action: 'go_verdicts', keys: ['2'], group: 'go' },
  { action: 'go_findings', keys: ['3'], group: 'go' },
  { action: 'go_evidence', keys: ['4'], group: 'go' },
  { action: 'go_report', keys: ['5'], group: 'go' },
  { action: 'go_board', keys: ['Alt+b'], group: 'go' },
  { action: 'go_apps', keys: ['Alt+a'], group: 'go' },
  { action: 'go_standards', keys: ['Alt+s'], group: 'go' },
  { action: 'go_profiles', keys: ['Alt+p'], group: 'go' },
  { action: 'go_history', keys: ['Alt+h'], group: 'go' },
  { action: 'go_settings', keys: ['Mod+,'], group: 'go' },
];

/** What of an event decides. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Names a key press as bindings do. */
export function pressed(event: KeyPress): string {
  const typed = event.key.length === 1;
  const key = typed ? event.key.toLowerCase() : event.key;
  // Where Shift makes another sign, such as `?`, it belongs to the sign.
  const shift = event.shiftKey && (!typed || key !== key.toUpperCase()) ? 'Shift+' : '';
  if (event.ctrlKey || event.metaKey) return `Mod+${shift}${key}`;
  if (event.altKey) return `Alt+${shift}${key}`;
  return `${shift}${key}`;
}

/** Whether it can be typed, with Shift or without: those can be turned off (WCAG 2.1.4). */
export function isLetterKey(key: string): boolean {
  return key.length === 1 || /^Shift\+.$/.test(key);
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
  const found = BINDINGS.find((binding) => keysOf(binding, options.chosen).includes(key));
  if (found || !key.startsWith('Shift+') || key.length === 7) return found?.action;
  // Keys with names do the same with Shift, as long as nothing else is asked for.
  const bare = key.slice('Shift+'.length);
  return BINDINGS.find((binding) => keysOf(binding, options.chosen).includes(bare))?.action;
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
    if (part === 'Shift') return mac ? '⇧' : 'Shift';
    return names[part] ?? (key.includes('+') ? part.toUpperCase() : part);
  });
  return parts.join(mac ? '' : ' ');
}

/** What an action is called. */
export function actionName(action: ActionId): MessageKey {
  return `action.${action}` as MessageKey;
}
