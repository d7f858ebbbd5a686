import { expect, it } from 'vitest';
import type { QueuedImport } from './importQueue.svelte';
import { importText, rowText } from './importText';

const running = (path: string, bytes: number, left: number | null): QueuedImport => ({
  path,
  fileName: path.split('/').at(-1) ?? '',
  state: 'running',
  bytes,
  totalBytes: 10_000_000,
  events: 81_204,
  left,
  report: null,
});

it('says how much was read and what remains', () => {
  expect(importText([running('/x/a.json', 4_250_000, 3_600_000)])).toBe(
    `Importing a.json: 42 % · 4.3 MB of 10.0 MB · ${(81_204).toLocaleString()} events · about 4 s left`,
  );
  expect(importText([])).toBe('');
});

it('guesses nothing before it can, and says so when only the order is left', () => {
  expect(importText([running('/a', 1, null)])).not.toContain('left');
  expect(importText([running('/a', 10_000_000, null)])).toMatch(/100 %.*putting it in order$/);
});

it('sums up several files, and takes the longest time', () => {
  const text = importText([running('/a', 5_000_000, 300_000), running('/b', 5_000_000, 150_000_000)]);
  expect(text).toMatch(/^Importing 2 files: 50 % · 10\.0 MB of 20\.0 MB · .* · about 3 min left$/);
});

it('says how fast a row of the queue goes', () => {
  expect(rowText(running('/x/a.json', 4_000_000, 3_000_000))).toBe('40 % · 4.0 MB of 10.0 MB · 2.0 MB/s · about 3 s left');
  expect(rowText(running('/x/a.json', 4_000_000, null))).toBe('40 % · 4.0 MB of 10.0 MB');
});

it('counts those that wait', () => {
  expect(importText([running('/a', 1, null)], 12)).toMatch(/ · 12 waiting$/);
});
