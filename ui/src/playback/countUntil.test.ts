// @vitest-environment node
import { expect, it } from 'vitest';
import { countUntil } from './countUntil';

it.each([
  [-1, 0],
  [0, 1],
  [5, 3],
  [6, 3],
  [9, 4],
])('counts what is at or before %d: %d', (at, count) => {
  const ordered = [0, 5, 5, 7].map((time) => ({ at: time }));
  expect(countUntil(ordered, at)).toBe(count);
  expect(countUntil([], at)).toBe(0);
});
