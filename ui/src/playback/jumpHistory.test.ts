// @vitest-environment node
import { expect, it } from 'vitest';
import { microsFromSeconds as s } from '../shared/units';
import { JumpHistory } from './jumpHistory';

it('goes back and forward through jumps, and forgets the way forward at a new one', () => {
  const jumps = new JumpHistory();
  jumps.note(s(0), s(10), 0);
  jumps.note(s(10), s(50), 5000);
  expect(jumps.back(s(50))).toBe(s(10));
  expect(jumps.back(s(10))).toBe(s(0));
  expect(jumps.back(s(0))).toBeNull();
  expect(jumps.forward(s(0))).toBe(s(10));
  jumps.note(s(10), s(90), 20_000);
  expect(jumps.forward(s(90))).toBeNull();
});

it('takes a drag for one jump, and a small step for none', () => {
  const jumps = new JumpHistory();
  for (let step = 0; step < 20; step += 1) jumps.note(s(step * 3), s(step * 3 + 3), step * 100);
  jumps.note(s(60), s(61), 9000);
  expect(jumps.back(s(61))).toBe(s(0));
  expect(jumps.back(s(0))).toBeNull();
});
