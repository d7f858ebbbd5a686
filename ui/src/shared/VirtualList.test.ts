import { render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, it, vi } from 'vitest';
import { fireEvent } from '@testing-library/svelte';
import { cssPx } from './units';
import VirtualList from './VirtualList.svelte';

function show(count: number) {
  const onactivate = vi.fn();
  const onmove = vi.fn();
  const row = createRawSnippet((index: () => number) => ({ render: () => `<span>row ${index()}</span>` }));
  render(VirtualList, { count, rowHeight: cssPx(20), label: 'Things', row, onactivate, onmove });
  return { list: screen.getByRole('list', { name: 'Things' }), onactivate, onmove };
}

it('makes a few rows of very many, and tells how many there are', () => {
  show(100_000);
  const rows = screen.getAllByRole('listitem');
  expect(rows.length).toBeLessThan(100);
  expect(rows[0]?.getAttribute('aria-setsize')).toBe('100000');
});

it('moves by key and activates by Enter', async () => {
  const { list, onmove, onactivate } = show(30);
  for (const key of ['ArrowDown', 'ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home']) await fireEvent.keyDown(list, { key });
  expect(onmove.mock.calls.map(([index]) => index as number)).toEqual([0, 1, 29, 29, 28, 0]);
  await fireEvent.keyDown(list, { key: 'Enter' });
  expect(onactivate.mock.calls.map(([index]) => index as number)).toEqual([0]);
});

it('activates the row that is clicked', async () => {
  const { onactivate } = show(5);
  await fireEvent.click(screen.getByText('row 3'));
  expect(onactivate.mock.calls.map(([index]) => index as number)).toEqual([3]);
});
