import type { MarkKindDto } from '../ipc/generated/bindings';
import { formatCountShort } from '../shared/formatNumber';
import { countWithin, lowerBound, type Series } from './markIndex';
import { CLUSTER, FIGURE, JOIN, MARK, TEXT_GAP } from './markSizes';
import { microsPerPx, xFromTime, type TimeScale } from './timeScale';

/** One sign in a lane: a mark, or several that stand closer than their signs are wide. */
export interface Cluster {
  readonly x: number;
  /** Of the first mark (µs). */
  readonly from: number;
  /** Where the last one begins (µs). */
  readonly until: number;
  readonly count: number;
  /** The gravest kind among them. */
  readonly kind: MarkKindDto;
  /** Where the gravest mark ends, if it lasts (µs). */
  readonly end: number;
  /** Place of the gravest mark in the timeline's list. */
  readonly index: number;
}

/** Typing or scrolling that lasts; what follows without a gap is joined to it. */
export interface Span {
  readonly kind: MarkKindDto;
  readonly x: number;
  readonly end: number;
  readonly from: number;
  readonly until: number;
  readonly count: number;
  readonly index: number;
}

/** Clusters are found from fixed moments this far apart, so that they stand still while the view is moved. */
const TILE = 512;
/** A count makes the sign wider, which may take in more marks and make the count wider: a few rounds settle it. */
const ROUNDS = 4;

/** Kinds that are drawn as long as they last, when that is wider than a mark. */
export function isLasting(kind: MarkKindDto): boolean {
  return kind === 'input' || kind === 'scroll' || kind === 'request' || kind === 'failedRequest' || kind === 'note';
}

export function isLong(series: Series, scale: TimeScale): boolean {
  return isLasting(series.kind) && series.shortest / microsPerPx(scale) >= CLUSTER;
}

/** Where the sign of so many marks ends, measured from its middle. */
export function clusterReach(count: number): number {
  if (count === 1) return CLUSTER;
  return MARK / 2 + TEXT_GAP + formatCountShort(count).length * FIGURE + CLUSTER / 2;
}

/** The signs of these series from left to right, a little beyond both ends of the scale included. */
export function clustersOf(index: readonly Series[], scale: TimeScale): Cluster[] {
  const all = index.filter((series) => !isLong(series, scale));
  const perPx = microsPerPx(scale);
  const tile = 2 ** Math.ceil(Math.log2(TILE * perPx));
  const clusters: Cluster[] = [];
  // A sign that begins left of the view may reach into it.
  for (let start = Math.floor(scale.from / tile - 1) * tile; start <= scale.to + CLUSTER * perPx; start += tile) {
    const end = start + tile;
    let next = firstFrom(all, start);
    let isFirst = true;
    while (next < end) {
      const { reach, count } = widen(all, next, end, perPx);
      const cluster = clusterOf(all, next, reach, count, scale);
      const last = clusters.at(-1);
      const overlaps = isFirst && last !== undefined && cluster.x - last.x < clusterReach(last.count);
      if (overlaps) clusters[clusters.length - 1] = joined(last, cluster, all, reach);
      else clusters.push(cluster);
      isFirst = false;
      next = firstFrom(all, reach);
    }
  }
  const left = scale.left - clusterReach(1_000_000);
  const right = scale.left + scale.width + MARK;
  return clusters.filter((cluster) => cluster.x >= left && cluster.x <= right);
}

/** What lasts longer than a mark is wide, per series: joined where the gap cannot be seen. */
export function spansOf(index: readonly Series[], scale: TimeScale): Span[] {
  const gap = JOIN * microsPerPx(scale);
  const spans: Span[] = [];
  for (const series of index) {
    if (!isLong(series, scale)) continue;
    // Of the marks before the view, the first whose reach comes into it.
    let place = lowerBound(series.reach, scale.from);
    while (place < series.at.length && (series.at[place] ?? 0) <= scale.to) {
      const first = place;
      let end = series.reach[first] ?? 0;
      let next = first + 1;
      for (let joins = lowerBound(series.at, end + gap); joins > next; joins = lowerBound(series.at, end + gap)) {
        next = joins;
        end = series.reach[next - 1] ?? end;
      }
      const from = series.at[first] ?? 0;
      const index = series.index[first] ?? 0;
      const ends = { x: xFromTime(scale, from), end: xFromTime(scale, end) };
      spans.push({ kind: series.kind, ...ends, from, until: end, count: next - first, index });
      place = next;
    }
  }
  return spans;
}

function widen(all: readonly Series[], from: number, tileEnd: number, perPx: number) {
  let reach = Math.min(tileEnd, from + CLUSTER * perPx);
  let count = countAll(all, from, reach);
  for (let round = 0; round < ROUNDS && count > 1; round += 1) {
    const wider = Math.min(tileEnd, from + clusterReach(count) * perPx);
    if (wider <= reach) break;
    reach = wider;
    count = countAll(all, from, reach);
  }
  // Where a pixel is shorter than a microsecond the mark itself must still be taken in.
  return { reach: Math.max(reach, from + 1), count: Math.max(1, count) };
}

function clusterOf(all: readonly Series[], from: number, reach: number, count: number, scale: TimeScale): Cluster {
  let until = from;
  let gravest: Series | undefined;
  let place = 0;
  for (const series of all) {
    const begin = lowerBound(series.at, from);
    const end = lowerBound(series.at, reach);
    if (begin >= end) continue;
    until = Math.max(until, series.at[end - 1] ?? from);
    if (!gravest) {
      gravest = series;
      place = begin;
    }
  }
  const index = gravest?.index[place] ?? 0;
  // Of one mark only: `reach` of a later one may be that of a mark before it.
  const end = count === 1 ? Math.max(from, gravest?.reach[place] ?? from) : from;
  return { x: xFromTime(scale, from), from, until, count, kind: gravest?.kind ?? 'other', end, index };
}

/** The first sign of a tile that would stand on the last sign of the tile before. */
function joined(last: Cluster, next: Cluster, all: readonly Series[], reach: number): Cluster {
  const gravest = all.find((series) => countWithin(series, last.from, reach) > 0);
  const isNext = gravest?.kind === next.kind && last.kind !== next.kind;
  const { kind, index, end } = isNext ? next : last;
  return { ...last, kind, index, end, until: next.until, count: last.count + next.count };
}

function firstFrom(all: readonly Series[], from: number): number {
  let first = Infinity;
  for (const series of all) {
    const at = series.at[lowerBound(series.at, from)];
    if (at !== undefined && at < first) first = at;
  }
  return first;
}

function countAll(all: readonly Series[], from: number, to: number): number {
  let count = 0;
  for (const series of all) count += countWithin(series, from, to);
  return count;
}
