import type { RecordingRowDto } from '../ipc/generated/bindings';

/** Null where it vanished since the order was made. */
export type PageRow = RecordingRowDto | null;

export const BLOCK = 100;
/** Blocks that are kept: a few thousand rows. */
const KEPT = 24;

type Read = (view: number, first: number, count: number) => Promise<PageRow[]>;

/** The rows of one order, fetched in blocks around what is looked at; those not looked at for longest go first. */
export class Pages {
  readonly view: number;
  readonly entries: number;

  #blocks = $state.raw<ReadonlyMap<number, readonly PageRow[]>>(new Map());
  readonly #read: Read;
  readonly #onError: (thrown: unknown) => void;
  readonly #asked = new Set<number>();
  /** Looked at longest ago comes first. */
  #recent: number[] = [];
  #lastFirst = 0;

  constructor(view: number, entries: number, read: Read, onError: (thrown: unknown) => void) {
    this.view = view;
    this.entries = entries;
    this.#read = read;
    this.#onError = onError;
  }

  /** Undefined while it is not there yet. */
  at(entry: number): PageRow | undefined {
    return this.#blocks.get(Math.floor(entry / BLOCK))?.[entry % BLOCK];
  }

  /** Among the rows that are there. */
  entryOf(id: string): number | null {
    for (const [block, rows] of this.#blocks) {
      const place = rows.findIndex((row) => row?.id === id);
      if (place !== -1) return block * BLOCK + place;
    }
    return null;
  }

  /** Fetches what is missing of these entries, and the next block in the direction of scrolling. */
  async want(first: number, count: number): Promise<void> {
    if (this.entries === 0) return;
    const last = Math.min(this.entries, first + Math.max(1, count)) - 1;
    const [from, to] = [Math.floor(Math.max(0, first) / BLOCK), Math.floor(last / BLOCK)];
    const ahead = first < this.#lastFirst ? from - 1 : to + 1;
    this.#lastFirst = first;
    const wanted = Array.from({ length: Math.max(0, to - from + 1) }, (_, offset) => from + offset);
    this.#recent = [...this.#recent.filter((block) => !wanted.includes(block)), ...wanted];
    const isThere = ahead >= 0 && ahead * BLOCK < this.entries;
    await Promise.all(wanted.map((block) => this.#fetch(block)));
    if (isThere) void this.#fetch(ahead);
  }

  async #fetch(block: number): Promise<void> {
    if (this.#asked.has(block) || this.#blocks.has(block)) return;
    this.#asked.add(block);
    try {
      const first = block * BLOCK;
      const rows = await this.#read(this.view, first, Math.min(BLOCK, this.entries - first));
      this.#keep(block, rows);
    } catch (thrown) {
      this.#onError(thrown);
    } finally {
      this.#asked.delete(block);
    }
  }

  #keep(block: number, rows: readonly PageRow[]): void {
    const blocks = new Map(this.#blocks).set(block, rows);
    if (!this.#recent.includes(block)) this.#recent.push(block);
    while (blocks.size > KEPT) {
      const oldest = this.#recent.shift();
      if (oldest === undefined) break;
      blocks.delete(oldest);
    }
    this.#blocks = blocks;
  }
}
