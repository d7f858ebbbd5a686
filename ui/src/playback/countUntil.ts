/** How many of these, ordered by time, are at or before a time. */
export function countUntil(ordered: readonly { at: number }[], at: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = ordered[middle];
    if (item && item.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
