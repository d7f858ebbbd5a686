// @vitest-environment node
import { expect, it } from 'vitest';
import { cssPx } from '../shared/units';
import { columnsFor, tracksOf } from './columns';

it.each([
  [1680, 'page person browser tags activity errors length when'],
  [880, 'page person tags activity errors length when'],
  [720, 'page activity errors length when'],
  [560, 'page errors length when'],
  [200, 'page length when'],
])('shows at %d pixels: %s', (width, expected) => {
  const shown = columnsFor(cssPx(width));
  expect(shown.map(({ id }) => id).join(' ')).toBe(expected);
  expect(tracksOf(shown).split(' ').length).toBeGreaterThanOrEqual(shown.length);
});
