import type { Client } from '../ipc/client';
import type { AppEventDto, ExportReportDto, ImportReportDto } from '../ipc/generated/bindings';
import { isBoolean, isOneOf, Remembered } from '../shared/remembered.svelte';
import { ErrorFinder } from './errorFinder.svelte';
import { ErrorsView } from './errorsView.svelte';
import { ImportQueue } from './importQueue.svelte';
import { LibraryView } from './libraryView.svelte';
import { RecordingDetails } from './recordingDetails.svelte';
import { Removal } from './removal.svelte';
import { RowSelection } from './rowSelection.svelte';
import { WatchedFolders } from './watchedFolders.svelte';

const GATHER_MS = 60;

export type LibraryTab = 'sessions' | 'errors';

/** The library as the window has it: its list, its errors, its imports, and what is done to recordings. */
export class LibraryController {
  readonly view: LibraryView;
  readonly selection: RowSelection;
  readonly removal: Removal;
  readonly details: RecordingDetails;
  readonly errors: ErrorsView;
  readonly imports: ImportQueue;
  readonly finder: ErrorFinder;
  readonly watched: WatchedFolders;

  /** Tags that some recording has. */
  tags = $state.raw<readonly string[]>([]);
  importsAreShown = $state(false);
  /** Groups of errors are counted only where somebody looks. */
  errorsAreWanted = false;

  readonly isEmpty: boolean = $derived.by(() => this.view.isLoaded && this.view.all === 0 && this.view.query.trim() === '');

  readonly #tab = new Remembered<LibraryTab>('library.tab', 'sessions', isOneOf('sessions', 'errors'));
  readonly #detailsOpen = new Remembered('library.details', true, isBoolean);
  readonly #client: Client;
  readonly #onError: (thrown: unknown) => void;
  readonly #onRemoved: (ids: ReadonlySet<string>) => void;
  /** Where the keyboard goes in the next order. */
  #landing: number | null = null;
  #news: ReturnType<typeof setTimeout> | undefined;

  constructor(
    client: Client,
    onError: (thrown: unknown) => void,
    onRemoved: (ids: ReadonlySet<string>) => void = () => undefined,
  ) {
    this.#client = client;
    this.#onError = onError;
    this.#onRemoved = onRemoved;
    this.removal = new Removal({ remove: (ids) => this.#remove(ids), onChange: () => void this.view.refresh() });
    this.view = new LibraryView(client, {
      hidden: () => this.removal.hidden,
      onError,
      onReplaced: () => this.#followOrder(),
    });
    this.selection = new RowSelection((first, count) => this.view.idsOf(first, count), onError);
    this.details = new RecordingDetails(client, onError);
    this.errors = new ErrorsView(client, onError);
    this.imports = new ImportQueue(client, onError);
    this.finder = new ErrorFinder(client, onError);
    this.watched = new WatchedFolders(client, onError);
  }

  get tab(): LibraryTab {
    return this.#tab.value;
  }

  set tab(tab: LibraryTab) {
    this.#tab.value = tab;
  }

  get detailsOpen(): boolean {
    return this.#detailsOpen.value;
  }

  set detailsOpen(isOpen: boolean) {
    this.#detailsOpen.value = isOpen;
  }

  start(): void {
    void this.view.refresh();
    void this.#readTags();
    void this.watched.refresh();
  }

  /** Somebody looks at the errors, or at how many there are. */
  wantErrors(): void {
    this.errorsAreWanted = true;
    void this.errors.refresh();
  }

  async importPaths(paths: string[]): Promise<void> {
    if (paths.length === 0) return;
    try {
      await this.#client.call('import_files', { paths });
    } catch (thrown) {
      this.#onError(thrown);
    }
  }

  remove(ids: Iterable<string>): void {
    const gone = new Set(ids);
    const places = [...gone].map((id) => this.view.entryOf(id)).filter((entry) => entry !== null);
    if (this.selection.id !== null && gone.has(this.selection.id) && places.length > 0) this.#landing = Math.min(...places);
    this.removal.hide(gone);
    this.selection.drop(gone);
    this.#onRemoved(gone);
  }

  /** Another order is shown: the keyboard stays on its recording, or goes to the one that took the place of a removed one. */
  #followOrder(): void {
    const landing = this.#landing;
    this.#landing = null;
    if (landing === null) {
      this.selection.follow((id) => this.view.entryOf(id));
      return;
    }
    const entry = Math.min(landing, (this.view.dto?.entries ?? 0) - 1);
    const row = entry < 0 ? undefined : this.view.rowAt(entry);
    if (row) this.selection.pick(entry, row.id);
  }

  async #remove(ids: string[]): Promise<void> {
    try {
      await this.#client.call('library_remove', { ids });
    } catch (thrown) {
      this.#onError(thrown);
    }
  }

  async tag(ids: Iterable<string>, tag: string, on: boolean): Promise<void> {
    const name = tag.trim();
    if (name === '') return;
    try {
      await this.#client.call('library_tag', { ids: [...ids], tag: name, on });
    } catch (thrown) {
      this.#onError(thrown);
    }
    this.#changed();
  }

  /** Null where it could not even begin. */
  async export(ids: Iterable<string>, folder: string): Promise<ExportReportDto | null> {
    try {
      return await this.#client.call('library_export', { ids: [...ids], folder });
    } catch (thrown) {
      this.#onError(thrown);
      return null;
    }
  }

  /** Returns the failure of an import that deserves a card of its own. */
  follow(event: AppEventDto): ImportReportDto | null {
    this.watched.follow(event);
    if (event.event === 'libraryChanged' || event.event === 'importFinished') this.#changed();
    return this.imports.follow(event);
  }

  /** News come in swarms while files are imported: one question answers them all. */
  #changed(): void {
    if (this.#news !== undefined) return;
    this.#news = setTimeout(() => {
      this.#news = undefined;
      this.view.follow();
      void this.#readTags();
      void this.details.refresh();
      if (this.errorsAreWanted) void this.errors.refresh();
    }, GATHER_MS);
  }

  async #readTags(): Promise<void> {
    try {
      this.tags = await this.#client.call('library_tags', {});
    } catch (thrown) {
      this.#onError(thrown);
    }
  }
}
