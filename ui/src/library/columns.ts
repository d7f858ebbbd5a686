import type { LibrarySortDto } from '../ipc/generated/bindings';
import type { CssPx } from '../shared/units';

export type ColumnId = 'page' | 'person' | 'browser' | 'tags' | 'activity' | 'errors' | 'length' | 'when';

export interface Column {
  id: ColumnId;
  label: string;
  /** The order that a click on its head asks for; null where it has none. */
  sort: LibrarySortDto | null;
  /** In CSS pixels; the page takes what remains. */
  width: number;
  /** Numbers end at the right. */
  isNumber?: boolean;
  /** The higher, the sooner it goes where there is no room; 0 stays. */
  drops: number;
}

/** Before the second line ends: what stands beside these has the height of both lines. */
export const LEAD: readonly ColumnId[] = ['page', 'person', 'browser'];

export const COLUMNS: readonly Column[] = [
  { id: 'page', label: 'Site and page', sort: 'site', width: 0, drops: 0 },
  { id: 'person', label: 'Person', sort: 'person', width: 144, drops: 3 },
  { id: 'browser', label: 'Browser, system', sort: 'browser', width: 136, drops: 5 },
  { id: 'tags', label: 'Tags', sort: null, width: 112, drops: 4 },
  { id: 'activity', label: 'Activity', sort: 'events', width: 128, drops: 2 },
  { id: 'errors', label: 'Errors', sort: 'errors', width: 64, isNumber: true, drops: 1 },
  { id: 'length', label: 'Length', sort: 'duration', width: 64, isNumber: true, drops: 0 },
  { id: 'when', label: 'When', sort: 'start', width: 104, isNumber: true, drops: 0 },
];

/** What site and page need at least. */
const LEAST_PAGE = 220;

/** The columns that fit, the less telling ones dropped first. */
export function columnsFor(width: CssPx): readonly Column[] {
  let shown = COLUMNS;
  const needs = () => shown.reduce((sum, column) => sum + column.width, LEAST_PAGE);
  while (width > 0 && needs() > width) {
    const next = Math.max(...shown.map((column) => column.drops));
    if (next === 0) break;
    shown = shown.filter((column) => column.drops !== next);
  }
  return shown;
}

/** The tracks of the grid that heads and rows share. */
export function tracksOf(columns: readonly Column[]): string {
  return columns.map(({ width }) => (width === 0 ? 'minmax(0, 1fr)' : `${width}px`)).join(' ');
}
