import { describe, expect, it } from 'vitest';
import type { MarkDto, TimelineDto } from '../ipc/generated/bindings';
import { cssPx, micros } from '../shared/units';
import { drawLanes } from './drawLanes';
import { drawPlayhead } from './drawPlayhead';
import { laneLayout, timelineModel } from './lanes';
import { laneRows, lanesOf } from './laneRows';
import type { Palette } from './palette';
import type { Surface } from './surface';
import { timeScale } from './timeScale';

const COLOURS = [
  'rage dead bg chrome sunken line lineStrong text text2 text3 accent onAccent error warn',
  'navigation network missing click idle match matchBg curtain',
].join(' ');
const PALETTE = Object.fromEntries([...COLOURS.split(' '), 'label'].map((name) => [name, name])) as unknown as Palette;

/** A canvas that writes down what is filled: colour, place and size, or text. */
class Recorder {
  fillStyle: Surface['fillStyle'] = '';
  strokeStyle: Surface['strokeStyle'] = '';
  lineWidth = 1;
  globalAlpha = 1;
  font = '';
  textBaseline: CanvasTextBaseline = 'middle';
  textAlign: CanvasTextAlign = 'left';
  readonly drawn: string[] = [];
  saved = 0;

  save(): void {
    this.saved += 1;
  }
  restore(): void {
    this.saved -= 1;
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    this.drawn.push(`rect ${String(this.fillStyle)} ${[x, y, width, height].map(Math.round).join(' ')}`);
  }
  fillText(text: string): void {
    this.drawn.push(`text ${text}`);
  }
  fill(): void {
    this.drawn.push(`fill ${String(this.fillStyle)}`);
  }
  stroke(): void {
    this.drawn.push(`stroke ${String(this.strokeStyle)}`);
  }
  beginPath(): void {}
  closePath(): void {}
  moveTo(): void {}
  lineTo(): void {}
  arc(): void {}
  rect(): void {}
  clip(): void {}
  clearRect(): void {}
  setTransform(): void {}
  setLineDash(): void {}
}

const scale = timeScale([micros(0), micros(1_000_000)], cssPx(8), cssPx(1000));

function drawn(parts: Partial<TimelineDto>, request: { watermark?: number; match?: number } = {}): string[] {
  const recorder = new Recorder();
  const timeline: TimelineDto = {
    missing: [],
    duration: 1_000_000,
    watermark: 1_000_000,
    marks: [],
    activity: { bin: 50_000, counts: [] },
    idle: [],
    visits: [],
    ...parts,
  };
  const layout = laneLayout(timelineModel(timeline), {
    scale,
    rows: laneRows(148, { ruler: 20, lane: 16, compact: 24 }, false, lanesOf(timeline.marks.map(({ kind }) => kind))),
    idleThreshold: micros(100_000),
    watermark: request.watermark === undefined ? null : micros(request.watermark),
    match: request.match === undefined ? null : micros(request.match),
    pinned: [],
  });
  drawLanes(recorder, layout, PALETTE);
  expect(recorder.saved).toBe(0);
  return recorder.drawn;
}

function marks(kind: MarkDto['kind'], ...times: number[]): MarkDto[] {
  return times.map((at) => ({ at, until: at, tab: 0, kind, label: '', target: null }));
}

describe('lanes', () => {
  it('draw a shape for each mark and a count for several', () => {
    expect(drawn({ marks: marks('error', 100_000) })).toContain('fill error');
    const close = drawn({ marks: marks('click', 100_000, 100_001, 100_002) });
    expect(close).toContain('text 3');
    expect(close.filter((line) => line === 'fill click')).toHaveLength(1);
  });

  it('draw a rule through all lanes where the page changed', () => {
    expect(drawn({ marks: marks('navigation', 500_000) })).toContain('rect navigation 508 20 1 128');
  });

  it('draw idle time as hatch with its length', () => {
    const idle = drawn({ idle: [[200_000, 600_000]] });
    expect(idle).toContain('stroke idle');
    expect(idle).toContain('text idle 400 ms');
  });

  it('draw the density in one colour', () => {
    const bars = drawn({ activity: { bin: 50_000, counts: [4, 0, 1] } }).filter((line) => / 2 (1|\d\d)$/.test(line));
    expect(new Set(bars.map((line) => line.split(' ')[1]))).toEqual(new Set(['text3']));
  });

  it('draw what is not imported yet as pending', () => {
    expect(drawn({}, { watermark: 400_000 })).toContain('text Not imported yet');
    expect(drawn({}).join()).not.toContain('Not imported');
  });

  it('draw the moment of a search hit as a band', () => {
    expect(drawn({}, { match: 500_000 })).toContain('rect matchBg 503 20 10 128');
  });
});

describe('the playhead', () => {
  function overlay(parts: Partial<Parameters<typeof drawPlayhead>[1]>): string[] {
    const recorder = new Recorder();
    const layout = { scale, ruler: 20, bottom: 140, playheadX: 508, hoverX: null, range: null, clock: null, ...parts };
    drawPlayhead(recorder, layout, PALETTE);
    return recorder.drawn;
  }

  it('is a line through all lanes with a grip in the ruler', () => {
    expect(overlay({})).toEqual(['rect accent 507 19 2 121', 'fill accent']);
  });

  it('says the time while it is dragged, on the side where there is room', () => {
    expect(overlay({ clock: '0:01.000' })).toContain('text 0:01.000');
    const atTheEnd = overlay({ clock: '0:01.000', playheadX: 1000 }).find((line) => line.startsWith('rect accent 9'));
    expect(atTheEnd).toBeDefined();
  });

  it('is an arrow at the end where it is out of view', () => {
    expect(overlay({ playheadX: 5000 })).toEqual(['fill accent']);
  });

  it('lies over a curtain around a range', () => {
    const curtain = overlay({ range: [208, 408] }).filter((line) => line.includes('curtain'));
    expect(curtain).toEqual(['rect curtain 8 20 200 120', 'rect curtain 408 20 600 120']);
  });
});

it('draws a diamond for rage, an empty one for other friction, a cross for a dead click', () => {
  const of = (kind: MarkDto['kind']) => drawn({ marks: [{ at: 500_000, until: 500_000, tab: 0, kind, label: '', target: null }] });
  expect(of('rage').filter((call) => call === 'fill rage')).toHaveLength(1);
  expect(of('dead').filter((call) => call === 'stroke dead')).toHaveLength(1);
  const [rage, other] = [of('rage'), of('friction')].map((calls) => calls.filter((call) => call.startsWith('fill')).length);
  expect(other).toBe((rage ?? 0) + 1);
});

it('draws a torn line where there is no picture, requests as long as they took, and notes', () => {
  const at = (from: number, until: number, kind: MarkDto['kind']): MarkDto => ({ at: from, until, tab: 0, kind, label: '', target: null });
  const torn = (parts: Partial<TimelineDto>) => drawn(parts).filter((call) => call === 'stroke missing').length;
  expect([torn({}), torn({ missing: [[0, 200_000]] })]).toEqual([0, 1]);
  const requests = drawn({ marks: [at(100_000, 600_000, 'request'), at(700_000, 900_000, 'failedRequest'), at(950_000, 950_000, 'note')] });
  expect(requests.filter((call) => call.startsWith('rect network')).map((call) => call.split(' ').slice(4))).toEqual([
    ['200', '6'],
    ['500', '6'],
  ]);
  expect(requests).toContain('fill error');
  expect(requests.some((call) => call.startsWith('rect accent'))).toBe(true);
});
