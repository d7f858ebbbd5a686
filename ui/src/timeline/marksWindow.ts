import type { MarkDto } from '../ipc/generated/bindings';

/** So many marks exist as elements at once. */
export const MOST_SHOWN = 200;
/** The window moves in steps, so that playing does not build it again at every mark. */
const STEP = 50;

/** Place of the last mark at or before this moment; 0 where there is none. */
export function nearestMark(marks: readonly MarkDto[], at: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((marks[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

export function marksWindow(around: number, count: number): { first: number; count: number } {
  const wanted = Math.round((around - MOST_SHOWN / 2) / STEP) * STEP;
  const first = Math.max(0, Math.min(wanted, count - MOST_SHOWN));
  return { first, count: Math.min(MOST_SHOWN, count - first) };
}
