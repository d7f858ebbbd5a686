import type { PageVisitDto, TimelineDto } from '../ipc/generated/bindings';
import { formatClock, formatDuration, formatLength } from '../shared/formatTime';
import { micros, type Micros } from '../shared/units';
import { clusterReach, clustersOf, spansOf, type Cluster, type Span } from './clusters';
import { isInLane, type LaneRow, type PinnedLane } from './laneRows';
import { markIndex, type MarkIndex } from './markIndex';
import { BAR_STEP, FIGURE, IDLE_TEXT, JOIN, TEXT_GAP, TICK_ROOM } from './markSizes';
import { addressPath, visitAt } from './pageNames';
import { microsPerPx, tickStep, tickTimes, xFromTime, type TimeScale } from './timeScale';

/** What is made once of a timeline that arrived, whatever part of it is then looked at. */
export interface TimelineModel {
  readonly timeline: TimelineDto;
  readonly index: MarkIndex;
  /** Changes before each bin, and after the last. */
  readonly changes: Float64Array;
}

export interface Tick {
  readonly x: number;
  readonly label: string;
}

export interface Stretch {
  readonly x: number;
  readonly end: number;
  readonly label: string;
}

export interface MarkLane {
  readonly row: LaneRow;
  readonly clusters: readonly Cluster[];
  readonly spans: readonly Span[];
}

/** Everything that is drawn for one view, in pixels. */
export interface LaneLayout {
  readonly scale: TimeScale;
  readonly rows: readonly LaneRow[];
  readonly ticks: readonly Tick[];
  /** Middle of the first bar; the others follow at equal steps. */
  readonly densityX: number;
  /** Between 0 and 1, already on the square-root scale. */
  readonly density: Float32Array;
  readonly idle: readonly Stretch[];
  /** Times without a picture. */
  readonly missing: readonly Stretch[];
  readonly lanes: readonly MarkLane[];
  /** What a person pinned. */
  readonly pinned: readonly PinnedStretches[];
  readonly navigations: readonly number[];
  readonly pages: readonly Stretch[];
  /** Where the part begins that is not imported yet. */
  readonly pendingX: number | null;
  readonly matchX: number | null;
}

export interface PinnedStretches {
  readonly row: LaneRow;
  readonly stretches: readonly { readonly x: number; readonly end: number }[];
}

export interface LayoutRequest {
  readonly scale: TimeScale;
  readonly rows: readonly LaneRow[];
  readonly idleThreshold: Micros;
  /** Null where all of it is there. */
  readonly watermark: Micros | null;
  readonly match: Micros | null;
  readonly pinned: readonly PinnedLane[];
}

/** A page's address is not begun to be written in less than this. */
const NARROWEST_PAGE = 40;

export function timelineModel(timeline: TimelineDto): TimelineModel {
  const { counts } = timeline.activity;
  const changes = new Float64Array(counts.length + 1);
  counts.forEach((count, bin) => (changes[bin + 1] = (changes[bin] ?? 0) + count));
  return { timeline, index: markIndex(timeline.marks), changes };
}

export function laneLayout(model: TimelineModel, request: LayoutRequest): LaneLayout {
  const { scale, rows } = request;
  const lanes = rows
    .filter((row) => row.id !== 'ruler' && row.id !== 'change' && !row.id.startsWith('pinned:'))
    .map((row) => markLane(model.index, row, scale));
  const navigations = clustersOf(
    model.index.filter((series) => series.kind === 'navigation'),
    scale,
  );
  return {
    scale,
    rows,
    lanes,
    pinned: pinnedOf(rows, request.pinned, scale, model.timeline.duration),
    ticks: ticksOf(scale, model.timeline.duration),
    ...densityOf(model, scale),
    idle: idleOf(model.timeline.idle, scale, request.idleThreshold),
    missing: idleOf(model.timeline.missing, scale, micros(0)),
    navigations: navigations.map((cluster) => cluster.x),
    pages: pagesOf(lanes, model.timeline.visits, scale),
    pendingX: request.watermark === null ? null : xFromTime(scale, request.watermark),
    matchX: request.match === null ? null : xFromTime(scale, request.match),
  };
}

/** Intervals that touch on the screen are drawn as one. */
function pinnedOf(rows: readonly LaneRow[], pinned: readonly PinnedLane[], scale: TimeScale, duration: number): PinnedStretches[] {
  return pinned.flatMap(({ id, spans }) => {
    const row = rows.find((candidate) => candidate.id === id);
    if (!row) return [];
    const stretches: { x: number; end: number }[] = [];
    for (const { from, until } of spans) {
      const to = until ?? duration;
      if (to < scale.from) continue;
      if (from > scale.to) break;
      const x = Math.max(scale.left, xFromTime(scale, from));
      const end = Math.min(scale.left + scale.width, Math.max(x + 1, xFromTime(scale, to)));
      const last = stretches.at(-1);
      if (last && x - last.end < 1) last.end = Math.max(last.end, end);
      else stretches.push({ x, end });
    }
    return [{ row, stretches }];
  });
}

