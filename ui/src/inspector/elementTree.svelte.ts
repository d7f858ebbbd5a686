import { errorDtoFrom, type Client } from '../ipc/client';
import type { ElementDetailsDto, ElementRowDto, ElementRowsDto, ErrorDto } from '../ipc/generated/bindings';
import { Refresher } from './refresher';

/** Ten times a second is as often as a person can read a tree that changes. */
const ROWS_GAP_MS = 100;
/** Details carry the node's HTML, which may be long. */
const DETAILS_GAP_MS = 400;
const FIRST_COUNT = 60;
/** Rows that are looked through at once to expand what is below a node, and how often. */
const BELOW_COUNT = 1000;
const BELOW_ROUNDS = 24;
/** So many nodes are expanded by one key press. */
const BELOW_LIMIT = 2000;
/** Expanded without being asked for: the way to what a page shows. */
const OPENED_AT_FIRST: readonly { name: string; depth: number }[] = [
  { name: 'html', depth: 0 },
  { name: 'body', depth: 1 },
];

const FAILURE = { happened: 'The element tree could not be read', advice: 'Move the playhead to read it again' };

/** The inspected node at the moment of the last answer; `found` is null where it does not exist then. */
export interface Inspected {
  readonly key: number;
  readonly found: ElementDetailsDto | null;
}

/** A window into the flattened tree of the engine's document at the playhead, and the details of one node. */
export class ElementTree {
  rows = $state.raw<ElementRowsDto | null>(null);
  inspected = $state.raw<Inspected | null>(null);
  /** A row to bring into view: a new object for each time. */
  revealed = $state.raw<{ index: number } | null>(null);
  failure = $state.raw<ErrorDto | null>(null);

  readonly #client: Pick<Client, 'call'>;
  readonly #session: number;
  readonly #rowsRefresher = new Refresher(() => this.#attempt(() => this.#readRows()), ROWS_GAP_MS);
  readonly #detailsRefresher = new Refresher(() => this.#attempt(() => this.#readDetails()), DETAILS_GAP_MS);
  readonly #expanded = new Set<number>();
  readonly #openedAtFirst = new Set<number>();
  #first = 0;
  #count = FIRST_COUNT;
  #inspectedKey: number | null = null;
  /** Stays until the node is among the rows: a seek towards it may still be under way. */
  #toReveal: number | null = null;
  /** A row that the keyboard reached before it was read. */
  #awaited: { index: number; then: (row: ElementRowDto) => void } | null = null;
  #isClosed = false;

  constructor(client: Pick<Client, 'call'>, session: number) {
    this.#client = client;
    this.#session = session;
  }

  rowAt(index: number): ElementRowDto | null {
    return this.rows?.rows[index - this.rows.first] ?? null;
  }

  /** Index among all rows; null where it is not in the window that was read. */
  indexOf(key: number | null): number | null {
    if (!this.rows || key === null) return null;
    const place = this.rows.rows.findIndex((row) => row.key === key);
    return place < 0 ? null : place + this.rows.first;
  }

  /** The key of the row that this one is a child of, as far as it is known. */
  parentOf(index: number): number | null {
    const row = this.rowAt(index);
    if (!row || row.depth === 0) return null;
    for (let above = index - 1; above >= (this.rows?.first ?? 0); above -= 1) {
      const candidate = this.rowAt(above);
      if (candidate && candidate.depth < row.depth) return candidate.key;
    }
    const path = this.inspected?.key === row.key ? this.inspected.found?.path : undefined;
    return path?.at(-2)?.key ?? null;
  }

  /** Calls with the row of this index, now or when it has been read; the last one asked for counts. */
  whenRead(index: number, then: (row: ElementRowDto) => void): void {
    const row = this.rowAt(index);
    this.#awaited = row ? null : { index, then };
    if (row) then(row);
  }

