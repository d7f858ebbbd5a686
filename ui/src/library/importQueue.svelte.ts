import type { Client } from '../ipc/client';
import type { AppEventDto, ErrorDto, ImportReportDto } from '../ipc/generated/bindings';
import { fileNameOf } from './fileName';

/** `other` is a file that is no recording, among several: of a folder that holds more than recordings. */
export type ImportState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'other';

export interface QueuedImport {
  path: string;
  fileName: string;
  state: ImportState;
  bytes: number;
  totalBytes: number;
  events: number;
  /** In microseconds; null while nothing can be said. */
  left: number | null;
  report: ImportReportDto | null;
}

export const STATES: readonly ImportState[] = ['running', 'waiting', 'failed', 'cancelled', 'done', 'other'];

/** Events come in swarms; the list is made anew so often at most. */
const SHOW_MS = 50;

/** Every import of this window: those that wait and run, and what became of the others until they are cleared. */
export class ImportQueue {
  /** Those that run first, then those that wait, then the results. */
  entries = $state.raw<readonly QueuedImport[]>([]);
  /** Failures of several files, not looked at yet. */
  unseenFailures = $state(0);

  readonly running: readonly QueuedImport[] = $derived(this.entries.filter(({ state }) => state === 'running'));
  readonly waiting: number = $derived(this.entries.filter(({ state }) => state === 'waiting').length);
  readonly isBusy: boolean = $derived(this.running.length + this.waiting > 0);
  readonly finished: number = $derived(this.entries.length - this.running.length - this.waiting);
  readonly failed: number = $derived(this.entries.filter(({ state }) => state === 'failed').length);
  readonly done: number = $derived(this.entries.filter(({ state }) => state === 'done').length);
  readonly other: number = $derived(this.entries.filter(({ state }) => state === 'other').length);

  readonly #client: Client;
  readonly #onError: (thrown: unknown) => void;
  readonly #byPath = new Map<string, QueuedImport>();
  readonly #atWork = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Files of the work at hand: since nothing ran or waited. */
  readonly #together = new Set<string>();

  constructor(client: Client, onError: (thrown: unknown) => void) {
    this.#client = client;
    this.#onError = onError;
  }

  /**
   * Takes what the engine says of an import. Returns the failure that deserves a card of its own: that of a file which was
   * imported alone.
   */
  follow(event: AppEventDto): ImportReportDto | null {
    if (event.event === 'importQueued') this.#queue(event.path, event.fileName);
    else if (event.event === 'importProgress') {
      const { path, bytes, totalBytes, events, left } = event;
      this.#together.add(path);
      this.#put({ ...(this.#byPath.get(path) ?? begun(path)), state: 'running', bytes, totalBytes, events, left });
    } else if (event.event === 'importFinished') return this.#finish(event.report);
    return null;
  }

  #queue(path: string, fileName: string): void {
    if (this.#atWork.size === 0) this.#together.clear();
    this.#together.add(path);
    this.#put({ ...begun(path), fileName });
  }

  #finish(report: ImportReportDto): ImportReportDto | null {
    const { path, error } = report;
    this.#together.add(path);
    const before = this.#byPath.get(path) ?? begun(path);
    const events = report.events ?? before.events;
    const bytes = error === null ? before.totalBytes : before.bytes;
    const isOneOfMany = this.#together.size > 1;
    const state = isOneOfMany && error?.code === 'notARecording' ? 'other' : stateOf(error);
    this.#put({ ...before, state, bytes, events, left: null, report });
    if (error === null || error.code === 'cancelled') return null;
    if (!isOneOfMany) return report;
    if (state === 'failed') this.unseenFailures += 1;
    return null;
  }

  #put(entry: QueuedImport): void {
    this.#byPath.set(entry.path, entry);
    if (entry.state === 'waiting' || entry.state === 'running') this.#atWork.add(entry.path);
    else this.#atWork.delete(entry.path);
    this.#timer ??= setTimeout(() => this.show(), SHOW_MS);
  }

  /** Makes the list anew. */
  show(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const entries = [...this.#byPath.values()];
    this.entries = STATES.flatMap((state) => entries.filter((entry) => entry.state === state));
  }

  async cancel(path: string | null): Promise<void> {
    try {
      await this.#client.call('cancel_import', { path });
    } catch (thrown) {
      this.#onError(thrown);
    }
  }

  async retry(path: string): Promise<void> {
    const entry = this.#byPath.get(path);
    if (!entry) return;
    this.#put({ ...begun(path), fileName: entry.fileName });
    try {
      await this.#client.call('import_files', { paths: [path] });
    } catch (thrown) {
      this.#put(entry);
      this.#onError(thrown);
    }
  }

  clearFinished(): void {
    for (const [path, { state }] of this.#byPath) {
      if (state !== 'running' && state !== 'waiting') this.#byPath.delete(path);
    }
    this.unseenFailures = 0;
    this.show();
  }
}

function begun(path: string): QueuedImport {
  return { path, fileName: fileNameOf(path), state: 'waiting', bytes: 0, totalBytes: 0, events: 0, left: null, report: null };
}

function stateOf(error: ErrorDto | null): ImportState {
  if (error === null) return 'done';
  return error.code === 'cancelled' ? 'cancelled' : 'failed';
}

/** How far all imports are together, 0 to 1; null while it is not known. */
export function importedPart(imports: readonly QueuedImport[]): number | null {
  const total = imports.reduce((sum, running) => sum + running.totalBytes, 0);
  if (total === 0 || imports.some((running) => running.totalBytes === 0)) return null;
  return Math.min(1, imports.reduce((sum, running) => sum + running.bytes, 0) / total);
}

/** Bytes a second, from what remains; null while nothing can be said. */
export function rateOf({ bytes, totalBytes, left }: QueuedImport): number | null {
  if (left === null || left <= 0 || totalBytes <= bytes) return null;
  return ((totalBytes - bytes) / left) * 1_000_000;
}
