import type { Client } from '../ipc/client';
import type { EventKindDto, EventRowDto } from '../ipc/generated/bindings';

const PAGE = 100;
/** Pages kept; others are read again. */
const KEPT = 40;

/** All events of a recording, of which only those are here that are looked at. */
export class EventList {
  kinds = $state.raw<readonly EventKindDto[]>([]);
  total = $state(0);
  /** So many are at or before the playhead. */
  until = $state(0);
  isLoaded = $state(false);
  /** Counting them failed. */
  failed = $state(false);
  /** Kinds that are shown; empty for all. */
  wanted = $state.raw<readonly string[]>([]);
  #pages = $state.raw<ReadonlyMap<number, readonly EventRowDto[]>>(new Map());
  readonly #asked = new Set<number>();
  readonly #client: Client;
  readonly #session: number;
  #round = 0;
  #isCounting = false;
  #countedAt: number | null = null;
  #wantedAt = 0;

  constructor(client: Client, session: number) {
    this.#client = client;
    this.#session = session;
  }

  row(index: number): EventRowDto | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Reads the pages of these rows. */
  show(first: number, count: number): void {
    for (let page = Math.floor(first / PAGE); page * PAGE < first + count; page += 1) void this.#read(page);
  }

  /** Other kinds; nothing of the old ones is shown any more. */
  want(kinds: readonly string[], at: number): void {
    this.wanted = kinds;
    this.reset(at);
  }

  /** From the beginning, for instance when the recording has grown. */
  reset(at: number): void {
    this.#round += 1;
    this.#asked.clear();
    this.#pages = new Map();
    this.#countedAt = null;
    this.#isCounting = false;
    this.count(at);
  }

  /** Where the playhead is among them. One question at a time, the last moment wins. */
  count(at: number): void {
    this.#wantedAt = at;
    if (this.#isCounting || this.#countedAt === at) return;
    this.#isCounting = true;
    this.#countedAt = at;
    const round = this.#round;
    this.#client
      .call('event_page', { session: this.#session, kinds: [...this.wanted], first: 0, count: 0, at })
      .then((page) => {
        if (round !== this.#round) return;
        this.kinds = page.kinds;
        this.total = page.total;
        this.until = page.until;
        this.isLoaded = true;
        this.failed = false;
      })
      .catch(() => {
        if (round === this.#round) this.failed = true;
      })
      .finally(() => {
        if (round !== this.#round) return;
        this.#isCounting = false;
        if (this.#wantedAt !== at && !this.failed) this.count(this.#wantedAt);
      });
  }

  async #read(page: number): Promise<void> {
    if (this.#asked.has(page)) return;
    this.#asked.add(page);
    const round = this.#round;
    try {
      const request = { session: this.#session, kinds: [...this.wanted], first: page * PAGE, count: PAGE, at: this.#countedAt ?? 0 };
      const answer = await this.#client.call('event_page', request);
      if (round !== this.#round) return;
      const pages = new Map(this.#pages).set(page, answer.rows);
      for (const old of pages.keys()) {
        if (pages.size <= KEPT) break;
        pages.delete(old);
        this.#asked.delete(old);
      }
      this.#pages = pages;
    } catch {
      this.#asked.delete(page);
    }
  }
}
