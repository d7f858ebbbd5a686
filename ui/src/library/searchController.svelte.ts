import { CommandError, type Client } from '../ipc/client';
import type { SavedSearchDto, SearchHitDto } from '../ipc/generated/bindings';
import { Completions } from './completions.svelte';
import { QueryTrouble } from './queryTrouble.svelte';

const MOST_HITS = 50;
/** A pause in typing, so that not every letter is a search. */
const PAUSE_MS = 80;

/** The one search box: its text, what the library found for it, and the searches of before. */
export class SearchController {
  text = $state('');
  hits = $state.raw<readonly SearchHitDto[]>([]);
  /** The text that `hits` belong to. */
  answered = $state('');
  isSearching = $state(false);
  hasFailed = $state(false);
  saved = $state.raw<readonly SavedSearchDto[]>([]);
  /** The last one first. */
  recent = $state.raw<readonly string[]>([]);
  readonly trouble = new QueryTrouble();
  readonly completions: Completions;

  readonly isSaved: boolean = $derived(this.saved.some(({ query }) => query === this.text.trim()));

  readonly #client: Client;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** How far ↑ went back; -1: not at all. */
  #recalled = -1;

  constructor(client: Client) {
    this.#client = client;
    this.completions = new Completions(client);
  }

  async start(): Promise<void> {
    try {
      const { saved, recent } = await this.#client.call('searches', {});
      this.saved = saved;
      this.recent = recent;
    } catch {
      // The box works without the searches of before.
      this.saved = this.recent = [];
    }
  }

  type(text: string, cursor = text.length): void {
    this.#recalled = -1;
    this.#take(text, cursor);
  }

  #take(text: string, cursor: number): void {
    this.text = text;
    this.trouble.typed();
    clearTimeout(this.#timer);
    if (text.trim() === '') {
      this.#asked += 1;
      this.hits = [];
      this.answered = '';
      this.isSearching = this.hasFailed = false;
      this.completions.clear();
      return;
    }
    this.completions.ask(text, cursor);
    this.isSearching = true;
    this.#timer = setTimeout(() => void this.#search(text.trim()), PAUSE_MS);
  }

  /** Answers what was typed last, without the pause. */
  async settle(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.isSearching) await this.#search(this.text.trim());
    this.trouble.settle();
  }

  clear(): void {
    this.type('');
  }

  /** One further back in the recent searches. Returns whether there was one. */
  recall(): boolean {
    const next = this.recent[this.#recalled + 1];
    if (next === undefined) return false;
    const place = this.#recalled + 1;
    this.#take(next, next.length);
    this.#recalled = place;
    return true;
  }

  get isRecalling(): boolean {
    return this.#recalled >= 0;
  }

  /** A person meant this search: it is kept among the recent ones. */
  async used(): Promise<void> {
    const query = this.text.trim();
    if (query === '') return;
    await this.#change(() => this.#client.call('search_used', { query }));
  }

  async save(): Promise<void> {
    const query = this.text.trim();
    if (query === '') return;
    await this.#change(() => this.#client.call('search_save', { name: query, query }));
  }

  async forget(name: string): Promise<void> {
    await this.#change(() => this.#client.call('search_forget', { name }));
  }

  async #change(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch {
      this.hasFailed = true;
      return;
    }
    await this.start();
  }

  async #search(text: string): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const hits = await this.#client.call('search', { text, limit: MOST_HITS });
      // An older answer never replaces a newer one.
      if (asked !== this.#asked) return;
      this.hits = hits;
      this.hasFailed = false;
      this.trouble.answered(null);
    } catch (thrown) {
      if (asked !== this.#asked) return;
      if (thrown instanceof CommandError && thrown.dto.code === 'query') {
        // What was found before stays: most queries are wrong for a moment while they are typed.
        this.trouble.answered(thrown.dto);
        this.isSearching = this.hasFailed = false;
        return;
      }
      this.hits = [];
      this.hasFailed = true;
    }
    this.answered = text;
    this.isSearching = false;
  }
}