function markLane(index: MarkIndex, row: LaneRow, scale: TimeScale): MarkLane {
  const series = index.filter((candidate) => isInLane(candidate.kind, row.id));
  return { row, clusters: clustersOf(series, scale), spans: spansOf(series, scale) };
}

export function ticksOf(scale: TimeScale, duration: number): Tick[] {
  const step = tickStep(scale, TICK_ROOM);
  const longest = micros(Math.max(duration, scale.to));
  const label = (at: Micros) => (step < 1_000_000 ? formatClock(at, longest) : formatLength(at, longest));
  return tickTimes(scale, step).map((at) => ({ x: xFromTime(scale, at), label: label(at) }));
}

/**
 * Bars stand at fixed moments, so that they move with the view and do not shimmer; their height is relative to the
 * highest bar of the whole recording at this zoom, so that it does not change while the view is moved.
 */
export function densityOf(model: TimelineModel, scale: TimeScale): { densityX: number; density: Float32Array } {
  const step = BAR_STEP * microsPerPx(scale);
  const { bin, counts } = model.timeline.activity;
  const first = Math.floor(scale.from / step);
  const last = Math.ceil(scale.to / step);
  const density = new Float32Array(Math.max(0, last - first));
  const densityX = xFromTime(scale, (first + 0.5) * step);
  if (counts.length === 0 || bin <= 0) return { densityX, density };
  const within = (from: number, to: number) => changesBefore(model, to / bin) - changesBefore(model, from / bin);
  let peak = 0;
  if (step <= bin) {
    for (const count of counts) peak = Math.max(peak, (count * step) / bin);
  } else {
    const end = counts.length * bin;
    for (let from = 0; from < end; from += step) peak = Math.max(peak, within(from, from + step));
  }
  if (peak <= 0) return { densityX, density };
  for (let place = 0; place < density.length; place += 1) {
    const from = (first + place) * step;
    density[place] = Math.min(1, Math.sqrt(within(from, from + step) / peak));
  }
  return { densityX, density };
}

function changesBefore(model: TimelineModel, position: number): number {
  const { changes } = model;
  const clamped = Math.min(Math.max(position, 0), changes.length - 1);
  const whole = Math.floor(clamped);
  const before = changes[whole] ?? 0;
  return before + ((changes[whole + 1] ?? before) - before) * (clamped - whole);
}

export function idleOf(idle: TimelineDto['idle'], scale: TimeScale, threshold: Micros): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [from, to] of idle) {
    if (to < scale.from || to - from < threshold) continue;
    if (from > scale.to) break;
    const x = Math.max(scale.left, xFromTime(scale, from));
    const end = Math.min(scale.left + scale.width, xFromTime(scale, to));
    const last = stretches.at(-1);
    if (last && x - last.end < JOIN && last.label === '') {
      stretches[stretches.length - 1] = { x: last.x, end, label: '' };
      continue;
    }
    stretches.push({ x, end, label: idleLabel(to - from, end - x) });
  }
  return stretches;
}

function idleLabel(lasts: number, width: number): string {
  if (width < IDLE_TEXT) return '';
  const length = formatDuration(micros(lasts));
  const fits = (label: string) => (label.length + 1) * FIGURE <= width;
  return [`idle ${length}`, length].find(fits) ?? '';
}

/** The address of each page in the lane of pages, as far as there is room up to the next sign. */
function pagesOf(lanes: readonly MarkLane[], visits: readonly PageVisitDto[], scale: TimeScale): Stretch[] {
  const lane = lanes.find((candidate) => candidate.row.id === 'navigation');
  if (!lane || visits.length === 0) return [];
  const right = scale.left + scale.width;
  const pages: Stretch[] = [];
  const add = (at: number, x: number, limit: number) => {
    const visit = visitAt(visits, at);
    const end = Math.min(limit, right);
    if (!visit || end - x < NARROWEST_PAGE) return;
    pages.push({ x, end, label: addressPath(visit.href) });
  };
  const inView = lane.clusters.filter((cluster) => cluster.x >= scale.left);
  // The page that the view begins on.
  add(scale.from, scale.left + TEXT_GAP, (inView[0]?.x ?? Infinity) - clusterReach(1));
  inView.forEach((cluster, place) => {
    const next = inView[place + 1]?.x ?? Infinity;
    add(cluster.until, cluster.x + clusterReach(cluster.count), next - clusterReach(1));
  });
  return pages;
}
