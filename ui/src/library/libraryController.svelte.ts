import type { Client } from '../ipc/client';
import type { AppEventDto, RecordingRowDto } from '../ipc/generated/bindings';

export interface ImportProgress {
  path: string;
  bytes: number;
  totalBytes: number;
  events: number;
  /** In microseconds; null while nothing can be said. */
  left: number | null;
}

/** The catalogue: its rows, the filter, and the imports that run. */
export class LibraryController {
  rows = $state.raw<RecordingRowDto[]>([]);
  /** False until the catalogue was read once: an empty list says nothing before that. */
  isLoaded = $state(false);
  filter = $state('');
  /** Imports under way, by path. */
  imports = $state.raw<readonly ImportProgress[]>([]);
  /** The recording that a person was asked about. */
  asksToRemove = $state.raw<RecordingRowDto | null>(null);

  readonly shown: RecordingRowDto[] = $derived(filterRows(this.rows, this.filter));

  readonly #client: Client;
  readonly #onError: (thrown: unknown) => void;
  #isReading = false;
  #isStale = false;

  constructor(client: Client, onError: (thrown: unknown) => void) {
    this.#client = client;
    this.#onError = onError;
  }

  /** Reads the catalogue; asked for again meanwhile, it reads once more. */
  async refresh(): Promise<void> {
    this.#isStale = true;
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#isStale) {
        this.#isStale = false;
        const rows = await this.#client.call('library_list', {});
        this.rows = rows.toSorted((a, b) => b.importedWall - a.importedWall);
        this.isLoaded = true;
      }
    } catch (thrown) {
      this.#onError(thrown);
    } finally {
      this.#isReading = false;
    }
  }

  async importPaths(paths: string[]): Promise<void> {
    if (paths.length === 0) return;
    try {
      await this.#client.call('import_files', { paths });
    } catch (thrown) {
      this.#onError(thrown);
    }
  }

  /** Stops all imports, those that wait, too; what they have written goes away. */
  async cancelImports(): Promise<void> {
    try {
      await this.#client.call('cancel_import', { path: null });
    } catch (thrown) {
      this.#onError(thrown);
    }
  }

  async remove(id: string): Promise<void> {
    this.asksToRemove = null;
    try {
      await this.#client.call('library_remove', { id });
      await this.refresh();
    } catch (thrown) {
      this.#onError(thrown);
    }
  }

  follow(event: AppEventDto): void {
    if (event.event === 'libraryChanged') void this.refresh();
    else if (event.event === 'importProgress') {
      const { path, bytes, totalBytes, events, left } = event;
      const others = this.imports.filter((running) => running.path !== path);
      this.imports = [...others, { path, bytes, totalBytes, events, left }];
    } else if (event.event === 'importFinished') {
      this.imports = this.imports.filter((running) => running.path !== event.report.path);
      void this.refresh();
    }
  }
}

/** Rows in which every word occurs: in site, file name, address or title. */
export function filterRows(rows: RecordingRowDto[], filter: string): RecordingRowDto[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = `${row.site} ${row.fileName} ${row.href} ${row.title ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** How far all imports are together, 0 to 1; null while it is not known. */
export function importedPart(imports: readonly ImportProgress[]): number | null {
  const total = imports.reduce((sum, running) => sum + running.totalBytes, 0);
  if (total === 0 || imports.some((running) => running.totalBytes === 0)) return null;
  return Math.min(1, imports.reduce((sum, running) => sum + running.bytes, 0) / total);
}
