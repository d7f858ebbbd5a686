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

it('keeps what was found while a query cannot be read, and says why after a pause', async () => {
  const { host, search, found } = setUp();
  search.type('cart');
  await vi.advanceTimersByTimeAsync(200);
  host.answer('search', () => {
    throw { code: 'query', happened: 'Unclosed', advice: 'Close it', path: null, column: [6, 1] };
  });
  search.type('cart (');
  await vi.advanceTimersByTimeAsync(300);
  expect([found(), search.trouble.shown, search.hasFailed]).toEqual([['cart'], null, false]);
  await vi.advanceTimersByTimeAsync(400);
  expect(search.trouble.shown?.column).toEqual([6, 1]);
});

it('goes back through the recent searches, and forgets where it was when something is typed', async () => {
  const { host, search } = setUp();
  host.answer('searches', () => ({ saved: [{ name: 'two', query: 'two' }], recent: ['one', 'two'] }));
  await search.start();
  const texts: string[] = [];
  while (search.recall()) texts.push(search.text);
  expect([texts, search.isRecalling, search.isSaved]).toEqual([['one', 'two'], true, true]);
  search.type('x');
  expect([search.isRecalling, search.recall(), search.text]).toEqual([false, true, 'one']);
});

it('saves, forgets and uses the text as it stands', async () => {
  const { host, search } = setUp();
  for (const name of ['search_save', 'search_forget', 'search_used']) host.answer(name, () => ({}));
  host.answer('searches', () => ({ saved: [], recent: [] }));
  search.type(' cart ');
  await search.save();
  await search.used();
  await search.forget('cart');
  const asked = host.calls.filter(({ name }) => name.startsWith('search_')).map(({ request }) => request);
  expect(asked).toEqual([{ name: 'cart', query: 'cart' }, { query: 'cart' }, { name: 'cart' }]);
});
