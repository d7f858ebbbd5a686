import type { TimeRange } from './timeScale';

/**
 * Two states that are not one: what is being dragged (the preview), and what was committed and is looked at. Each
 * commit is a crumb, and one step back undoes it.
 */
export class SelectionController {
  #preview = $state.raw<TimeRange | null>(null);
  #committed = $state.raw<readonly TimeRange[]>([]);

  get preview(): TimeRange | null {
    return this.#preview;
  }

  /** Outermost first. */
  get committed(): readonly TimeRange[] {
    return this.#committed;
  }

  /** The innermost committed range; null: the whole recording. */
  get current(): TimeRange | null {
    return this.#committed.at(-1) ?? null;
  }

  propose(range: TimeRange): void {
    this.#preview = range;
  }

  clearPreview(): void {
    this.#preview = null;
  }

  /** Makes the preview a crumb. A preview without length is none. */
  commit(): TimeRange | null {
    const range = this.#preview;
    this.#preview = null;
    if (!range || range[1] <= range[0]) return null;
    this.#committed = [...this.#committed, range];
    return range;
  }

  /** Keeps so many crumbs; 0 is the whole recording. */
  backTo(level: number): void {
    this.#preview = null;
    this.#committed = this.#committed.slice(0, Math.max(0, level));
  }
}
