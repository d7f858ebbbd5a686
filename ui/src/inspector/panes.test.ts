import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { ConsoleLineDto, DiagnosticDto, LackDto, SessionDto } from '../ipc/generated/bindings';
import type { PlaybackController } from '../playback/playbackController.svelte';
import { micros, type Micros } from '../shared/units';
import ConsolePane from './ConsolePane.svelte';
import HealthPane from './HealthPane.svelte';

const SECOND = 1_000_000;

/** The part of the player that the panes use, and what they asked of it. */
function fakePlayback(at = 0) {
  const asked: number[] = [];
  const playback = {
    at: micros(at),
    panelsAt: micros(at),
    duration: micros(60 * SECOND),
    playing: false,
    seek: (target: Micros) => asked.push(target / SECOND),
  };
  return { asked, playback: playback as unknown as PlaybackController };
}

function line(seconds: number, text: string, parts: Partial<ConsoleLineDto> = {}): ConsoleLineDto {
  return { at: seconds * SECOND, tab: 0, level: 'log', method: 'log', text, args: [], trace: [], uncaught: false, ...parts };
}

const LINES = [
  line(1, 'ready', { args: ['{"list":[1,2]}'] }),
  line(2, 'poll'),
  line(3, 'poll'),
  line(9, 'save failed', { level: 'error', method: 'error', trace: ['at save (https://a.example/shop.js:3:4)'] }),
];

const rows = () => screen.getAllByRole('treeitem').map((row) => row.textContent.replaceAll(/\s+/g, ' ').trim());

describe('the console', () => {
  it('lists the lines with their times, equal ones once', () => {
    render(ConsolePane, { lines: LINES, playback: fakePlayback(5 * SECOND).playback });
    expect(rows()).toHaveLength(3);
    expect(rows()[1]).toMatch(/0:02\.000 Log poll 2/);
    expect(rows()[2]).toMatch(/0:09\.000 Error save failed/);
  });

  it('seeks to a line that is clicked, and with Enter', async () => {
    const { asked, playback } = fakePlayback();
    render(ConsolePane, { lines: LINES, playback });
    await fireEvent.click(screen.getByText('save failed'));
    const list = screen.getByRole('tree', { name: 'Console' });
    await fireEvent.keyDown(list, { key: 'ArrowUp' });
    await fireEvent.keyDown(list, { key: 'Enter' });
    expect(asked).toEqual([9, 2]);
  });

  it('opens a line and the values in it, by key', async () => {
    render(ConsolePane, { lines: LINES, playback: fakePlayback().playback });
    const list = screen.getByRole('tree', { name: 'Console' });
    await fireEvent.keyDown(list, { key: 'ArrowDown' });
    await fireEvent.keyDown(list, { key: 'ArrowRight' });
    expect(screen.getAllByRole('treeitem')[0]?.getAttribute('aria-expanded')).toBe('true');
    expect(rows()).toContain('{list: [1, 2]}');
    await fireEvent.keyDown(list, { key: 'ArrowDown' });
    await fireEvent.keyDown(list, { key: 'ArrowDown' });
    await fireEvent.keyDown(list, { key: 'ArrowRight' });
    expect(rows()).toContain('list [1, 2]');
    await fireEvent.keyDown(list, { key: 'ArrowLeft' });
    await fireEvent.keyDown(list, { key: 'ArrowLeft' });
    await fireEvent.keyDown(list, { key: 'ArrowLeft' });
    expect(rows()).toHaveLength(3);
  });

  it('filters by level and text, says what is hidden and clears it', async () => {
    render(ConsolePane, { lines: LINES, playback: fakePlayback().playback });
    await fireEvent.click(screen.getByRole('button', { name: 'Log, 3' }));
    expect(rows()).toHaveLength(1);
    await fireEvent.input(screen.getByRole('textbox', { name: 'Filter console' }), { target: { value: 'poll' } });
    expect(screen.getByText('4 lines, none match “poll”.')).toBeDefined();
    await fireEvent.click(screen.getByRole('button', { name: 'Clear filter' }));
    expect(rows()).toHaveLength(3);
  });

  it('says why it is empty', async () => {
    const { playback } = fakePlayback();
    const { rerender } = render(ConsolePane, { lines: [], playback });
    expect(screen.getByText('This recording has no console lines.')).toBeDefined();
    await rerender({ lines: [], playback, growing: true });
    expect(screen.getByText('No console lines so far.')).toBeDefined();
  });
});

