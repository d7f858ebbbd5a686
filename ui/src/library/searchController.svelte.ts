import type { Client } from '../ipc/client';
import type { SearchHitDto } from '../ipc/generated/bindings';

const MOST_HITS = 50;
/** A pause in typing, so that not every letter is a search. */
const PAUSE_MS = 80;

/** The one search box: text, and what the library found for it. */
export class SearchController {
  text = $state('');
  hits = $state.raw<SearchHitDto[]>([]);
  /** The text that `hits` belong to. */
  answered = $state('');
  isSearching = $state(false);
  hasFailed = $state(false);

  readonly #client: Client;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  type(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    if (text.trim() === '') {
      this.#asked += 1;
      this.hits = [];
      this.answered = '';
      this.isSearching = false;
      return;
    }
    this.isSearching = true;
    this.#timer = setTimeout(() => void this.#search(text.trim()), PAUSE_MS);
  }

  /** Answers what was typed last, without the pause. */
  async settle(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.isSearching) await this.#search(this.text.trim());
  }

  clear(): void {
    this.type('');
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
    } catch {
      if (asked !== this.#asked) return;
      this.hits = [];
      this.hasFailed = true;
    }
    this.answered = text;
    this.isSearching = false;
  }
}
