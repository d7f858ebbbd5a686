// @vitest-environment node
import { expect, it } from 'vitest';
import { placeBeside } from './placeBeside';

const WINDOW = { width: 1000, height: 600 };

function anchor(left: number, top: number) {
  return { left, right: left + 80, top, bottom: top + 24 };
}

it('goes below its anchor', () => {
  expect(placeBeside(anchor(100, 100), { width: 200, height: 300 }, WINDOW, 'below', 'start')).toMatchObject({ left: 100, top: 128 });
});

it('goes to the other side where it does not fit and there is more room', () => {
  expect(placeBeside(anchor(100, 500), { width: 200, height: 300 }, WINDOW, 'below', 'start')).toMatchObject({ top: 196 });
});

it('never leaves the window', () => {
  expect(placeBeside(anchor(950, 100), { width: 200, height: 300 }, WINDOW, 'below', 'start').left).toBe(796);
  expect(placeBeside(anchor(20, 100), { width: 200, height: 300 }, WINDOW, 'below', 'end').left).toBe(4);
  expect(placeBeside(anchor(20, 100), { width: 200, height: 900 }, WINDOW, 'below', 'start').maxHeight).toBe(468);
});
