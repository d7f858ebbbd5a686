/** So long a removal can be taken back. */
export const UNDO_MS = 10_000;

interface Batch {
  ids: string[];
  timer: ReturnType<typeof setTimeout>;
}

interface Outside {
  /** Removes for good. */
  remove: (ids: string[]) => Promise<void>;
  /** What is hidden changed. */
  onChange: () => void;
}

/** Recordings that a person removed: out of sight at once, gone when the time to undo is over. Until then nothing happened. */
export class Removal {
  /** Removed and not gone yet, the last ones first. */
  #batches = $state.raw<readonly Batch[]>([]);
  /** Being removed for good at this moment. */
  #leaving = $state.raw<ReadonlySet<string>>(new Set());

  readonly #outside: Outside;

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  /** How many the next undo brings back. */
  get undoable(): number {
    return this.#batches[0]?.ids.length ?? 0;
  }

  get hidden(): string[] {
    return [...this.#batches.flatMap((batch) => batch.ids), ...this.#leaving];
  }

  hide(ids: Iterable<string>): void {
    const hidden = new Set(this.hidden);
    const fresh = [...ids].filter((id) => !hidden.has(id));
    if (fresh.length === 0) return;
    const batch: Batch = { ids: fresh, timer: setTimeout(() => void this.#finish(batch), UNDO_MS) };
    this.#batches = [batch, ...this.#batches];
    this.#outside.onChange();
  }

  undo(): void {
    const [batch, ...others] = this.#batches;
    if (!batch) return;
    clearTimeout(batch.timer);
    this.#batches = others;
    this.#outside.onChange();
  }

  /** The notice was dismissed: no longer to be undone. */
  async finishAll(): Promise<void> {
    await Promise.all(this.#batches.map((batch) => this.#finish(batch)));
  }

  async #finish(batch: Batch): Promise<void> {
    clearTimeout(batch.timer);
    this.#leaving = new Set([...this.#leaving, ...batch.ids]);
    this.#batches = this.#batches.filter((other) => other !== batch);
    try {
      await this.#outside.remove(batch.ids);
    } finally {
      const gone = new Set(batch.ids);
      this.#leaving = new Set([...this.#leaving].filter((id) => !gone.has(id)));
      this.#outside.onChange();
    }
  }
}
