import { describe, expect, it } from 'vitest';
import type { TimelineDto } from '../ipc/generated/bindings';
import { cssPx, micros } from '../shared/units';
import { densityOf, idleOf, laneLayout, ticksOf, timelineModel } from './lanes';
import { isInLane, lanesOf, laneRows } from './laneRows';
import { timeScale } from './timeScale';

const SIZES = { ruler: 20, lane: 16, compact: 24 };

function timeline(parts: Partial<TimelineDto> = {}): TimelineDto {
  const activity = { bin: 50_000, counts: [] };
  return { duration: 1_000_000, watermark: 1_000_000, marks: [], activity, idle: [], visits: [], missing: [], ...parts };
}

function scaleOf(toMs: number, width = 1000, fromMs = 0) {
  return timeScale([micros(fromMs * 1000), micros(toMs * 1000)], cssPx(8), cssPx(width));
}

describe('rows', () => {
  const names = (height: number, folded = false) =>
    laneRows(height, SIZES, folded).map(({ id, top, height: rowHeight }) => `${id} ${top}+${rowHeight}`);

  it('are more where the recording has more', () => {
    const needed = lanesOf(['request', 'note', 'click']);
    const rows = laneRows(148, SIZES, false, needed).map((row) => `${row.id} ${row.top}+${row.height}`);
    expect(rows.slice(1)).toEqual(['change 20+16', 'user 36+16', 'errors 52+16', 'network 68+16', 'console 84+16', 'navigation 100+16', 'viewport 116+16', 'notes 132+16']);
    expect(laneRows(132, SIZES, false, needed)[2]?.id).toBe('marks');
    expect(isInLane('failedRequest', 'network')).toBe(true);
    expect([...lanesOf(['rage', 'dead', 'friction'])]).toEqual(['friction']);
    expect(isInLane('dead', 'friction')).toBe(true);
  });

  it('are a lane for each kind where there is room', () => {
    expect(names(148)).toEqual([
      'ruler 0+20',
      'change 20+48',
      'user 68+16',
      'errors 84+16',
      'console 100+16',
      'navigation 116+16',
      'viewport 132+16',
    ]);
  });

  it('are one lane for all where there is none, or where they are folded', () => {
    expect(names(96)).toEqual(['ruler 0+20', 'change 20+52', 'marks 72+24']);
    expect(names(148, true)[2]).toMatch(/^marks/);
  });

  it('are never higher than nothing', () => {
    for (const height of [0, 10, 20, 30]) {
      for (const row of laneRows(height, SIZES, false).slice(1)) expect(row.height).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('change density', () => {
  it('is the square root of what changed, relative to the highest bar', () => {
    const model = timelineModel(timeline({ activity: { bin: 3000, counts: [100, 25, 0, 100] } }));
    const { density, densityX } = densityOf(model, scaleOf(12, 12));
    expect([...density].map((share) => Math.round(share * 100) / 100)).toEqual([1, 0.5, 0, 1]);
    expect(densityX).toBe(9.5);
  });

  it('keeps its height while the view is moved', () => {
    const model = timelineModel(timeline({ activity: { bin: 3000, counts: [100, 25, 0, 100, 36] } }));
    const { density } = densityOf(model, scaleOf(15, 6, 9));
    expect(Math.max(...density)).toBeCloseTo(1);
    const later = densityOf(model, scaleOf(15, 3, 12)).density;
    expect(later[0]).toBeCloseTo(0.6);
  });

  it('is empty without changes', () => {
    const { density } = densityOf(timelineModel(timeline()), scaleOf(1000));
    expect(density.every((share) => share === 0)).toBe(true);
  });
});

describe('idle', () => {
  const spans: [number, number][] = [
    [0, 2_000_000],
    [3_000_000, 12_400_000],
  ];

  it('obeys the threshold and says its length where there is room', () => {
    const labels = (width: number) =>
      idleOf(spans, scaleOf(20_000, width), micros(5_000_000)).map(({ label }) => label);
    expect(labels(1000)).toEqual(['idle 9.40 s']);
    expect(labels(120)).toEqual(['9.40 s']);
    expect(labels(100)).toEqual(['']);
  });

  it('ends where the view ends', () => {
    const [stretch] = idleOf(spans, scaleOf(5000, 100, 4000), micros(1_000_000));
    expect(stretch).toMatchObject({ x: 8, end: 108 });
  });
});

describe('a layout', () => {
  const request = {
    rows: laneRows(148, SIZES, false),
    idleThreshold: micros(5_000_000),
    watermark: null,
    match: null,
    pinned: [],
  };

  it('writes times in one form', () => {
    expect(ticksOf(scaleOf(5000), 5_000_000).map(({ label }) => label)[1]).toBe('0:00.500');
    expect(ticksOf(scaleOf(3_600_000), 3_600_000_000).map(({ label }) => label).slice(0, 2)).toEqual([
      '0:00:00',
      '0:10:00',
    ]);
  });

  it('puts every kind into its lane', () => {
    const kinds = ['click', 'error', 'warning', 'navigation', 'viewport'] as const;
    const marks = kinds.map((kind) => ({ at: 500_000, until: 500_000, tab: 0, kind, label: '', target: null }));
    const { lanes } = laneLayout(timelineModel(timeline({ marks })), { ...request, scale: scaleOf(1000) });
    expect(lanes.map(({ row, clusters }) => `${row.id} ${clusters.map(({ kind }) => kind).join()}`)).toEqual([
      'user click',
      'errors error',
      'console warning',
      'navigation navigation',
      'viewport viewport',
    ]);
  });

  it('writes the addresses of pages as far as there is room', () => {
    const visits = [
      { at: 0, tab: 0, href: 'https://a.example/', title: null },
      { at: 500_000, tab: 0, href: 'https://a.example/cart?x=1#top', title: 'Cart' },
      { at: 990_000, tab: 0, href: 'https://a.example/end', title: null },
    ];
    const marks = visits.map(({ at }) => ({ at, until: at, tab: 0, kind: 'navigation' as const, label: '', target: null }));
    const { pages, navigations } = laneLayout(timelineModel(timeline({ marks, visits })), {
      ...request,
      scale: scaleOf(1000),
    });
    expect(pages.map(({ label }) => label)).toEqual(['/', '/cart?x=1#top']);
    expect(navigations).toEqual([8, 508, 998]);
  });

  it('stands for a recording of length zero with one mark', () => {
    const marks = [{ at: 0, until: 0, tab: 0, kind: 'click' as const, label: '', target: null }];
    const { lanes } = laneLayout(timelineModel(timeline({ duration: 0, watermark: 0, marks })), {
      ...request,
      scale: scaleOf(10),
    });
    expect(lanes[0]?.clusters).toHaveLength(1);
  });
});
