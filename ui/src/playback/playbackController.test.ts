import { expect, it } from 'vitest';
import { MemoryHost } from '../host/memory/memoryHost';
import { Client } from '../ipc/client';
import { FRAME_VERSION, type FrameDto, type PlayerRequestDto, type SessionDto } from '../ipc/generated/bindings';
import { microsFromSeconds as s } from '../shared/units';
import type { Clock } from './clock';
import { PlaybackController } from './playbackController.svelte';

class HandClock implements Clock {
  #ms = 0;
  readonly #ticks = new Set<(nowMs: number) => void>();

  nowMs(): number {
    return this.#ms;
  }

  everyFrame(tick: (nowMs: number) => void): () => void {
    this.#ticks.add(tick);
    return () => this.#ticks.delete(tick);
  }

  afterPaint(then: () => void): void {
    then();
  }

  pass(ms: number): void {
    this.#ms += ms;
    for (const tick of [...this.#ticks]) tick(this.#ms);
  }

  get isTicking(): boolean {
    return this.#ticks.size > 0;
  }
}

/** A player and what it sends; `paint` lets the engine answer the request under way and the stage paint it. */
function setUp() {
  const clock = new HandClock();
  const host = new MemoryHost({ player: () => ({}) });
  const info = { duration: s(100), watermark: s(100) };
  const dto = { session: 1, info } as unknown as SessionDto;
  const failures: unknown[] = [];
  const playback = new PlaybackController(new Client(host), dto, clock, {
    onError: (thrown) => failures.push(thrown),
    onForeignVersion: () => undefined,
  });
  let sequence = 0;
  const requests = () => host.calls.map((call) => call.request as PlayerRequestDto);
  const sent = () => requests().map((request) => request.commands.map(({ do: name, ...rest }) => [name, ...Object.values(rest)].join(' ')).join(', '));
  const frame = (at: number, playing = false, kind: 'full' | 'patch' = 'full'): FrameDto => {
    sequence += 1;
    return {
      version: FRAME_VERSION,
      session: 1,
      sequence,
      generation: 0,
      at,
      tab: 0,
      followed: 0,
      epoch: 0,
      blank: null,
      body: { kind, ops: [] },
      viewport: null,
      href: '',
      title: null,
      overlay: { pointer: null, trail: [], presses: [], pressed: null },
      player: { playing, speed: 1, skipIdle: false, idleThreshold: s(5), skipping: null, loopRange: null, pinned: null, atEnd: false },
      cost: { segmentsRead: 1, recordsApplied: 0, ops: 0, nodes: 0, engineUs: 0 },
    };
  };
  const paint = (at: number, playing = false) => {
    const next = frame(at, playing);
    playback.receive(next);
    playback.painted(next.sequence);
  };
  return { clock, host, playback, failures, requests, sent, frame, paint };
}

it('sends the first seek at once and of those that follow only the latest, after the paint', () => {
  const { playback, sent, paint } = setUp();
  playback.seek(s(1));
  playback.seek(s(2));
  playback.seek(s(3));
  expect(sent()).toEqual(['seek 1000000']);
  expect(playback.at).toBe(s(3));
  paint(s(1));
  expect(sent()).toEqual(['seek 1000000', 'seek 3000000']);
  expect(playback.at).toBe(s(3));
  paint(s(3));
  expect(sent()).toHaveLength(2);
});

it('acknowledges the newest painted frame with the next request', () => {
  const { playback, requests, paint } = setUp();
  playback.seek(s(1));
  paint(s(1));
  playback.seek(s(2));
  expect(requests().map((request) => request.painted)).toEqual([null, 1]);
});

it('advances by the time of the display, once for each painted frame', () => {
  const { playback, clock, sent, paint } = setUp();
  playback.play();
  expect(playback.playing).toBe(true);
  paint(0, true);
  clock.pass(16);
  clock.pass(16);
  expect(sent()).toEqual(['play', 'advance 16000']);
  clock.pass(16);
  clock.pass(16);
  expect(sent()).toHaveLength(2);
  paint(s(0.05), true);
  clock.pass(16);
  // Nothing of the time that the stage needed is lost.
  expect(sent().at(-1)).toBe('advance 48000');
});

it('stops to tick when it is paused and painted', () => {
  const { playback, clock, paint } = setUp();
  playback.play();
  paint(0, true);
  clock.pass(16);
  playback.pause();
  paint(s(1), true);
  paint(s(1), false);
  clock.pass(16);
  // The panels are told no sooner.
  clock.pass(200);
  clock.pass(16);
  expect(clock.isTicking).toBe(false);
});

it('shows a frame that came too early only after the one before it was painted', () => {
  const { playback, frame } = setUp();
  const [first, second] = [frame(0), frame(s(1), false, 'patch')];
  const shown: (number | undefined)[] = [];
  playback.follow((next) => shown.push(next?.sequence));
  playback.receive(first);
  playback.receive(second);
  expect(shown).toEqual([undefined, first.sequence]);
  playback.painted(first.sequence);
  expect(shown).toEqual([undefined, first.sequence, second.sequence]);
});

it('tells the panels five times a second while frames follow each other, and a fifth of a second after the last one', () => {
  const { clock, playback, paint } = setUp();
  playback.seek(s(0));
  clock.pass(1000);
  paint(s(0));
  const told: number[] = [];
  for (let at = 1; at <= 40; at += 1) {
    // The next one is asked for before this one is painted, as dragging does it.
    playback.seek(s(at));
    playback.seek(s(at + 1));
    clock.pass(16);
    paint(s(at));
    if (told.at(-1) !== playback.panelsAt) told.push(playback.panelsAt);
  }
  expect(told.length).toBeGreaterThan(1);
  expect(told.length).toBeLessThan(6);
  expect(playback.panelsAt).not.toBe(s(41));
  paint(s(41));
  expect(playback.panelsAt).not.toBe(s(41));
  clock.pass(200);
  expect(playback.panelsAt).toBe(s(41));
});

it('asks for a full frame after a gap', () => {
  const { playback, frame, sent } = setUp();
  playback.receive(frame(0));
  frame(0);
  playback.receive(frame(s(1), false, 'patch'));
  expect(sent()).toEqual(['resync']);
});

it('gives up a request whose frame never comes', () => {
  const { playback, clock, sent } = setUp();
  playback.seek(s(1));
  playback.seek(s(2));
  clock.pass(5000);
  expect(sent()).toEqual(['seek 1000000', 'seek 2000000']);
});

it('reports a refused request and goes on', async () => {
  const { playback, host, failures, sent } = setUp();
  host.answer('player', () => {
    throw new Error('no');
  });
  playback.seek(s(1));
  await Promise.resolve();
  await Promise.resolve();
  await Promise.resolve();
  expect(failures).toHaveLength(1);
  host.answer('player', () => ({}));
  playback.seek(s(2));
  expect(sent().at(-1)).toBe('seek 2000000');
});

it('goes back to where a jump came from', () => {
  const { playback, clock, paint } = setUp();
  playback.seek(s(10));
  paint(s(10));
  clock.pass(5000);
  playback.seek(s(50));
  paint(s(50));
  playback.jumpBack();
  expect(playback.at).toBe(s(10));
  expect(playback.canJumpForward).toBe(true);
});
