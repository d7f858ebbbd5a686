import type { Client } from '../ipc/client';
import type { CompletionDto } from '../ipc/generated/bindings';

const PAUSE_MS = 60;
const MOST = 8;

/** What could stand next in a query, for one field. */
export class Completions {
  items = $state.raw<readonly CompletionDto[]>([]);

  readonly #client: Client;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  ask(text: string, cursor: number): void {
    this.#asked += 1;
    const asked = this.#asked;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(text, cursor, asked), PAUSE_MS);
  }

  clear(): void {
    this.#asked += 1;
    clearTimeout(this.#timer);
    this.items = [];
  }

  async #ask(text: string, cursor: number, asked: number): Promise<void> {
    try {
      const items = await this.#client.call('complete_query', { text, cursor });
      if (asked === this.#asked) this.items = items.slice(0, MOST);
    } catch {
      // A query can be written without help.
      if (asked === this.#asked) this.items = [];
    }
  }
}

/** The query with the completion in it, and where the cursor stands then. */
export function withCompletion(query: string, { from, to, text }: CompletionDto): { query: string; cursor: number } {
  return { query: `${query.slice(0, from)}${text}${query.slice(to)}`, cursor: from + text.length };
}
