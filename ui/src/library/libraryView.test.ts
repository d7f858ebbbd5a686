import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MemoryHost } from '../host/memory/memoryHost';
import { Client } from '../ipc/client';
import type { ErrorDto, LibraryViewRequestDto } from '../ipc/generated/bindings';
import { LibraryView } from './libraryView.svelte';

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => vi.useRealTimers());

const NO_QUERY: ErrorDto = { code: 'query', happened: 'No such status', advice: 'Write a number', path: null, column: [8, 3] };
const GONE: ErrorDto = { code: 'notNow', happened: 'Gone', advice: 'Ask again', path: null };

/** A library of 250 recordings; a query leaves as many as it has letters. */
function setUp() {
  let views = 0;
  const counts = new Map<number, number>();
  const host = new MemoryHost({
    library_view: (request) => {
      const { query, hidden } = request as LibraryViewRequestDto;
      if (query.startsWith('status:')) throw NO_QUERY;
      views += 1;
      const count = query === '' ? 250 - hidden.length : query.length;
      counts.set(views, count);
      return { view: views, recordings: count, all: 250 - hidden.length, entries: count, groups: [] };
    },
    library_page: (request) => {
      const { view, first, count } = request as { view: number; first: number; count: number };
      return Array.from({ length: count }, (_, offset) => ({ id: `${view}:${first + offset}` }));
    },
    library_ids: () => ['a', 'b'],
  });
  const errors: unknown[] = [];
  const replaced = vi.fn();
  const hidden: string[] = [];
  const view = new LibraryView(new Client(host), { hidden: () => hidden, onError: (thrown) => errors.push(thrown), onReplaced: replaced });
  const asked = () => host.calls.filter(({ name }) => name === 'library_view').map(({ request }) => request as LibraryViewRequestDto);
  return { host, view, errors, replaced, hidden, asked, settle: (ms = 400) => vi.advanceTimersByTimeAsync(ms) };
}

it('shows an order together with its first rows', async () => {
  const { view, replaced } = setUp();
  const seen: unknown[] = [];
  replaced.mockImplementation(() => seen.push([view.lines, view.rowAt(0)?.id]));
  await view.refresh();
  expect(seen).toEqual([[250, '1:0']]);
  expect([view.isLoaded, view.all, view.answered]).toEqual([true, 250, '']);
});

it('asks once for what is typed quickly', async () => {
  const { view, asked, settle } = setUp();
  for (const query of ['c', 'ca', 'cart ']) view.type(query);
  await settle();
  expect(asked().map(({ query }) => query)).toEqual(['cart']);
  expect([view.answered, view.recordings]).toEqual(['cart', 4]);
});

it('never shows the answer to an older question', async () => {
  const { host, view, settle } = setUp();
  const waiting: (() => void)[] = [];
  const answer = (count: number) => ({ view: count, recordings: count, all: 9, entries: count, groups: [] });
  host.answer('library_view', (request) => {
    const { query } = request as LibraryViewRequestDto;
    return new Promise((resolve) => waiting.push(() => resolve(answer(query.length))));
  });
  view.type('a');
  await settle();
  view.type('abc');
  await settle();
  waiting[0]?.();
  await settle(1);
  expect(view.answered).toBe('');
  waiting[1]?.();
  await settle(1);
  expect([view.answered, view.recordings]).toEqual(['abc', 3]);
});

it('keeps the rows of before while a query cannot be read, and says why only after a pause', async () => {
  const { view, errors, settle } = setUp();
  await view.refresh();
  view.type('status:abc');
  await settle(300);
  expect([view.trouble.shown, view.lines]).toEqual([null, 250]);
  await settle(400);
  expect(view.trouble.shown?.column).toEqual([8, 3]);
  view.type('status');
  expect(view.trouble.shown).toBeNull();
  await settle(1000);
  expect([view.trouble.shown, view.lines, errors]).toEqual([null, 6, []]);
});

it('says why at once when asked with Enter', async () => {
  const { view } = setUp();
  view.type('status:x');
  await view.settle();
  expect(view.trouble.shown?.happened).toBe('No such status');
});

it('answers a swarm of news with few questions', async () => {
  const { view, asked, settle } = setUp();
  await view.refresh();
  for (let news = 0; news < 50; news += 1) {
    view.follow();
    await settle(10);
  }
  await settle();
  expect(asked().length).toBeGreaterThan(1);
  expect(asked().length).toBeLessThan(6);
});

it('asks for a new order where the engine has forgotten the old one', async () => {
  const { host, view, asked, settle, errors } = setUp();
  await view.refresh();
  host.answer('library_page', (request) => {
    if ((request as { view: number }).view === 1) throw GONE;
    return [{ id: 'new' }];
  });
  view.look(120, 30);
  await settle();
  expect(asked()).toHaveLength(2);
  expect([view.rowAt(100)?.id, errors]).toEqual(['new', []]);
});

it('sorts by a column, the other way round by the same again, and remembers it', async () => {
  const { view, asked, settle } = setUp();
  view.sortBy('errors');
  view.sortBy('errors');
  view.sortBy('site');
  await settle();
  const last = asked().at(-1);
  expect([last?.sort, last?.descending]).toEqual(['site', false]);
  const again = setUp();
  expect([again.view.sort, again.view.descending]).toEqual(['site', false]);
});

it('leaves out what is hidden', async () => {
  const { view, hidden } = setUp();
  hidden.push('x', 'y');
  await view.refresh();
  expect([view.all, view.lines]).toEqual([248, 248]);
});
