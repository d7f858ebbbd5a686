import { expect, it } from 'vitest';
import { MemoryHost } from '../host/memory/memoryHost';
import { Client } from '../ipc/client';
import { ElementSearch } from './elementSearch.svelte';

function setUp(keys: number[]) {
  const host = new MemoryHost({ element_search: () => ({ by: 'CSS selector', keys }) });
  const search = new ElementSearch(new Client(host), 1);
  search.text = ' .row ';
  return { host, search };
}

it('goes through what is found, round and round, both ways', async () => {
  const { search } = setUp([4, 9, 12]);
  expect(await search.step(true)).toBe(4);
  expect(await search.step(true)).toBe(9);
  expect(await search.step(false)).toBe(4);
  expect(await search.step(false)).toBe(12);
  expect([search.place, search.by]).toEqual([2, 'CSS selector']);
});

it('begins anew with another text, and goes on where the page has changed', async () => {
  const { host, search } = setUp([4, 9, 12]);
  await search.step(true);
  await search.step(true);
  host.answer('element_search', () => ({ by: 'text', keys: [1, 9, 30] }));
  expect(await search.step(true)).toBe(30);
  search.text = 'other';
  expect(await search.step(true)).toBe(1);
});

it('says what is wrong, and nothing where nothing is asked', async () => {
  const { host, search } = setUp([]);
  expect([await search.step(true), search.place]).toEqual([null, -1]);
  host.answer('element_search', () => {
    throw { code: 'query', happened: 'The bracket is not closed, at character 4', advice: '', path: null };
  });
  await search.step(true);
  expect(search.failure).toContain('character 4');
  search.text = '';
  await search.step(true);
  expect([search.failure, search.by]).toEqual([null, '']);
});
