// @vitest-environment node
import { expect, it } from 'vitest';
import { withCompletion } from './completions.svelte';
import { caretsUnder } from './queryTrouble.svelte';

it.each([
  ['status:abc x', [8, 3], ['status:', 'abc', ' x']],
  ['“a”', [4, 1], ['“a”', '', '']],
  ['🙂 (b', [3, 1], ['🙂 ', '(', 'b']],
  ['a', [9, 9], ['a', '', '']],
] as const)('marks in %j the column %j', (query, column, [before, under, after]) => {
  expect(caretsUnder(query, column)).toEqual({ before, under, after });
});

it('puts a completion where it belongs, with the cursor behind it', () => {
  const item = { from: 5, to: 8, text: 'error:', finds: '' };
  expect(withCompletion('site: err x', { ...item, from: 6, to: 9 })).toEqual({ query: 'site: error: x', cursor: 12 });
});
