import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MemoryHost } from '../host/memory/memoryHost';
import { Client } from '../ipc/client';
import type { SearchRequestDto } from '../ipc/generated/bindings';
import { SearchController } from './searchController.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp() {
  const host = new MemoryHost({ search: (request) => [{ text: (request as SearchRequestDto).text }] });
  const search = new SearchController(new Client(host));
  const asked = () => host.calls.filter(({ name }) => name === 'search').map((call) => (call.request as SearchRequestDto).text);
  return { host, search, asked, found: () => search.hits.map((hit) => hit.text) };
}

it('asks once for what is typed quickly', async () => {
  const { search, asked, found } = setUp();
  for (const text of ['c', 'ca', 'cart ']) search.type(text);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked()).toEqual(['cart']);
  expect(found()).toEqual(['cart']);
  expect(search.answered).toBe('cart');
});

it('never replaces a newer answer by an older one', async () => {
  const { host, search, found } = setUp();
  const waiting: ((hits: unknown) => void)[] = [];
  host.answer('search', () => new Promise((resolve) => waiting.push(resolve)));
  search.type('old');
  await vi.advanceTimersByTimeAsync(200);
  search.type('new');
  await vi.advanceTimersByTimeAsync(200);
  waiting[1]?.([{ text: 'new' }]);
  await vi.advanceTimersByTimeAsync(1);
  waiting[0]?.([{ text: 'old' }]);
  await vi.advanceTimersByTimeAsync(1);
  expect(found()).toEqual(['new']);
});

it('answers at once when asked to, and forgets what was cleared', async () => {
  const { search, asked, found } = setUp();
  search.type('cart');
  await search.settle();
  expect(found()).toEqual(['cart']);
  search.clear();
  await vi.advanceTimersByTimeAsync(200);
  expect(asked()).toEqual(['cart']);
  expect(found()).toEqual([]);
});
