import { describe, expect, it } from 'vitest';
import type { MarkDto, MarkKindDto } from '../ipc/generated/bindings';
import { cssPx, micros } from '../shared/units';
import { clusterReach, clustersOf, spansOf } from './clusters';
import { countOfKind, markIndex } from './markIndex';
import { timeScale } from './timeScale';

/** `click 100`, `input 100-200`: one pixel is one millisecond. */
function marksFrom(text: string): MarkDto[] {
  return text.split(',').map((line) => {
    const [kind, times] = line.trim().split(' ');
    const [at, until] = (times ?? '').split('-').map((ms) => Number(ms) * 1000);
    return { at: at ?? 0, until: until ?? at ?? 0, tab: 0, kind: kind as MarkKindDto, label: line, target: null };
  });
}

function scaleOf(fromMs: number, toMs: number, width = toMs - fromMs) {
  return timeScale([micros(fromMs * 1000), micros(toMs * 1000)], cssPx(0), cssPx(width));
}

function shown(text: string, fromMs = 0, toMs = 1000): string[] {
  const clusters = clustersOf(markIndex(marksFrom(text)), scaleOf(fromMs, toMs));
  return clusters.map(({ x, kind, count }) => `${kind}@${Math.round(x)}${count > 1 ? `×${count}` : ''}`);
}

/** Deterministic, so that a failure can be seen again. */
function manyMarks(count: number, spread: number): MarkDto[] {
  const kinds: MarkKindDto[] = ['click', 'error', 'scroll', 'input'];
  let seed = 7;
  const times = Array.from({ length: count }, () => (seed = (seed * 16807) % 2147483647) % spread).sort((a, b) => a - b);
  return times.map((at, place) => {
    const kind = kinds[place % 4] ?? 'click';
    return { at, until: at + (place % 2) * 40, tab: 0, kind, label: '', target: null };
  });
}

describe('clusters', () => {
  it('leave marks alone that have room', () => {
    expect(shown('click 100, click 112, error 300')).toEqual(['click@100', 'click@112', 'error@300']);
  });

  it('take marks closer than a sign as one, with the gravest shape', () => {
    expect(shown('click 100, error 105, scroll 111')).toEqual(['error@100×3']);
    expect(shown('scroll 100, click 101, navigation 102')).toEqual(['navigation@100×3']);
  });

  it('take in what would stand under the count', () => {
    expect(shown('click 100, click 101, click 118')).toEqual(['click@100×3']);
  });

  it('never stand on each other, and lose no mark', () => {
    const marks = manyMarks(5000, 1_000_000);
    const clusters = clustersOf(markIndex(marks), scaleOf(0, 1000));
    for (const [place, cluster] of clusters.entries()) {
      const next = clusters[place + 1];
      if (next) expect(next.x - cluster.x).toBeGreaterThanOrEqual(Math.min(12, clusterReach(cluster.count)) - 1e-6);
    }
    expect(clusters.reduce((sum, { count }) => sum + count, 0)).toBe(5000);
  });

  it('stand still while the view is moved', () => {
    const index = markIndex(manyMarks(3000, 60_000_000));
    const signs = (by: number) =>
      clustersOf(index, scaleOf(20_000 + by, 21_000 + by)).map(({ from, count }) => `${from}×${count}`);
    const before = signs(0);
    for (const by of [1, 37, 250]) {
      const after = new Set(signs(by));
      const common = before.filter((sign) => Number(sign.split('×')[0]) > (20_000 + by) * 1000);
      expect(common.filter((sign) => !after.has(sign))).toEqual([]);
    }
  });

  it('hold all marks of one moment, at any zoom', () => {
    const marks = marksFrom(Array.from({ length: 40 }, () => 'click 5').join(','));
    const [only, ...others] = clustersOf(markIndex(marks), scaleOf(0, 10, 100_000_000));
    expect(others).toEqual([]);
    expect(only).toMatchObject({ count: 40, from: 5000, until: 5000 });
  });

  it('are as few as the width allows, however many marks there are', () => {
    const index = markIndex(manyMarks(250_000, 3_600_000_000));
    const clusters = clustersOf(index, scaleOf(0, 3_600_000, 1350));
    expect(clusters.length).toBeLessThan(1350 / 12 + 2);
    expect(clusters.reduce((sum, { count }) => sum + count, 0)).toBe(250_000);
  });

  it('are none where there are no marks', () => {
    expect(clustersOf(markIndex([]), scaleOf(0, 1000))).toEqual([]);
  });
});

describe('spans', () => {
  const spans = (text: string, fromMs = 0, toMs = 1000) =>
    spansOf(markIndex(marksFrom(text)), scaleOf(fromMs, toMs)).map(
      ({ kind, x, end, count }) => `${kind} ${Math.round(x)}-${Math.round(end)}${count > 1 ? `×${count}` : ''}`,
    );

  it('are drawn as long as they last, once they are wider than a mark', () => {
    expect(spans('input 100-200, input 400-404, click 500')).toEqual(['input 100-200']);
    expect(shown('input 100-200, input 400-404')).toEqual(['input@400']);
  });

  it('are joined while it goes on', () => {
    expect(spans('input 100-160, input 160-220, input 300-360')).toEqual(['input 100-220×2', 'input 300-360']);
  });

  it('reach into the view from before it', () => {
    expect(spans('scroll 0-5000', 3000, 4000)).toEqual(['scroll -3000-2000']);
  });
});

it('marks of a kind are counted between two moments', () => {
  const index = markIndex(marksFrom('error 1, error 2, click 2, error 3'));
  expect(countOfKind(index, 'error', 0, 2001)).toBe(2);
  expect(countOfKind(index, 'warning', 0, 9000)).toBe(0);
});
