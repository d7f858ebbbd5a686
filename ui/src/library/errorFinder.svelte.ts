import type { Client } from '../ipc/client';
import type { FindingDto } from '../ipc/generated/bindings';
import { fileNameOf } from './fileName';

const MOST_FINDINGS = 50;

/** Begins a link to a moment of a recording. */
export const LINK = 'playhead://';

/** A link to a moment, if that is all the text is. */
export function linkIn(text: string): string | null {
  const trimmed = text.trim();
  return trimmed.toLowerCase().startsWith(LINK) && !/\s/.test(trimmed) ? trimmed : null;
}

export function linkTo(recording: string, atMicros: number): string {
  const seconds = Math.round(Math.max(0, atMicros) / 1000) / 1000;
  return `${LINK}session/${recording}?t=${seconds}`;
}

/** From an exception outside to the recordings in which it happened: pasted text, or the report of a monitor. */
export class ErrorFinder {
  isOpen = $state(false);
  text = $state('');
  /** The file whose error is looked for, instead of the text. */
  path = $state<string | null>(null);
  /** Null before the first answer to this question. */
  findings = $state.raw<readonly FindingDto[] | null>(null);
  isSearching = $state(false);

  readonly fileName: string | null = $derived(this.path === null ? null : fileNameOf(this.path));

  readonly #client: Client;
  readonly #onError: (thrown: unknown) => void;
  #asked = 0;

  constructor(client: Client, onError: (thrown: unknown) => void) {
    this.#client = client;
    this.#onError = onError;
  }

  open(): void {
    this.isOpen = true;
  }

  close(): void {
    this.#asked += 1;
    this.isOpen = this.isSearching = false;
  }

  /** Another text than the one that was answered. */
  type(text: string): void {
    this.#asked += 1;
    this.text = text;
    this.path = this.findings = null;
    this.isSearching = false;
  }

  async findText(text: string): Promise<void> {
    this.type(text);
    this.isOpen = true;
    if (text.trim() !== '') await this.#find({ text: text.trim(), path: null });
  }

  async findFile(path: string): Promise<void> {
    this.type('');
    this.path = path;
    this.isOpen = true;
    await this.#find({ text: null, path });
  }

  async #find(what: { text: string | null; path: string | null }): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.isSearching = true;
    try {
      const findings = await this.#client.call('find_error', { ...what, limit: MOST_FINDINGS });
      if (asked === this.#asked) this.findings = findings;
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.isOpen = false;
      this.#onError(thrown);
    } finally {
      if (asked === this.#asked) this.isSearching = false;
    }
  }
}
