// @vitest-environment node
import { expect, it } from 'vitest';
import { formatClock, formatDuration, formatLength, formatSpoken, parseClock } from './formatTime';
import { micros, microsFromSeconds } from './units';

it.each([
  [192.48, 192.48, '3:12.480'],
  [3.5, 192, '0:03.500'],
  [3.5, 1200, '00:03.500'],
  [3.5, 3723, '0:00:03.500'],
  [3723, 3723, '1:02:03.000'],
  [0, 0, '0:00.000'],
  [-1, 10, '0:00.000'],
])('the clock at %d s of %d s reads %s', (at, longest, text) => {
  expect(formatClock(microsFromSeconds(at), microsFromSeconds(longest))).toBe(text);
});

it.each([
  [12_000, '12 ms'],
  [1_240_000, '1.24 s'],
  [192_480_000, '3:12.480'],
  [3_723_000_000, '1:02:03'],
])('a span of %d µs reads %s', (span, text) => {
  expect(formatDuration(micros(span))).toBe(text);
});

it('keeps the width of a length while it runs', () => {
  const lengths = [0, 59, 600, 3599, 7199].map((at) => formatLength(microsFromSeconds(at), microsFromSeconds(7200)));
  expect(new Set(lengths.map((text) => text.length)).size).toBe(1);
});

it.each([
  [192.4, '3 minutes 12 seconds'],
  [3661, '1 hour 1 minute 1 second'],
  [0, '0 seconds'],
])('%d s is spoken as %s', (at, text) => {
  expect(formatSpoken(microsFromSeconds(at))).toBe(text);
});

it.each([
  ['1:23.4', 83_400_000],
  ['1:02:03', 3_723_000_000],
  ['12.5', 12_500_000],
  ['soon', null],
])('reads %s as %s', (text, at) => {
  expect(parseClock(text)).toBe(at);
});
