import { errorDtoFrom, type Client } from '../ipc/client';

const OUTSIDE = { happened: 'The page could not be searched', advice: 'Try again' };

/** Goes through the elements that a text, a CSS selector or an XPath names on the page that is shown. */
export class ElementSearch {
  text = $state('');
  /** How the last search was understood. */
  by = $state('');
  keys = $state.raw<readonly number[]>([]);
  /** Of `keys`. */
  place = $state(-1);
  failure = $state<string | null>(null);

  readonly #client: Client;
  readonly #session: number;
  #searched = '';

  constructor(client: Client, session: number) {
    this.#client = client;
    this.#session = session;
  }

  /** The next or previous of them; after another text, the first. The page may be another one by now, so it is asked. */
  async step(forward: boolean): Promise<number | null> {
    const text = this.text.trim();
    if (text === '') {
      this.clear();
      return null;
    }
    const before = this.#searched === text ? this.keys[this.place] : undefined;
    try {
      const found = await this.#client.call('element_search', { session: this.#session, text });
      if (this.text.trim() !== text) return null;
      this.#searched = text;
      this.by = found.by;
      this.keys = found.keys;
      this.failure = null;
    } catch (thrown) {
      this.keys = [];
      this.place = -1;
      this.failure = errorDtoFrom(thrown, OUTSIDE).happened;
      return null;
    }
    const { length } = this.keys;
    const at = before === undefined ? -1 : this.keys.indexOf(before);
    if (length === 0) this.place = -1;
    else if (at < 0) this.place = forward ? 0 : length - 1;
    else this.place = (at + (forward ? 1 : length - 1)) % length;
    return this.keys[this.place] ?? null;
  }

  clear(): void {
    this.text = this.by = this.#searched = '';
    this.keys = [];
    this.place = -1;
    this.failure = null;
  }
}
