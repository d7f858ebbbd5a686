// What of the recent past is drawn at a moment, and how strongly. All spans are of recording time: paused, nothing moves.

import type { ConsoleLineDto, PointerDto, PressDto } from '../../ipc/generated/bindings';

export const RIPPLE_MICROS = 400_000;
export const TRAIL_MICROS = 1_000_000;
export const TOUCH_MICROS = 600_000;
export const CONSOLE_MICROS = 4_000_000;
export const CONSOLE_FADE_MICROS = 1_000_000;
export const CONSOLE_MOST = 6;
/** The trail is drawn in this many strokes of rising strength. */
export const TRAIL_STEPS = 6;

export type RippleKind = 'left' | 'right' | 'double' | 'touch';

const RIPPLES: Partial<Record<PressDto['kind'], RippleKind>> = {
  click: 'left',
  contextMenu: 'right',
  doubleClick: 'double',
  touchStart: 'touch',
};

/** Null for presses that leave no ripple: going down and up are parts of a click that is reported as well. */
export function rippleKind(press: PressDto): RippleKind | null {
  return RIPPLES[press.kind] ?? null;
}

/** From 0 to 1 while a ripple is visible, else null. */
export function rippleProgress(press: PressDto, atMicros: number): number | null {
  const progress = (atMicros - press.at) / RIPPLE_MICROS;
  return progress >= 0 && progress <= 1 ? progress : null;
}

/** 1 while a finger is certainly down, falling to 0: recorders tell of it only when it moves. */
export function touchStrength(pointer: PointerDto, atMicros: number): number {
  return Math.min(Math.max(1 - (atMicros - pointer.at) / TOUCH_MICROS, 0), 1);
}

/** Points of the trail in strokes that overlap by a point, oldest and faintest first. */
export function trailStrokes(trail: readonly PointerDto[], atMicros: number): { points: PointerDto[]; strength: number }[] {
  const strokes: { points: PointerDto[]; strength: number }[] = [];
  let step = -1;
  for (const point of trail) {
    const age = (atMicros - point.at) / TRAIL_MICROS;
    if (age < 0 || age > 1) continue;
    const own = Math.min(TRAIL_STEPS - 1, Math.floor((1 - age) * TRAIL_STEPS));
    const last = strokes.at(-1);
    if (last !== undefined) last.points.push(point);
    if (last === undefined || own !== step) strokes.push({ points: [point], strength: (own + 1) / TRAIL_STEPS });
    step = own;
  }
  return strokes.filter((stroke) => stroke.points.length > 1);
}

export interface ConsoleMoment {
  /** Its place among all lines, which tells it from others. */
  readonly index: number;
  readonly line: ConsoleLineDto;
  readonly strength: number;
}

/** The newest lines before a moment, oldest first. `lines` are ordered by time. */
export function recentLines(lines: readonly ConsoleLineDto[], atMicros: number): ConsoleMoment[] {
  const recent: ConsoleMoment[] = [];
  for (let index = firstAfter(lines, atMicros) - 1; index >= 0 && recent.length < CONSOLE_MOST; index -= 1) {
    const line = lines[index];
    if (line === undefined) break;
    const left = CONSOLE_MICROS - (atMicros - line.at);
    if (left <= 0) break;
    recent.push({ index, line, strength: Math.min(1, left / CONSOLE_FADE_MICROS) });
  }
  return recent.reverse();
}

function firstAfter(lines: readonly ConsoleLineDto[], atMicros: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.at ?? Infinity) <= atMicros) low = middle + 1;
    else high = middle;
  }
  return low;
}
