import { CommandError, type Client } from '../ipc/client';
import type { RecordingDetailsDto } from '../ipc/generated/bindings';

/** So long the keyboard stays on a row before its details are asked for. */
const REST_MS = 60;

/** What is known of the one recording that is looked at in the list. */
export class RecordingDetails {
  dto = $state.raw<RecordingDetailsDto | null>(null);

  readonly #client: Client;
  readonly #onError: (thrown: unknown) => void;
  #id: string | null = null;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client, onError: (thrown: unknown) => void) {
    this.#client = client;
    this.#onError = onError;
  }

  show(id: string | null): void {
    if (id === this.#id) return;
    this.#id = id;
    clearTimeout(this.#timer);
    if (id === null) {
      this.#asked += 1;
      this.dto = null;
    } else {
      // The details of the row before stay until then: nothing flickers while one moves through the list.
      this.#timer = setTimeout(() => void this.refresh(), REST_MS);
    }
  }

  async refresh(): Promise<void> {
    const id = this.#id;
    if (id === null) return;
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const dto = await this.#client.call('recording_details', { id });
      if (asked === this.#asked) this.dto = dto;
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.dto = null;
      // It went away while the list still showed it.
      if (!(thrown instanceof CommandError && thrown.dto.code === 'notFound')) this.#onError(thrown);
    }
  }
}
