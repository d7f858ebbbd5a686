import { ACTIONS, type Action } from './table';

interface Stroke {
  key: string;
  ctrl: boolean;
  shift: boolean;
  alt: boolean;
}

const NAMES: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};

const IS_MAC = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

function strokeFrom(text: string): Stroke {
  const parts = text.split('+');
  const key = parts.pop() ?? '';
  return {
    key: key === 'Space' ? ' ' : key,
    ctrl: parts.includes('Ctrl'),
    shift: parts.includes('Shift'),
    alt: parts.includes('Alt'),
  };
}

/** How a person reads a shortcut: `Ctrl+←`. */
export function shortcutText(text: string): string {
  return text
    .split('+')
    .map((part) => (IS_MAC && part === 'Ctrl' ? '⌘' : (NAMES[part] ?? part)))
    .join('+');
}

/** In the form of `aria-keyshortcuts`. */
export function ariaShortcut(text: string): string {
  return text.replace('Ctrl', IS_MAC ? 'Meta' : 'Control');
}

/** Signs and digits stand where a layout has them, with Shift or without; letters and named keys say whether they want Shift. */
function isSign(key: string): boolean {
  return key.length === 1 && !/[\p{L} ]/u.test(key);
}

function matches(event: KeyboardEvent, stroke: Stroke): boolean {
  const ctrl = IS_MAC ? event.metaKey : event.ctrlKey;
  const other = IS_MAC ? event.ctrlKey : event.metaKey;
  // Some layouts need AltGr for brackets: it arrives as Ctrl with Alt.
  const isAltGr = event.getModifierState('AltGraph');
  if (isSign(stroke.key)) {
    return event.key === stroke.key && !other && (isAltGr || (ctrl === stroke.ctrl && event.altKey === stroke.alt));
  }
  const isKey = event.key.toLowerCase() === stroke.key.toLowerCase();
  return isKey && !other && ctrl === stroke.ctrl && event.altKey === stroke.alt && event.shiftKey === stroke.shift;
}

/** The action that a key press means, with the key that was written in the table. */
export function actionFor(event: KeyboardEvent): { action: Action; keys: string } | null {
  for (const action of ACTIONS) {
    const keys = action.keys.find((text) => matches(event, strokeFrom(text)));
    if (keys !== undefined) return { action, keys };
  }
  return null;
}

const WIDGETS_WITH_ARROWS = 'select, input[type="range"], [role="slider"], [role="separator"], [role="menu"], [role="listbox"], [role="tree"], [role="grid"]';

/** With Ctrl, a field needs them to edit its text. */
const EDITING = new Set(['a', 'c', 'v', 'x', 'y', 'z']);

/** Whether the element under the keyboard needs this key for itself. */
export function isTakenByTarget(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true;
  const target = event.target;
  if (!(target instanceof Element)) return false;
  const hasModifier = event.ctrlKey || event.metaKey || (event.altKey && !event.getModifierState('AltGraph'));
  if (target.closest('dialog') && event.key !== 'Escape') return true;
  if (target.matches('input:not([type="range"], [type="checkbox"], [type="radio"]), textarea')) {
    if (hasModifier && !event.altKey && EDITING.has(event.key.toLowerCase())) return true;
    return !hasModifier || (event.key.startsWith('Arrow') && !event.altKey) || event.key === 'Home' || event.key === 'End';
  }
  if (event.key === ' ' || event.key === 'Enter') {
    if (event.key === ' ' && target.matches('[role="grid"]')) return true;
    return target.matches('button, a[href], summary, select, input, [role="button"], [role="option"], [role="treeitem"]');
  }
  const moves = event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End' || event.key.startsWith('Page');
  return moves && !hasModifier && target.matches(WIDGETS_WITH_ARROWS);
}
