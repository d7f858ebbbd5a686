import type { ErrorDto } from '../ipc/generated/bindings';

/** So long must nobody type: while one types, most queries are wrong for a moment. */
const PAUSE_MS = 600;

/** What is wrong with a query; shown after a pause, or at once when asked for with Enter. */
export class QueryTrouble {
  shown = $state.raw<ErrorDto | null>(null);

  #found: ErrorDto | null = null;
  #isQuiet = true;
  #timer: ReturnType<typeof setTimeout> | undefined;

  typed(): void {
    clearTimeout(this.#timer);
    this.#found = this.shown = null;
    this.#isQuiet = false;
    this.#timer = setTimeout(() => this.settle(), PAUSE_MS);
  }

  /** What the engine said of the query as it stands; null: it can be read. */
  answered(error: ErrorDto | null): void {
    this.#found = error;
    if (this.#isQuiet || error === null) this.shown = error;
  }

  settle(): void {
    clearTimeout(this.#timer);
    this.#isQuiet = true;
    this.shown = this.#found;
  }
}

/** The query and, in a line below it, carets under the columns that the error is about. */
export function caretsUnder(query: string, column: readonly [number, number]): { before: string; under: string; after: string } {
  const signs = Array.from(query);
  const from = Math.min(Math.max(0, column[0] - 1), signs.length);
  const length = Math.max(1, Math.min(column[1], signs.length - from));
  return {
    before: signs.slice(0, from).join(''),
    under: signs.slice(from, from + length).join(''),
    after: signs.slice(from + length).join(''),
  };
}
