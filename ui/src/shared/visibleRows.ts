import type { CssPx } from './units';

/** Rows beyond the edges that exist all the same, so that quick scrolling shows no gap. */
const MARGIN_ROWS = 8;
/** Before the list is measured (or where nothing measures, as in tests). */
const UNMEASURED_ROWS = 50;

/** Which rows of one height a scrolled list needs. */
export function visibleRows(
  scrollTop: CssPx,
  height: CssPx,
  rowHeight: CssPx,
  count: number,
): { first: number; count: number } {
  const fitting = height > 0 ? Math.ceil(height / rowHeight) + 1 : UNMEASURED_ROWS;
  const firstShown = Math.min(Math.floor(scrollTop / rowHeight), Math.max(0, count - fitting));
  const first = Math.max(0, firstShown - MARGIN_ROWS);
  const last = Math.min(count, Math.max(0, firstShown) + fitting + MARGIN_ROWS);
  return { first, count: Math.max(0, last - first) };
}
