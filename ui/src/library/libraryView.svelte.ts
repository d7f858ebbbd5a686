import { CommandError, type Client } from '../ipc/client';
import type { LibraryGroupDto, LibrarySortDto, LibraryViewDto, LibraryViewRequestDto, RecordingRowDto } from '../ipc/generated/bindings';
import { isBoolean, isOneOf, Remembered } from '../shared/remembered.svelte';
import { entriesAmong, lineCount, lineOfEntry } from './lines';
import { Pages, type PageRow } from './pages.svelte';
import { QueryTrouble } from './queryTrouble.svelte';

/** A pause in typing, so that not every letter is a query. */
const TYPING_MS = 120;
/** News of the library come in swarms while files are imported. */
const NEWS_MS = 200;
/** Before the list has said what it shows. */
const FIRST_ROWS = 50;

const SORTS: LibrarySortDto[] = ['imported', 'start', 'duration', 'errors', 'site', 'person', 'browser', 'events', 'bytes'];
const GROUPS: LibraryGroupDto[] = ['none', 'site', 'person', 'error'];
/** Names begin at A; times and amounts with the newest and the most. */
const ASCENDING: ReadonlySet<LibrarySortDto> = new Set<LibrarySortDto>(['site', 'person', 'browser']);

interface Outside {
  /** Recordings that a person removed a moment ago. */
  hidden: () => string[];
  onError: (thrown: unknown) => void;
  /** Another order took the place of the shown one. */
  onReplaced: () => void;
}

/** The library as a list: a query, an order, groups, and the rows around what is looked at. */
export class LibraryView {
  /** As it stands in the field. */
  query = $state('');
  dto = $state.raw<LibraryViewDto | null>(null);
  /** The query that the shown rows belong to. */
  answered = $state('');
  /** False until the library was asked once: an empty list says nothing before that. */
  isLoaded = $state(false);
  isAsking = $state(false);
  readonly trouble = new QueryTrouble();

  readonly groups = $derived(this.dto?.groups ?? []);
  readonly lines: number = $derived(lineCount(this.groups, this.dto?.entries ?? 0));
  readonly all: number = $derived(this.dto?.all ?? 0);
  readonly recordings: number = $derived(this.dto?.recordings ?? 0);

  #pages = $state.raw<Pages | null>(null);
  readonly #sort = new Remembered<LibrarySortDto>('library.sort', 'imported', isOneOf(...SORTS));
  readonly #descending = new Remembered('library.descending', true, isBoolean);
  readonly #group = new Remembered<LibraryGroupDto>('library.group', 'none', isOneOf(...GROUPS));
  readonly #client: Client;
  readonly #outside: Outside;
  #isReading = false;
  #isStale = false;
  #lastRead = -NEWS_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #news: ReturnType<typeof setTimeout> | undefined;
  #shown = { first: 0, count: FIRST_ROWS };

  constructor(client: Client, outside: Outside) {
    this.#client = client;
    this.#outside = outside;
  }

  get sort(): LibrarySortDto {
    return this.#sort.value;
  }

  get descending(): boolean {
    return this.#descending.value;
  }

  get group(): LibraryGroupDto {
    return this.#group.value;
  }

  set group(group: LibraryGroupDto) {
    this.#group.value = group;
    void this.refresh();
  }

  /** The same column again turns the order round. */
  sortBy(sort: LibrarySortDto): void {
    this.#descending.value = sort === this.sort ? !this.descending : !ASCENDING.has(sort);
    this.#sort.value = sort;
    void this.refresh();
  }

  type(query: string): void {
    this.query = query;
    this.trouble.typed();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), TYPING_MS);
  }

  /** Answers what stands in the field, without the pause. */
  async settle(): Promise<void> {
    clearTimeout(this.#timer);
    await this.refresh();
    this.trouble.settle();
  }

  clear(): void {
    this.type('');
    this.trouble.settle();
    void this.settle();
  }

  /** News of the library: many of them at once are one question. */
  follow(): void {
    if (this.#news !== undefined) return;
    const wait = this.#isReading ? NEWS_MS : Math.max(0, this.#lastRead + NEWS_MS - performance.now());
    this.#news = setTimeout(() => {
      this.#news = undefined;
      void this.refresh();
    }, wait);
  }

  /** Asks for the order anew; asked for again meanwhile, it asks once more. */
  async refresh(): Promise<void> {
    this.#isStale = true;
    if (this.#isReading) return;
    this.#isReading = this.isAsking = true;
    while (this.#isStale) {
      this.#isStale = false;
      await this.#ask();
    }
    this.#isReading = this.isAsking = false;
    this.#lastRead = performance.now();
  }

  async #ask(): Promise<void> {
    const request = this.#request();
    const isOld = () => JSON.stringify(request) !== JSON.stringify(this.#request());
    try {
      const dto = await this.#client.call('library_view', request);
      const pages = this.#pagesOf(dto);
      // The rows that are looked at come with their order, so that nothing flickers.
      const { first, count } = entriesAmong(dto.groups, this.#shown.first, this.#shown.count);
      await pages.want(Math.min(first, Math.max(0, dto.entries - count)), count);
      // An answer to another question than the last one shows nothing.
      if (isOld()) return;
      this.trouble.answered(null);
      this.#show(dto, pages, request.query);
    } catch (thrown) {
      if (isOld()) return;
      if (thrown instanceof CommandError && thrown.dto.code === 'query') this.trouble.answered(thrown.dto);
      else this.#outside.onError(thrown);
      this.isLoaded = true;
    }
  }

  #show(dto: LibraryViewDto, pages: Pages, query: string): void {
    this.dto = dto;
    this.#pages = pages;
    this.answered = query;
    this.isLoaded = true;
    this.#outside.onReplaced();
  }

  #pagesOf(dto: LibraryViewDto): Pages {
    const read = (view: number, first: number, count: number): Promise<PageRow[]> =>
      this.#client.call('library_page', { view, first, count });
    return new Pages(dto.view, dto.entries, read, (thrown) => {
      // The engine keeps the newest few orders only.
      if (thrown instanceof CommandError && thrown.dto.code === 'notNow') this.follow();
      else this.#outside.onError(thrown);
    });
  }

  #request(): LibraryViewRequestDto {
    return {
      query: this.query.trim(),
      sort: this.sort,
      descending: this.descending,
      group: this.group,
      hidden: this.#outside.hidden(),
    };
  }

  /** Undefined while it is not there yet, null where it vanished. */
  rowAt(entry: number): PageRow | undefined {
    return this.#pages?.at(entry);
  }

  lineOf(entry: number): number {
    return lineOfEntry(this.groups, entry);
  }

  /** Null where it is not among the rows that are there. */
  rowOf(id: string): RecordingRowDto | null {
    const entry = this.entryOf(id);
    return entry === null ? null : (this.rowAt(entry) ?? null);
  }

  entryOf(id: string): number | null {
    return this.#pages?.entryOf(id) ?? null;
  }

  /** The lines that the list shows now. */
  look(first: number, count: number): void {
    if (count <= 0) return;
    this.#shown = { first, count };
    const entries = entriesAmong(this.groups, first, Math.min(count, this.lines - first));
    void this.#pages?.want(entries.first, entries.count);
  }

  async idsOf(first: number, count: number): Promise<string[]> {
    if (!this.dto) return [];
    return this.#client.call('library_ids', { view: this.dto.view, first, count });
  }
}
