import { describe, expect, it } from 'vitest';
import type { MarkDto, TimelineDto } from '../ipc/generated/bindings';
import type { PlaybackController } from '../playback/playbackController.svelte';
import { micros, microsFromSeconds, type Micros } from '../shared/units';
import { BLEED } from './markSizes';
import { SelectionController } from './selectionController.svelte';
import { TimelineController } from './timelineController.svelte';
import { TimelineGestures } from './timelineGestures';
import { pressKey } from './timelineKeys';

const SECOND = 1_000_000;

/** A hundred seconds on a thousand pixels; x below is in pixels of the axis, 10 for a second. */
function setUp(marks: MarkDto[] = []) {
  const asked: string[] = [];
  const playback = {
    at: micros(50 * SECOND),
    duration: micros(100 * SECOND),
    watermark: micros(100 * SECOND),
    playing: false,
    loopRange: null as [Micros, Micros] | null,
    idleThreshold: micros(5 * SECOND),
    seek(at: Micros) {
      asked.push(`seek ${at / SECOND}`);
    },
    play() {
      asked.push('play');
    },
    pause() {
      asked.push('pause');
    },
    setLoop(range: [Micros, Micros] | null) {
      this.loopRange = range;
      asked.push(range ? `loop ${range[0] / SECOND}-${range[1] / SECOND}` : 'loop none');
    },
  };
  const timeline: TimelineDto = {
    missing: [],
    duration: 100 * SECOND,
    watermark: 100 * SECOND,
    marks,
    activity: { bin: 50_000, counts: [] },
    idle: [],
    visits: [],
  };
  const controller = new TimelineController(
    {
      timeline: () => timeline,
      playback: () => playback as unknown as PlaybackController,
      marker: () => null,
      pinned: () => [],
      growing: () => false,
      zoomMs: () => 0,
    },
    new SelectionController(),
  );
  controller.width = 1000 + 2 * BLEED;
  controller.height = 148;
  controller.rowHeights = { ruler: 20, lane: 16, compact: 24 };
  const picked: string[] = [];
  const gestures = new TimelineGestures(controller, (mark) => picked.push(mark.label));
  const press = (x: number, y: number, keys: { altKey?: boolean; shiftKey?: boolean } = {}) => ({
    x: x + BLEED,
    y,
    altKey: false,
    shiftKey: false,
    ...keys,
  });
  const drag = (from: number, to: number, y: number, keys: { altKey?: boolean; shiftKey?: boolean } = {}) => {
    gestures.down(press(from, y, keys));
    gestures.move(press((from + to) / 2, y, keys));
    gestures.move(press(to, y, keys));
    gestures.up(press(to, y, keys));
    controller.glide(0);
  };
  const seconds = (range: readonly [Micros, Micros] | null) => range?.map((at) => at / SECOND);
  const key = (name: string, shiftKey = false) => {
    const used = pressKey(controller, { key: name, shiftKey, ctrlKey: false, metaKey: false, altKey: false });
    controller.glide(0);
    return used;
  };
  return { asked, picked, playback, controller, gestures, press, drag, seconds, key };
}

function mark(kind: MarkDto['kind'], seconds: number): MarkDto {
  return { at: seconds * SECOND, until: seconds * SECOND, tab: 0, kind, label: `${kind} ${seconds}`, target: null };
}

const USER_LANE = 75;
const DENSITY = 40;

