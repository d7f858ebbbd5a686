import { expect, it } from 'vitest';
import type { MarkDto, MarkKindDto } from '../../ipc/generated/bindings';
import { errorFlash, nameAt, newViewport } from './markMoments';

const mark = (at: number, kind: MarkKindDto, label: string): MarkDto => ({ at, until: at, tab: 0, kind, label, target: null });
const MARKS = [
  mark(1_000_000, 'click', 'clicked button “Save”'),
  mark(1_100_000, 'click', 'clicked'),
  mark(1_200_000, 'error', 'TypeError'),
  mark(3_000_000, 'viewport', 'window became 800 × 600'),
];

it('names what was pressed, where it has a name', () => {
  expect([nameAt(MARKS, 1_000_000), nameAt(MARKS, 1_100_000), nameAt(MARKS, 1_200_000)]).toEqual(['button “Save”', null, null]);
});

it('flashes at an error and never before it', () => {
  expect([1_199_999, 1_200_000, 1_550_000, 1_900_000].map((at) => errorFlash(MARKS, at))).toEqual([0, 1, 0.5, 0]);
});

it('tells a new size for a while', () => {
  expect([2_999_999, 3_000_000, 4_999_999, 5_000_000].map((at) => newViewport(MARKS, at))).toEqual([null, '800 × 600', '800 × 600', null]);
});