  /** The document may be another one: the playhead moved. */
  follow(): void {
    this.#rowsRefresher.request();
    if (this.#inspectedKey !== null) this.#detailsRefresher.request();
  }

  /** These rows are in view. */
  showWindow(first: number, count: number): void {
    if (first === this.#first && count === this.#count) return;
    this.#first = first;
    this.#count = Math.max(1, count);
    this.#rowsRefresher.request(true);
  }

  setExpanded(key: number, isExpanded: boolean): void {
    if (isExpanded) this.#expanded.add(key);
    else this.#expanded.delete(key);
    this.#rowsRefresher.request(true);
  }

  inspect(key: number | null): void {
    if (key === this.#inspectedKey) return;
    this.#inspectedKey = key;
    this.#toReveal = null;
    if (key === null) this.inspected = null;
    else this.#detailsRefresher.request(true);
  }

  /** Expands the way to the node and brings it into view, now or as soon as it exists. */
  reveal(key: number): void {
    this.#toReveal = key;
    this.#rowsRefresher.request(true);
  }

  /** The person looks elsewhere. */
  stopRevealing(): void {
    this.#toReveal = null;
  }

  async expandBelow(index: number): Promise<void> {
    const row = this.rowAt(index);
    if (!row) return;
    this.#expanded.add(row.key);
    let added = 0;
    for (let round = 0; round < BELOW_ROUNDS && added < BELOW_LIMIT; round += 1) {
      const answer = await this.#ask(index, BELOW_COUNT, null).catch(() => null);
      if (!answer || this.#isClosed) break;
      const closed = closedBelow(answer, row.key).slice(0, BELOW_LIMIT - added);
      if (closed.length === 0) break;
      for (const key of closed) this.#expanded.add(key);
      added += closed.length;
    }
    this.#rowsRefresher.request(true);
  }

  close(): void {
    this.#isClosed = true;
    this.#rowsRefresher.close();
    this.#detailsRefresher.close();
  }

  async #attempt(read: () => Promise<void>): Promise<void> {
    try {
      await read();
      if (!this.#isClosed) this.failure = null;
    } catch (thrown) {
      if (!this.#isClosed) this.failure = errorDtoFrom(thrown, FAILURE);
    }
  }

  async #readRows(): Promise<void> {
    const reveal = this.#toReveal;
    const parent = reveal === null ? null : await this.#openTheWayTo(reveal);
    const answer = await this.#ask(this.#first, this.#count, reveal);
    if (this.#isClosed) return;
    this.rows = answer;
    if (this.#awaited) this.whenRead(this.#awaited.index, this.#awaited.then);
    if (this.#openFirstNodes(answer)) this.#rowsRefresher.request(true);
    if (reveal === null || this.#toReveal !== reveal) return;
    if (answer.revealed !== null) {
      this.#toReveal = null;
      this.revealed = { index: answer.revealed };
    } else if (parent !== null) {
      // It has no row of its own: a text that stands in its element's row.
      this.#toReveal = parent;
      this.#rowsRefresher.request(true);
    }
  }

  /** The engine opens the way for one answer only; it is to stay open. Gives the parent, if the node exists. */
  async #openTheWayTo(key: number): Promise<number | null> {
    const details = await this.#client.call('element_details', { session: this.#session, key });
    for (const crumb of details?.path ?? []) if (crumb.key !== key) this.#expanded.add(crumb.key);
    return details?.path.at(-2)?.key ?? null;
  }

  async #readDetails(): Promise<void> {
    const key = this.#inspectedKey;
    if (key === null) return;
    const found = await this.#client.call('element_details', { session: this.#session, key });
    if (!this.#isClosed && this.#inspectedKey === key) this.inspected = { key, found };
  }

  #ask(first: number, count: number, reveal: number | null): Promise<ElementRowsDto> {
    const expanded = [...this.#expanded];
    return this.#client.call('element_rows', { session: this.#session, expanded, first, count, reveal });
  }

  #openFirstNodes(answer: ElementRowsDto): boolean {
    let opened = false;
    for (const row of answer.rows) {
      const isOne = OPENED_AT_FIRST.some(({ name, depth }) => row.name === name && row.depth === depth);
      if (!isOne || row.kind !== 'element' || row.children === 0 || this.#openedAtFirst.has(row.key)) continue;
      this.#openedAtFirst.add(row.key);
      if (row.expanded) continue;
      this.#expanded.add(row.key);
      opened = true;
    }
    return opened;
  }
}

/** Keys of the nodes below this one that could be expanded and are not. */
function closedBelow(answer: ElementRowsDto, key: number): number[] {
  const start = answer.rows.findIndex((row) => row.key === key);
  const top = answer.rows[start];
  if (!top) return [];
  const closed: number[] = [];
  for (const row of answer.rows.slice(start)) {
    if (row !== top && row.depth <= top.depth) break;
    if (row.children > 0 && !row.expanded) closed.push(row.key);
  }
  return closed;
}