describe('health', () => {
  const session = (diagnostics: DiagnosticDto[]): SessionDto => ({
    session: 1,
    recording: null,
    fileName: 'session.json.gz',
    lacks: [],
    tabs: [{ tab: 0, name: '', first: 0, last: 60 * SECOND }],
    growing: false,
    openAt: 0,
    info: {
      duration: 60 * SECOND,
      startWall: 0,
      href: 'https://a.example/',
      title: null,
      container: 'gzip › JSON array',
      policy: 'kept as recorded',
      events: 1234,
      records: 5678,
      segments: 1,
      tabs: ['1'],
      diagnostics,
      watermark: 60 * SECOND,
    },
  });

  it('says that all was understood', () => {
    render(HealthPane, { session: session([]) });
    expect(screen.getByText('Everything in this file was understood.')).toBeDefined();
    expect(screen.getByText('gzip › JSON array')).toBeDefined();
  });

  it('groups what was found by its weight, with a way to the first', async () => {
    const { asked, playback } = fakePlayback();
    const found: DiagnosticDto[] = [
      { code: 'a', severity: 'note', sentence: 'A note', count: 2, at: null, event: null },
      { code: 'b', severity: 'error', sentence: 'An error', count: 1, at: 7 * SECOND, event: 3 },
    ];
    render(HealthPane, { session: session(found), playback });
    const names = screen.getAllByRole('region').map((region) => region.getAttribute('aria-label'));
    expect(names).toEqual(['Could not be read', 'Good to know']);
    const errors = screen.getByRole('region', { name: 'Could not be read' });
    await fireEvent.click(within(errors).getByRole('button', { name: '0:07.000' }));
    expect(asked).toEqual([7]);
  });

  it('tells what is lacking apart from what was left out on purpose, with what is shown instead', async () => {
    const { asked, playback } = fakePlayback();
    const lack = (kind: string, sentence: string, byDesign: boolean): LackDto => ({
      kind,
      sentence,
      effect: 'Something else is shown',
      byDesign,
      count: 1,
      of: null,
      first: 3 * SECOND,
      example: 'https://a.example/a.png',
    });
    const lacks = [lack('pictures', '1 picture is not in the recording', false), lack('blocked', '1 element was left out', true)];
    render(HealthPane, { session: { ...session([]), lacks }, playback });
    const [lacking, onPurpose] = screen.getAllByRole('region').map((region) => region.textContent.replaceAll(/\s+/g, ' '));
    expect(lacking).toContain('1 picture is not in the recording. Something else is shown.');
    expect(onPurpose).toContain('1 element was left out. Something else is shown.');
    await fireEvent.click(within(screen.getByRole('region', { name: 'Lacking' })).getByRole('button', { name: '0:03.000' }));
    expect(asked).toEqual([3]);
  });

  it('says what the stage could not draw', () => {
    const stage = { count: 2, first: 'remove 99: 99 is not on the stage', refusedRules: 1 };
    render(HealthPane, { session: session([]), stage });
    const text = screen.getByRole('region', { name: 'On the stage' }).textContent.replaceAll(/\s+/g, ' ');
    expect(text).toContain('2 × Something of the page could not be drawn as recorded; first: remove 99: 99 is not on the stage');
    expect(text).toContain('1 × A style rule');
  });

  it('lists missing assets and selects their elements', async () => {
    const selected: number[] = [];
    const missing = [{ key: 8, address: 'https://a.example/hero.png' }];
    render(HealthPane, { session: session([]), missing, onselect: (key: number) => selected.push(key) });
    await fireEvent.click(screen.getByRole('button', { name: 'https://a.example/hero.png' }));
    expect(selected).toEqual([8]);
  });
});
