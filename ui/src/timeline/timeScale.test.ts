import { describe, expect, it } from 'vitest';
import { cssPx, micros, microsFromSeconds } from '../shared/units';
import {
  coversAll,
  pan,
  rangeAround,
  SHORTEST_VIEW,
  tickStep,
  tickTimes,
  timeFromX,
  timeScale,
  wholeRange,
  xFromTime,
  zoomAround,
  type TimeRange,
} from './timeScale';

const seconds = (from: number, to: number): TimeRange => [microsFromSeconds(from), microsFromSeconds(to)];
const scaleOf = (range: TimeRange, width = 1000) => timeScale(range, cssPx(8), cssPx(width));

describe('time and pixels', () => {
  it('are each other’s inverse', () => {
    const scale = scaleOf(seconds(10, 20));
    expect(xFromTime(scale, microsFromSeconds(10))).toBe(8);
    expect(xFromTime(scale, microsFromSeconds(20))).toBe(1008);
    for (const x of [8, 9.5, 500, 1008]) expect(xFromTime(scale, timeFromX(scale, x))).toBeCloseTo(x, 2);
  });

  it('have an axis even where a recording has no length', () => {
    const scale = scaleOf(wholeRange(micros(0)));
    expect(xFromTime(scale, micros(0))).toBe(8);
    expect(timeFromX(scale, 1008)).toBe(SHORTEST_VIEW);
  });

  it('do not divide by a width of zero', () => {
    expect(Number.isFinite(xFromTime(scaleOf(seconds(0, 1), 0), microsFromSeconds(1)))).toBe(true);
  });
});

describe('a zoom', () => {
  const whole = seconds(0, 3600);

  it('keeps the moment under the pointer where it is', () => {
    const before = scaleOf(seconds(1000, 2000));
    const around = timeFromX(before, 300);
    const after = scaleOf(zoomAround(seconds(1000, 2000), whole, around, 0.5));
    expect(xFromTime(after, around)).toBeCloseTo(300, 1);
    expect(after.to - after.from).toBe(500_000_000);
  });

  it('never shows more than there is, nor less than a person can use', () => {
    expect(zoomAround(whole, whole, microsFromSeconds(9), 10)).toEqual(whole);
    const close = zoomAround(seconds(0, 1), whole, micros(0), 1e-9);
    expect(close[1] - close[0]).toBe(SHORTEST_VIEW);
  });

  it('stops at both ends when it is moved', () => {
    expect(pan(seconds(10, 20), whole, -1e12)).toEqual(seconds(0, 10));
    expect(pan(seconds(10, 20), whole, 1e12)).toEqual(seconds(3590, 3600));
    expect(coversAll(pan(whole, whole, 1e9), whole)).toBe(true);
  });

  it('leaves room around a range and stays inside', () => {
    expect(rangeAround(seconds(100, 110), whole, 0.5)).toEqual(seconds(95, 115));
    expect(rangeAround(seconds(0, 10), whole, 0.5)).toEqual(seconds(0, 20));
    expect(rangeAround([micros(5), micros(5)], whole, 0.5)).toEqual([0, SHORTEST_VIEW]);
  });
});

describe('ticks', () => {
  it('take the first round step that leaves room for a label', () => {
    const check = (range: TimeRange, expected: number) => expect(tickStep(scaleOf(range), 88)).toBe(expected);
    check(seconds(0, 5), 500_000);
    check(seconds(0, 22), 2_000_000);
    check(seconds(0, 3600), 600_000_000);
    check(seconds(0, 40 * 86_400), 4 * 86_400_000_000);
    check([micros(0), SHORTEST_VIEW], 1000);
  });

  it('stand at whole steps inside the view', () => {
    expect(tickTimes(scaleOf(seconds(3, 9)), microsFromSeconds(2))).toEqual([4, 6, 8].map(microsFromSeconds));
  });
});
