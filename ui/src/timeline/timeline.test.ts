import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { MarkDto, TimelineDto } from '../ipc/generated/bindings';
import type { PlaybackController } from '../playback/playbackController.svelte';
import { micros, microsFromSeconds, type Micros } from '../shared/units';
import { MOST_SHOWN } from './marksWindow';
import { SelectionController } from './selectionController.svelte';
import Timeline from './Timeline.svelte';

const SECOND = 1_000_000;

function mark(kind: MarkDto['kind'], seconds: number, label: string, target: number | null = null): MarkDto {
  return { at: seconds * SECOND, until: seconds * SECOND, tab: 0, kind, label, target };
}

function setUp(at: number, marks: MarkDto[] = []) {
  const asked: string[] = [];
  const playback = {
    at: micros(at * SECOND),
    panelsAt: micros(at * SECOND),
    duration: micros(600 * SECOND),
    watermark: micros(600 * SECOND),
    playing: false,
    loopRange: null,
    idleThreshold: micros(5 * SECOND),
    seek: (target: Micros) => asked.push(`seek ${target / SECOND}`),
    setLoop: (range: [Micros, Micros] | null) =>
      asked.push(range ? `loop ${range[0] / SECOND}-${range[1] / SECOND}` : 'loop none'),
  } as unknown as PlaybackController;
  const timeline: TimelineDto = {
    missing: [],
    duration: 600 * SECOND,
    watermark: 600 * SECOND,
    marks,
    activity: { bin: 50_000, counts: [] },
    idle: [],
    visits: [
      { at: 0, tab: 0, href: 'https://shop.example/', title: 'Shop' },
      { at: 100 * SECOND, tab: 0, href: 'https://shop.example/checkout?step=2', title: null },
    ],
  };
  const selection = new SelectionController();
  const picked: (number | null)[] = [];
  render(Timeline, {
    timeline,
    playback,
    growing: false,
    selection,
    onmark: (found: MarkDto) => picked.push(found.target),
  });
  return { asked, picked, selection, slider: screen.getByRole('slider', { name: 'Timeline' }) };
}

// Nothing is painted here; see drawing.test.ts.
beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
});

describe('the timeline for assistive technology', () => {
  it('is a slider that says time, page and errors', () => {
    const { slider } = setUp(192, [mark('error', 150, 'x is undefined'), mark('error', 300, 'later')]);
    expect(slider.getAttribute('aria-valuetext')).toBe('3 minutes 12 seconds, /checkout?step=2, 1 error');
    expect(slider.getAttribute('aria-valuemax')).toBe('600000');
    expect(slider.getAttribute('aria-valuenow')).toBe('192000');
  });

  it('names the page by its title where it has one', () => {
    expect(setUp(0).slider.getAttribute('aria-valuetext')).toBe('0 seconds, Shop');
  });

  it('moves by key', async () => {
    const { asked, slider } = setUp(192);
    await fireEvent.keyDown(slider, { key: 'ArrowRight' });
    await fireEvent.keyDown(slider, { key: 'ArrowLeft', shiftKey: true });
    await fireEvent.keyDown(slider, { key: 'PageUp' });
    expect(asked).toEqual(['seek 197', 'seek 191', 'seek 252']);
  });

  it('lists its marks, with one of them in the tab order', async () => {
    const { asked, picked } = setUp(0, [mark('click', 10, 'clicked “Add”', 77), mark('error', 20, 'x is undefined')]);
    const list = screen.getByRole('list', { name: 'Marks on the timeline' });
    const buttons = within(list).getAllByRole('button');
    expect(buttons.map((button) => button.textContent.replaceAll(/\s+/g, ' ').trim())).toEqual([
      '00:10.000 clicked “Add”',
      '00:20.000 error: x is undefined',
    ]);
    expect(buttons.map((button) => button.tabIndex)).toEqual([0, -1]);
    buttons[0]?.focus();
    await fireEvent.keyDown(list, { key: 'ArrowRight' });
    await Promise.resolve();
    expect(document.activeElement).toBe(buttons[1]);
    if (buttons[0]) await fireEvent.click(buttons[0]);
    expect(asked).toEqual(['seek 10']);
    expect(picked).toEqual([77]);
  });

  it('has at most so many of them as elements', () => {
    const many = Array.from({ length: 5000 }, (_, place) => mark('click', place / 10, `click ${place}`));
    setUp(250, many);
    const items = screen.getAllByRole('listitem');
    expect(items).toHaveLength(MOST_SHOWN);
    expect(items[0]?.getAttribute('aria-setsize')).toBe('5000');
    expect(items.some((item) => item.textContent.includes('click 2500'))).toBe(true);
  });

  it('commits a range with Enter and leaves it again', async () => {
    const { asked, selection, slider } = setUp(0);
    selection.propose([microsFromSeconds(60), microsFromSeconds(120)]);
    await fireEvent.keyDown(slider, { key: 'Enter' });
    expect(asked).toEqual(['loop 60-120']);
    expect(selection.committed).toHaveLength(1);
    await fireEvent.keyDown(slider, { key: 'Escape' });
    expect(selection.committed).toHaveLength(0);
    expect(asked.at(-1)).toBe('loop none');
  });
});
