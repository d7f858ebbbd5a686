import { ariaShortcut, actionFor, isTakenByTarget, shortcutText } from './shortcuts';
import { ACTIONS, actionOf, REASONS, type Action, type ActionId, type Condition } from './table';

/** How each action is done. `keys` is what was pressed, in the table's words; null from menu or palette. */
export type Handlers = Record<ActionId, (keys: string | null) => void>;
export type Conditions = Record<Condition, () => boolean>;

/** The table joined with what carries it out. */
export class ActionRunner {
  readonly #handlers: Handlers;
  readonly #conditions: Conditions;

  constructor(handlers: Handlers, conditions: Conditions) {
    this.#handlers = handlers;
    this.#conditions = conditions;
  }

  run(id: ActionId, keys: string | null = null): void {
    if (this.disabledReason(id) === null) this.#handlers[id](keys);
  }

  /** Why it cannot be used now; null: it can. */
  disabledReason(id: ActionId): string | null {
    const condition = actionOf(id).enabledWhen;
    return this.#conditions[condition]() ? null : REASONS[condition];
  }

  shortcut(id: ActionId): string | undefined {
    const first = actionOf(id).keys[0];
    return first === undefined ? undefined : shortcutText(first);
  }

  ariaShortcuts(id: ActionId): string | undefined {
    const { keys } = actionOf(id);
    return keys.length === 0 ? undefined : keys.map(ariaShortcut).join(' ');
  }

  /** What the palette offers for a text: enabled ones first, all of them for an empty text. */
  matching(text: string): Action[] {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = ACTIONS.filter((action) => {
      const name = `${action.group} ${action.label} ${action.tooltip ?? ''}`.toLowerCase();
      return !action.onlyByKey && words.every((word) => name.includes(word));
    });
    const isOff = (action: Action): number => (this.disabledReason(action.id) === null ? 0 : 1);
    return found.sort((a, b) => isOff(a) - isOff(b));
  }

  /** Runs what a key press means. Returns whether it meant something. */
  onkeydown(event: KeyboardEvent): boolean {
    if (isTakenByTarget(event)) return false;
    const meant = actionFor(event);
    if (!meant) return false;
    const isOn = this.disabledReason(meant.action.id) === null;
    // A key that means nothing now is left to the browser, but never lets it scroll or search by itself.
    event.preventDefault();
    if (isOn) this.#handlers[meant.action.id](meant.keys);
    return isOn;
  }
}
