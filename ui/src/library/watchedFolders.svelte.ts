import type { Client } from '../ipc/client';
import type { AppEventDto, WatchedFolderDto } from '../ipc/generated/bindings';

/** Folders whose new recordings come into the library by themselves. */
export class WatchedFolders {
  folders = $state.raw<readonly WatchedFolderDto[]>([]);
  isLoaded = $state(false);
  isOpen = $state(false);
  /** The last thing that was said of one of them, until it is dismissed. */
  news = $state.raw<{ sentence: string; isProblem: boolean } | null>(null);

  readonly #client: Client;
  readonly #onError: (thrown: unknown) => void;

  constructor(client: Client, onError: (thrown: unknown) => void) {
    this.#client = client;
    this.#onError = onError;
  }

  open(): void {
    this.isOpen = true;
    void this.refresh();
  }

  async refresh(): Promise<void> {
    try {
      this.folders = await this.#client.call('watched_folders', {});
      this.isLoaded = true;
    } catch (thrown) {
      this.#onError(thrown);
    }
  }

  async add(path: string): Promise<void> {
    await this.#change(() => this.#client.call('watch_folder', { path }));
  }

  async remove(path: string): Promise<void> {
    await this.#change(() => this.#client.call('unwatch_folder', { path }));
  }

  async #change(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (thrown) {
      this.#onError(thrown);
    }
    await this.refresh();
  }

  follow(event: AppEventDto): void {
    if (event.event !== 'watchNews' && event.event !== 'mapNews') return;
    this.news = { sentence: event.sentence, isProblem: event.isProblem };
    void this.refresh();
  }
}
