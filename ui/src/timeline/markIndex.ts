import type { MarkDto, MarkKindDto } from '../ipc/generated/bindings';

/** Gravest first: where several marks share a place, this decides whose shape is drawn. */
export const GRAVITY: readonly MarkKindDto[] = [
  'error',
  'failedRequest',
  'rage',
  'dead',
  'friction',
  'warning',
  'navigation',
  'click',
  'touch',
  'input',
  'scroll',
  'note',
  'request',
  'viewport',
  'console',
  'other',
];

/**
 * Marks of one kind and one order of length, in order of time. Everything that is drawn is found in here by binary
 * search, so that a picture of a million marks costs what a picture of a hundred does.
 */
export interface Series {
  readonly kind: MarkKindDto;
  /** Every mark in here lasts at least this long (µs); zero for moments. */
  readonly shortest: number;
  readonly at: Float64Array;
  /** The latest end of this mark and all before it. */
  readonly reach: Float64Array;
  /** Place of the mark in the list it came from. */
  readonly index: Uint32Array;
}

/** Ordered by gravity, then by length. */
export type MarkIndex = readonly Series[];

const ORDERS = 64;

export function markIndex(marks: readonly MarkDto[]): MarkIndex {
  const sizes = new Map<number, number>();
  const slots = new Uint16Array(marks.length);
  marks.forEach((mark, place) => {
    const slot = slotOf(mark);
    slots[place] = slot;
    sizes.set(slot, (sizes.get(slot) ?? 0) + 1);
  });
  const filled = new Map<number, { series: Series; length: number }>();
  for (const [slot, size] of sizes) filled.set(slot, { series: emptySeries(slot, size), length: 0 });
  marks.forEach((mark, place) => {
    const entry = filled.get(slots[place] ?? 0);
    if (!entry) return;
    const { series, length } = entry;
    series.at[length] = mark.at;
    series.reach[length] = Math.max(mark.until, mark.at, length > 0 ? (series.reach[length - 1] ?? 0) : mark.at);
    series.index[length] = place;
    entry.length += 1;
  });
  return [...filled.entries()].sort(([a], [b]) => a - b).map(([, entry]) => entry.series);
}

/** First place whose value is not below `value`. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many marks begin in [from, to). */
export function countWithin(series: Series, from: number, to: number): number {
  return lowerBound(series.at, to) - lowerBound(series.at, from);
}

export function countOfKind(index: MarkIndex, kind: MarkKindDto, from: number, to: number): number {
  let count = 0;
  for (const series of index) if (series.kind === kind) count += countWithin(series, from, to);
  return count;
}

function slotOf(mark: MarkDto): number {
  const lasts = mark.until - mark.at;
  const order = lasts < 1 ? 0 : Math.min(ORDERS - 1, Math.floor(Math.log2(lasts)) + 1);
  return GRAVITY.indexOf(mark.kind) * ORDERS + order;
}

function emptySeries(slot: number, size: number): Series {
  const order = slot % ORDERS;
  return {
    kind: GRAVITY[Math.floor(slot / ORDERS)] ?? 'other',
    shortest: order === 0 ? 0 : 2 ** (order - 1),
    at: new Float64Array(size),
    reach: new Float64Array(size),
    index: new Uint32Array(size),
  };
}
