import { expect, it } from 'vitest';
import type { RecordingRowDto } from '../ipc/generated/bindings';
import { filterRows, importedPart } from './libraryController.svelte';

const rows = ['shop.example checkout.json', 'shop.example login.json', 'bank.example login.json'].map((text) => {
  const [site = '', fileName = ''] = text.split(' ');
  return { site, fileName, href: `https://${site}/`, title: null } as RecordingRowDto;
});

it.each([
  ['', 3],
  ['shop', 2],
  ['LOGIN shop', 1],
  ['nowhere', 0],
])('the filter "%s" leaves %d', (filter, count) => {
  expect(filterRows(rows, filter)).toHaveLength(count);
});

it('adds up imports, and knows no part while one of them does not', () => {
  expect(importedPart([{ path: 'a', bytes: 1, totalBytes: 2, events: 0, left: null }, { path: 'b', bytes: 0, totalBytes: 2, events: 0, left: null }])).toBe(0.25);
  expect(importedPart([{ path: 'a', bytes: 1, totalBytes: 2, events: 0, left: null }, { path: 'b', bytes: 5, totalBytes: 0, events: 0, left: null }])).toBeNull();
  expect(importedPart([])).toBeNull();
});
