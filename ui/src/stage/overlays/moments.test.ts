import { describe, expect, it } from 'vitest';
import type { ConsoleLineDto, PointerDto, PressDto } from '../../ipc/generated/bindings';
import { recentLines, rippleKind, rippleProgress, touchStrength, trailStrokes } from './moments';

const SECOND = 1_000_000;
const pointer = (at: number): PointerDto => ({ at, x: at, y: 0, target: null, kind: 'mouse' });
const press = (kind: PressDto['kind'], at = 0): PressDto => ({ at, x: 0, y: 0, target: null, kind });
const line = (at: number): ConsoleLineDto => ({
  at,
  tab: 0,
  level: 'log',
  method: 'log',
  text: String(at),
  args: [],
  trace: [],
  uncaught: false,
});

describe('console lines', () => {
  const at = (lines: number[], now: number) =>
    recentLines(lines.map((second) => line(second * SECOND)), now * SECOND).map(
      ({ index, strength }) => `${index}:${strength}`,
    );

  it('are those of the last four seconds, fading over the last of them', () => {
    expect(at([0, 1, 2.5, 5, 6], 5)).toEqual(['2:1', '3:1']);
    expect(at([1.5, 2], 5)).toEqual(['0:0.5', '1:1']);
    expect(at([], 5)).toEqual([]);
  });

  it('are six at most, the newest last', () => {
    expect(at([3, 3, 3, 3, 4, 4, 4, 4], 5)).toEqual(['2:1', '3:1', '4:1', '5:1', '6:1', '7:1']);
  });
});

describe('a press', () => {
  it('leaves a ripple by its kind', () => {
    const kinds = (['click', 'contextMenu', 'doubleClick', 'touchStart', 'down', 'up'] as const).map((kind) => rippleKind(press(kind)));
    expect(kinds).toEqual(['left', 'right', 'double', 'touch', null, null]);
  });

  it('is drawn for 400 ms of the recording', () => {
    const progress = (micros: number) => rippleProgress(press('click', 100), 100 + micros);
    expect([progress(-1), progress(0), progress(200_000), progress(400_000), progress(400_001)]).toEqual([null, 0, 0.5, 1, null]);
  });
});

describe('the trail', () => {
  it('is drawn in strokes that meet, the newest strongest', () => {
    const strokes = trailStrokes([0, 0.1, 0.5, 0.95, 1].map((second) => pointer(second * SECOND)), SECOND);
    expect(strokes.map(({ points }) => points.map(({ at }) => at / SECOND))).toEqual([
      [0, 0.1, 0.5],
      [0.5, 0.95],
      [0.95, 1],
    ]);
    expect(strokes.map(({ strength }) => strength)).toEqual([1 / 6, 4 / 6, 1]);
  });

  it('needs two points within the last second', () => {
    expect(trailStrokes([pointer(0), pointer(3 * SECOND)], 3 * SECOND)).toEqual([]);
  });
});

it('a touch fades when the finger no longer moves', () => {
  expect([0, 300_000, 900_000].map((later) => touchStrength(pointer(0), later))).toEqual([1, 0.5, 0]);
});