describe('the pointer', () => {
  it('scrubs both ways, seeking at every move', () => {
    const { asked, drag } = setUp();
    drag(300, 100, DENSITY);
    expect(asked).toEqual(['pause', 'seek 30', 'seek 20', 'seek 10']);
  });

  it('stops playing while it scrubs, and goes on afterwards', () => {
    const { asked, playback, drag } = setUp();
    playback.playing = true;
    drag(300, 310, DENSITY);
    expect(asked.at(-1)).toBe('play');
  });

  it('seeks inside the recording only', () => {
    const { asked, drag } = setUp();
    drag(500, 5000, DENSITY);
    expect(asked.at(-1)).toBe('seek 100');
    drag(500, -5000, DENSITY);
    expect(asked.at(-1)).toBe('seek 0');
  });

  it('seeks to a mark that is clicked, and tells which', () => {
    const { asked, picked, drag } = setUp([mark('click', 20)]);
    drag(203, 203, USER_LANE);
    expect(asked).toEqual(['seek 20']);
    expect(picked).toEqual(['click 20']);
  });

  it('zooms to a cluster that is clicked', () => {
    const { asked, controller, drag, seconds } = setUp([mark('click', 20), mark('click', 20.5)]);
    drag(200, 200, USER_LANE);
    expect(asked).toEqual([]);
    expect(seconds(controller.view)).toEqual([19.75, 20.75]);
  });

  it('seeks to a cluster that no zoom can part', () => {
    const { asked, controller, drag } = setUp([mark('click', 20), mark('click', 20)]);
    drag(200, 200, USER_LANE);
    expect(asked).toEqual(['seek 20']);
    expect(controller.isZoomed).toBe(false);
  });

  it('zooms around itself with the wheel, and pans with Shift', () => {
    const { controller, gestures } = setUp();
    const wheel = { x: 200 + BLEED, deltaX: 0, deltaMode: 0, shiftKey: false };
    gestures.wheel({ ...wheel, deltaY: -1000 });
    expect(controller.timeAt(200 + BLEED)).toBe(20 * SECOND);
    expect(controller.isZoomed).toBe(true);
    const before = controller.view[0];
    gestures.wheel({ ...wheel, deltaY: 50, shiftKey: true });
    expect(controller.view[0]).toBeGreaterThan(before);
    gestures.wheel({ ...wheel, deltaY: 100_000 });
    expect(controller.isZoomed).toBe(false);
  });

  it('pans on the ruler when zoomed, and seeks there by a click', () => {
    const { asked, controller, gestures, drag, press } = setUp();
    controller.zoomTo([microsFromSeconds(20), microsFromSeconds(40)], 0);
    controller.glide(0);
    drag(500, 400, 5);
    expect(controller.view[0]).toBe(22 * SECOND);
    expect(asked).toEqual([]);
    gestures.down(press(0, 5));
    gestures.up(press(0, 5));
    expect(asked).toEqual(['seek 22']);
  });
});

describe('a range', () => {
  it('is proposed with Alt, or with Shift in the upper half of the ruler', () => {
    for (const [y, keys] of [
      [DENSITY, { altKey: true }],
      [4, { shiftKey: true }],
    ] as const) {
      const { asked, controller, drag, seconds } = setUp();
      drag(400, 200, y, keys);
      expect(seconds(controller.selection.preview)).toEqual([20, 40]);
      expect(asked).toEqual([]);
    }
  });

  it('becomes a crumb and a loop with Enter, and is undone with Escape', () => {
    const { asked, controller, drag, seconds, key } = setUp();
    expect(key('Enter')).toBe(false);
    drag(200, 400, DENSITY, { altKey: true });
    expect(key('Enter')).toBe(true);
    expect(seconds(controller.view)).toEqual([20, 40]);
    drag(250, 500, DENSITY, { altKey: true });
    key('Enter');
    expect(seconds(controller.view)).toEqual([25, 30]);
    expect(asked).toEqual(['loop 20-40', 'loop 25-30']);
    key('Escape');
    expect(seconds(controller.view)).toEqual([20, 40]);
    key('Escape');
    expect(asked.slice(2)).toEqual(['loop 20-40', 'loop none']);
    expect(controller.isZoomed).toBe(false);
    expect(key('Escape')).toBe(false);
  });

  it('lets itself be pulled at its edges', () => {
    const { controller, drag, seconds } = setUp();
    drag(200, 400, DENSITY, { altKey: true });
    drag(404, 600, DENSITY);
    expect(seconds(controller.selection.preview)).toEqual([20, 60]);
  });

  it('that is looped stays looped while it is pulled', () => {
    const { asked, controller, playback, drag } = setUp();
    playback.loopRange = [microsFromSeconds(20), microsFromSeconds(40)];
    drag(404, 700, DENSITY);
    expect(asked).toEqual(['loop 20-70']);
    expect(controller.selection.preview).toBeNull();
  });
});

describe('keys', () => {
  it('move the playhead', () => {
    const { asked, key } = setUp();
    for (const name of ['ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End']) key(name);
    key('ArrowRight', true);
    expect(asked).toEqual(['seek 45', 'seek 55', 'seek 60', 'seek 40', 'seek 0', 'seek 100', 'seek 51']);
  });

  it('are left alone where they are not the timeline’s', () => {
    const { asked, key } = setUp();
    expect(key('k')).toBe(false);
    expect(asked).toEqual([]);
  });
});
