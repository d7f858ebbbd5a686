import { expect, it } from 'vitest';
import { importText } from './importText';

const running = (path: string, bytes: number, left: number | null) => ({ path, bytes, totalBytes: 10_000_000, events: 81_204, left });

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
