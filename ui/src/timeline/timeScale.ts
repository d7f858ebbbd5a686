import { cssPx, micros, type CssPx, type Micros } from '../shared/units';

/** A span of the recording: from the first moment up to the second. */
export type TimeRange = readonly [Micros, Micros];

/** `from` is drawn at `left`, `to` at `left + width`. */
export interface TimeScale {
  readonly from: Micros;
  readonly to: Micros;
  readonly left: CssPx;
  readonly width: CssPx;
}

/** Nobody needs to see less than this at once, and a recording of length zero still has an axis. */
export const SHORTEST_VIEW = micros(10_000);

const TICK_STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((millis) => millis * 1000),
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1_000_000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60_000_000),
  ...[1, 2, 4, 6, 12, 24].map((hours) => hours * 3_600_000_000),
];

/** More labels than this are not drawn, whatever the length of the recording. */
const MOST_TICKS = 200;

export function wholeRange(duration: Micros): TimeRange {
  return [micros(0), micros(Math.max(duration, SHORTEST_VIEW))];
}

export function timeScale(range: TimeRange, left: CssPx, width: CssPx): TimeScale {
  return { from: range[0], to: range[1], left, width: cssPx(Math.max(1, width)) };
}

export function microsPerPx(scale: TimeScale): number {
  return Math.max(1, scale.to - scale.from) / scale.width;
}

export function xFromTime(scale: TimeScale, at: number): CssPx {
  return cssPx(scale.left + (at - scale.from) / microsPerPx(scale));
}

/** Not clamped: left of the scale lie times before `from`. */
export function timeFromX(scale: TimeScale, x: number): Micros {
  return micros(scale.from + (x - scale.left) * microsPerPx(scale));
}

/** Shows `factor` times as much as before; what stands at `around` stays where it is unless an end is reached. */
export function zoomAround(view: TimeRange, whole: TimeRange, around: Micros, factor: number): TimeRange {
  const span = view[1] - view[0];
  const wanted = clamp(span * factor, Math.min(SHORTEST_VIEW, whole[1] - whole[0]), whole[1] - whole[0]);
  const share = span > 0 ? (around - view[0]) / span : 0.5;
  return within(whole, around - share * wanted, wanted);
}

export function pan(view: TimeRange, whole: TimeRange, by: number): TimeRange {
  return within(whole, view[0] + by, view[1] - view[0]);
}

/** Shows the span with a little room on both sides, never less than the shortest view. */
export function rangeAround(range: TimeRange, whole: TimeRange, room: number): TimeRange {
  const span = Math.max(SHORTEST_VIEW, (range[1] - range[0]) * (1 + 2 * room));
  const middle = (range[0] + range[1]) / 2;
  return within(whole, middle - span / 2, Math.min(span, whole[1] - whole[0]));
}

export function orderedRange(a: Micros, b: Micros): TimeRange {
  return a <= b ? [a, b] : [b, a];
}

export function coversAll(view: TimeRange, whole: TimeRange): boolean {
  return view[0] <= whole[0] && view[1] >= whole[1];
}

/** Distance between labelled ticks: the first step of the table that leaves the wanted room for a label. */
export function tickStep(scale: TimeScale, room: number): Micros {
  const wanted = microsPerPx(scale) * room;
  const least = (scale.to - scale.from) / MOST_TICKS;
  const step = TICK_STEPS.find((candidate) => candidate >= wanted && candidate >= least);
  if (step !== undefined) return micros(step);
  const day = 86_400_000_000;
  return micros(Math.ceil(wanted / day) * day);
}

export function tickTimes(scale: TimeScale, step: Micros): Micros[] {
  const times: Micros[] = [];
  for (let at = Math.ceil(scale.from / step) * step; at <= scale.to; at += step) times.push(micros(at));
  return times;
}

function within(whole: TimeRange, from: number, span: number): TimeRange {
  const start = clamp(from, whole[0], whole[1] - span);
  return [micros(start), micros(Math.min(whole[1], start + span))];
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}
