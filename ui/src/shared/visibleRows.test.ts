// @vitest-environment node
import { expect, it } from 'vitest';
import { cssPx } from './units';
import { visibleRows } from './visibleRows';

function check(scrollTop: number, height: number, count: number): { first: number; last: number } {
  const { first, count: shown } = visibleRows(cssPx(scrollTop), cssPx(height), cssPx(20), count);
  return { first, last: first + shown - 1 };
}

it('asks for what is visible and a little more, however long the list is', () => {
  expect(check(0, 200, 100_000)).toEqual({ first: 0, last: 18 });
  expect(check(1_000_000, 200, 100_000)).toEqual({ first: 49_992, last: 50_018 });
  expect(check(2_000_000, 200, 100_000).last).toBe(99_999);
});

it('shows the end of a list that became shorter than the scroll position', () => {
  expect(check(5000, 200, 30)).toEqual({ first: 11, last: 29 });
  expect(check(5000, 200, 0)).toEqual({ first: 0, last: -1 });
});
