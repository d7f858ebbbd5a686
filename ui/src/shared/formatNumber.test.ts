import { expect, it } from 'vitest';
import { formatWhen } from './formatNumber';

it('gives the time in this year, and the year in others', () => {
  const now = new Date(2026, 10, 23, 15, 0).getTime();
  const micros = (date: Date) => date.getTime() * 1000;
  expect(formatWhen(micros(new Date(2026, 2, 4, 9, 5)), now)).toContain('09:05');
  expect(formatWhen(micros(new Date(2025, 11, 31, 9, 5)), now)).toContain('2025');
  expect(formatWhen(micros(new Date(2025, 11, 31, 9, 5)), now)).not.toContain('09:05');
});
