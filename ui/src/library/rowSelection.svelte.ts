type IdsOf = (first: number, count: number) => Promise<string[]>;

/** Which recordings are selected, and on which row the keyboard is. Rows are entries of the shown order. */
export class RowSelection {
  ids = $state.raw<ReadonlySet<string>>(new Set());
  /** The row the keyboard is on. */
  entry = $state<number | null>(null);
  /** Its recording: the one whose details are shown. */
  id = $state<string | null>(null);

  readonly count: number = $derived(this.ids.size);

  readonly #idsOf: IdsOf;
  readonly #onError: (thrown: unknown) => void;
  /** Where a range begins. */
  #anchor: number | null = null;
  #asked = 0;

  constructor(idsOf: IdsOf, onError: (thrown: unknown) => void) {
    this.#idsOf = idsOf;
    this.#onError = onError;
  }

  /** This one alone. */
  pick(entry: number, id: string | null): void {
    this.#moveTo(entry, id);
    this.#anchor = entry;
    this.#set(id === null ? [] : [id]);
  }

  /** This one too, or not any more. */
  toggle(entry: number, id: string): void {
    this.#moveTo(entry, id);
    this.#anchor = entry;
    const ids = new Set(this.ids);
    if (!ids.delete(id)) ids.add(id);
    this.#set(ids);
  }

  /** Everything from where the range began. */
  async extendTo(entry: number, id: string | null): Promise<void> {
    this.#anchor ??= this.entry ?? entry;
    this.#moveTo(entry, id);
    const [first, last] = [Math.min(this.#anchor, entry), Math.max(this.#anchor, entry)];
    await this.#setRange(first, last - first + 1);
  }

  async all(entries: number): Promise<void> {
    this.#anchor = 0;
    await this.#setRange(0, entries);
  }

  clear(): void {
    this.#set([]);
    this.entry = this.id = this.#anchor = null;
  }

  /** Another order is shown: the keyboard stays on its recording where that is among the rows. */
  follow(entryOf: (id: string) => number | null): void {
    if (this.id === null) return;
    const entry = entryOf(this.id);
    if (entry === this.entry) return;
    this.entry = this.#anchor = entry;
  }

  /** What is gone is not selected. */
  drop(gone: ReadonlySet<string>): void {
    this.#set([...this.ids].filter((id) => !gone.has(id)));
    if (this.id !== null && gone.has(this.id)) this.entry = this.id = this.#anchor = null;
  }

  #moveTo(entry: number, id: string | null): void {
    this.entry = entry;
    this.id = id;
  }

  #set(ids: Iterable<string>): void {
    this.#asked += 1;
    this.ids = new Set(ids);
  }

  async #setRange(first: number, count: number): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const ids = await this.#idsOf(first, count);
      // Something else was selected meanwhile.
      if (asked === this.#asked) this.ids = new Set(ids);
    } catch (thrown) {
      this.#onError(thrown);
    }
  }
}
