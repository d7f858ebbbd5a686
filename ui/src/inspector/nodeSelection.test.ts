import { expect, it } from 'vitest';
import { NodeSelection } from './nodeSelection.svelte';

it('keeps a node while its page is away, and does not take another page’s node for it', () => {
  const selection = new NodeSelection();
  selection.page = 1;
  selection.select(7);
  selection.page = 2;
  expect([selection.selected, selection.isElsewhere]).toEqual([null, true]);
  selection.page = 1;
  expect([selection.selected, selection.isElsewhere]).toEqual([7, false]);
  selection.select(null);
  selection.page = 2;
  expect([selection.selected, selection.isElsewhere]).toEqual([null, false]);
});
