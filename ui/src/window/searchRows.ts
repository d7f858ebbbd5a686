import type { Action } from '../actions/table';
import type { CompletionDto, SavedSearchDto, SearchHitDto } from '../ipc/generated/bindings';
import { messages } from '../shared/messages';

/** A row of the list under the search box. */
export type SearchRow = { key: string } & (
  | { kind: 'term'; item: CompletionDto }
  | { kind: 'saved'; saved: SavedSearchDto }
  | { kind: 'recent'; query: string }
  | { kind: 'hit'; hit: SearchHitDto }
  | { kind: 'library' }
  | { kind: 'action'; action: Action }
);

export interface RowGroup {
  name: string;
  /** Index of its first row among all rows. */
  first: number;
  rows: SearchRow[];
}

interface Known {
  text: string;
  terms: readonly CompletionDto[];
  saved: readonly SavedSearchDto[];
  recent: readonly string[];
  hits: readonly SearchHitDto[];
  actions: readonly Action[];
}

const MOST_ACTIONS = 5;
const MOST_RECENT = 6;

/** What is offered for a text: ways to write on, what was found, and the window's actions. */
export function searchGroups({ text, terms, saved, recent, hits, actions }: Known): RowGroup[] {
  const isEmpty = text.trim() === '';
  const offered: [name: string, rows: SearchRow[]][] = [
    [messages.search.terms, terms.map((item) => ({ kind: 'term', item, key: `term:${item.from}:${item.text}` }))],
    [messages.search.saved, isEmpty ? saved.map((one) => ({ kind: 'saved', saved: one, key: `saved:${one.name}` })) : []],
    [
      messages.search.recent,
      isEmpty ? recent.slice(0, MOST_RECENT).map((query) => ({ kind: 'recent', query, key: `recent:${query}` })) : [],
    ],
    [
      messages.search.hits,
      [
        ...hits.map((hit, index): SearchRow => ({ kind: 'hit', hit, key: `${index}:${hit.recording}:${hit.at}` })),
        ...(isEmpty ? [] : [{ kind: 'library', key: 'library' } as const]),
      ],
    ],
    [
      messages.search.actions,
      actions.slice(0, isEmpty ? undefined : MOST_ACTIONS).map((action) => ({ kind: 'action', action, key: action.id })),
    ],
  ];
  let first = 0;
  return offered
    .filter(([, rows]) => rows.length > 0)
    .map(([name, rows]) => {
      const group = { name, first, rows };
      first += rows.length;
      return group;
    });
}

/** The row that Enter means while none was chosen: the first thing found; never a term, which would change the query. */
export function rowMeant(rows: readonly SearchRow[]): number | null {
  for (const kind of ['hit', 'action', 'library'] as const) {
    const place = rows.findIndex((row) => row.kind === kind);
    if (place !== -1) return place;
  }
  return null;
}
