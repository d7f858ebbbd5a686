import { expect, it } from 'vitest';
import { formatSpeed, nextSpeed, shuttleSpeed } from './speeds';

it('changes the speed and keeps the direction', () => {
  expect([nextSpeed(1, true), nextSpeed(16, true), nextSpeed(-2, true), nextSpeed(-2, false), nextSpeed(-0.25, false)]).toEqual([1.5, 16, -4, -1.5, -0.25]);
});

it.each([
  [1, false, true, 1],
  [1, true, true, 1.5],
  [4, true, false, -1],
  [-1, true, false, -1.5],
  [-2, true, true, 1],
  [-2, false, false, -2],
])('from %s, playing %s, forwards %s: %s', (speed, playing, forward, next) => {
  expect(shuttleSpeed(speed, playing, forward)).toBe(next);
});

it('says the direction', () => {
  expect([formatSpeed(1.5), formatSpeed(-4)]).toEqual(['1.5×', '◂ 4×']);
});
