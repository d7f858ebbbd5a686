import type { Client } from '../ipc/client';
import { FrameStream, type FrameVerdict } from '../ipc/frameStream';
import type { FrameDto, PlayerCommandDto, SessionDto } from '../ipc/generated/bindings';
import { MissingAssets, type MissingAsset } from '../ipc/missingAssets';
import { clampMicros, micros, microsFromMs, type Micros } from '../shared/units';
import type { Clock } from './clock';
import { JumpHistory } from './jumpHistory';

/** A request without a frame for so long is given up, so that one lost message never stops the player. */
const GIVE_UP_MS = 3000;
/** While frames follow each other, panels are told of one so often: nobody reads faster, and the page needs the time. */
const PANELS_GAP_MS = 200;
/** A window that was hidden does not play what it missed. */
const LONGEST_ADVANCE = micros(1_000_000);

interface Reports {
  onError(thrown: unknown): void;
  onForeignVersion(version: unknown): void;
  /** A frame goes to the stage. */
  onFrame?(frame: FrameDto): void;
}

type Echo = Pick<FrameDto, 'at' | 'tab' | 'blank' | 'player'>;

/** What the user asked but the engine has not echoed yet. */
interface Wish {
  at?: Micros;
  playing?: boolean;
  speed?: number;
  skipIdle?: boolean;
  idleThreshold?: Micros;
  loopRange?: [Micros, Micros] | null;
  pinned?: number | null;
}

/**
 * What the user asked of the player, and its echo. Invariant: between two painted frames at most one request is under
 * way; what is asked meanwhile waits, and of several seeks only the latest is sent.
 */
export class PlaybackController {
  readonly session: number;
  /** What the panels tell about: a frame that was painted, at most ten in a second while they follow each other. */
  frame = $state.raw<FrameDto | null>(null);
  duration = $state<Micros>(micros(0));
  watermark = $state<Micros>(micros(0));
  /** Assets on the stage that are not in the recording. */
  missingAssets = $state.raw<readonly MissingAsset[]>([]);
  canJumpBack = $state(false);
  canJumpForward = $state(false);

  #wish = $state.raw<Wish>({});
  /** Of the frame on the stage, what may not lag behind it. */
  #echo = $state.raw<Echo | null>(null);

  /** The playhead: where the user put it, else where the engine is. */
  readonly at: Micros = $derived(this.#wish.at ?? micros(this.#echo?.at ?? 0));
  readonly playing: boolean = $derived(this.#wish.playing ?? this.#echo?.player.playing ?? false);
  readonly speed: number = $derived(this.#wish.speed ?? this.#echo?.player.speed ?? 1);
  readonly skipIdle: boolean = $derived(this.#wish.skipIdle ?? this.#echo?.player.skipIdle ?? false);
  readonly idleThreshold: Micros = $derived(
    this.#wish.idleThreshold ?? micros(this.#echo?.player.idleThreshold ?? DEFAULT_IDLE_THRESHOLD),
  );
  readonly loopRange: [Micros, Micros] | null = $derived(this.#loopRange());
  /** The tab that is kept whatever the user did in others; null: the one that the user was in. */
  readonly pinned: number | null = $derived(this.#wish.pinned === undefined ? (this.#echo?.player.pinned ?? null) : this.#wish.pinned);
  readonly skipping: [Micros, Micros] | null = $derived(rangeFrom(this.#echo?.player.skipping ?? null));
  readonly atEnd: boolean = $derived(
    this.#wish.at === undefined ? (this.#echo?.player.atEnd ?? false) : this.#wish.at >= this.duration,
  );
  /** The tab whose page is on the stage. */
  readonly tab: number | null = $derived(this.#echo?.tab ?? null);
  /** Why there is no page on the stage. */
  readonly blank: FrameDto['blank'] = $derived(this.#echo?.blank ?? null);
  /** Where the panels are. */
  readonly panelsAt: Micros = $derived(micros(this.frame?.at ?? 0));

  readonly #client: Client;
  readonly #clock: Clock;
  readonly #reports: Reports;
  readonly #stream: FrameStream;
  readonly #missing = new MissingAssets();
  readonly #jumps = new JumpHistory();
  #queue: PlayerCommandDto[] = [];
  /** Frames that came while one was being painted. */
  #arrived: FrameDto[] = [];
  /** The frame for the stage: the next one comes only after `painted` for this one. */
  #onStage: FrameDto | null = null;
  #stage: ((frame: FrameDto | null) => void) | null = null;
  #toldMs = -Infinity;
  #isPainting = false;
  #painted: number | null = null;
  /** Until when the answer of the request under way is awaited; null: none is. */
  #deadlineMs: number | null = null;
  #lastTickMs: number | null = null;
  #stopTicking: (() => void) | null = null;
  #isClosed = false;

  constructor(client: Client, session: SessionDto, clock: Clock, reports: Reports) {
    this.session = session.session;
    this.#client = client;
    this.#clock = clock;
    this.#reports = reports;
    this.#stream = new FrameStream(session.session, {
      onFrame: (frame) => this.#take(frame),
      onGap: () => this.resync(),
      onForeignVersion: (version) => reports.onForeignVersion(version),
    });
    this.grow(session);
  }

  // What the user asks

  play(): void {
    if (this.playing) return;
    // Play at the end begins again, as everywhere.
    if (this.loopRange === null) {
      if (this.speed > 0 && this.atEnd) this.#push({ do: 'seek', at: 0 }, { at: micros(0) });
      else if (this.speed < 0 && this.at <= 0) this.#push({ do: 'seek', at: this.duration }, { at: this.duration });
    }
    this.#push({ do: 'play' }, { playing: true });
  }

  /** Plays on and pauses there. */
  playUntil(at: Micros): void {
    this.#push({ do: 'playUntil', at }, { playing: true });
  }

  pause(): void {
    if (this.playing) this.#push({ do: 'pause' }, { playing: false });
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Latest wins. Remembered as a jump where it goes far enough. */
  seek(at: Micros): void {
    const target = clampMicros(at, micros(0), this.duration);
    this.#jumps.note(this.at, target, this.#clock.nowMs());
    this.#seekTo(target);
  }

  /** The first place of a recording that was just opened: not a jump. */
  start(at: Micros): void {
    this.#seekTo(clampMicros(at, micros(0), this.duration));
  }

  jumpBack(): void {
    const target = this.#jumps.back(this.at);
    if (target !== null) this.#seekTo(target);
  }

  jumpForward(): void {
    const target = this.#jumps.forward(this.at);
    if (target !== null) this.#seekTo(target);
  }

  stepChange(forward: boolean): void {
    this.pause();
    this.#push({ do: 'stepChange', forward }, {});
  }

  stepAct(forward: boolean): void {
    this.#push({ do: 'stepAct', forward }, {});
  }

  setSpeed(speed: number): void {
    this.#push({ do: 'setSpeed', speed }, { speed });
  }

  setSkipIdle(on: boolean, threshold: Micros = this.idleThreshold): void {
    this.#push({ do: 'setSkipIdle', on, threshold }, { skipIdle: on, idleThreshold: threshold });
  }

  setLoop(range: [Micros, Micros] | null): void {
    this.#push({ do: 'setLoop', range }, { loopRange: range });
  }

  /** Null: follows the user. */
  pinTab(tab: number | null): void {
    this.#push({ do: 'pinTab', tab }, { pinned: tab });
  }

  /** The stage lost its state. */
  resync(): void {
    this.#stream.reset();
    this.#arrived = [];
    // What is under way will not be painted.
    this.#isPainting = false;
    this.#deadlineMs = null;
    this.#push({ do: 'resync' }, {});
  }

  // What the engine and the stage say

  /** The recording became longer, or was opened. */
  grow(session: SessionDto): void {
    this.duration = micros(session.info.duration);
    this.watermark = micros(session.info.watermark);
  }

  receive(message: unknown): FrameVerdict {
    return this.#isClosed ? 'stale' : this.#stream.accept(message);
  }

  /** For the stage, of which there is one. */
  follow(listener: (frame: FrameDto | null) => void): () => void {
    this.#stage = listener;
    listener(this.#onStage);
    return () => {
      if (this.#stage === listener) this.#stage = null;
    };
  }

  /** The frame with this sequence stands on the stage, and the display is about to paint it. */
  painted(sequence: number): void {
    if (this.#onStage?.sequence !== sequence) return;
    this.#painted = sequence;
    this.#isPainting = false;
    const next = this.#arrived.shift();
    if (next) this.#show(next);
    else this.#deadlineMs = null;
    this.#pump();
    this.#clock.afterPaint(() => this.#tellPanels());
  }

  close(): void {
    this.#isClosed = true;
    this.#stopTicking?.();
    this.#stopTicking = null;
  }

  // Inside

  #seekTo(at: Micros): void {
    this.#queue = this.#queue.filter((command) => command.do !== 'seek');
    this.#push({ do: 'seek', at }, { at });
  }

  #push(command: PlayerCommandDto, wish: Wish): void {
    this.#queue.push(command);
    this.#wish = { ...this.#wish, ...wish };
    this.#noteJumps();
    this.#pump();
  }

  #noteJumps(): void {
    this.canJumpBack = this.#jumps.canGoBack;
    this.canJumpForward = this.#jumps.canGoForward;
  }

  #take(frame: FrameDto): void {
    if (this.#isPainting && frame.body.kind === 'patch') {
      this.#arrived.push(frame);
      return;
    }
    // A full frame replaces whatever was on its way to the stage.
    this.#arrived = [];
    this.#show(frame);
  }

  #show(frame: FrameDto): void {
    this.#missing.follow(frame);
    this.missingAssets = this.#missing.list;
    this.#isPainting = true;
    this.#onStage = frame;
    // At once: whatever else the frame changes in the window would stand between it and the display.
    this.#stage?.(frame);
    this.#reports.onFrame?.(frame);
    this.#echo = frame;
    // With the first one they come at all.
    this.frame ??= frame;
    // The echo is here; wishes that still wait in the queue stay.
    this.#wish = wishOf(this.#queue);
    this.#keepTicking();
  }

  /** The panels come after the page, and not for each frame of many. */
  #tellPanels(): void {
    if (this.#isClosed || this.frame === this.#onStage) return;
    const nowMs = this.#clock.nowMs();
    if (nowMs - this.#toldMs < PANELS_GAP_MS) {
      // Told by a later tick, if no later frame does it.
      this.#keepTicking();
      return;
    }
    this.#toldMs = nowMs;
    this.frame = this.#onStage;
  }

  #isBusy(): boolean {
    if (this.#deadlineMs === null) return false;
    if (this.#clock.nowMs() < this.#deadlineMs) return true;
    this.#deadlineMs = null;
    this.#isPainting = false;
    return false;
  }

  #pump(): void {
    if (this.#isClosed || this.#queue.length === 0) return;
    if (this.#isBusy()) {
      this.#keepTicking();
      return;
    }
    const commands = this.#queue;
    this.#queue = [];
    this.#deadlineMs = this.#clock.nowMs() + GIVE_UP_MS;
    this.#client.call('player', { session: this.session, commands, painted: this.#painted }).catch((thrown: unknown) => {
      this.#deadlineMs = null;
      this.#wish = wishOf(this.#queue);
      if (!this.#isClosed) this.#reports.onError(thrown);
    });
    this.#keepTicking();
  }

  /** Ticks while playing, and while an answer is awaited that may never come. */
  #keepTicking(): void {
    if (this.#stopTicking || this.#isClosed) return;
    this.#lastTickMs = null;
    this.#stopTicking = this.#clock.everyFrame((nowMs) => this.#tick(nowMs));
  }

  #tick(nowMs: number): void {
    const isBusy = this.#isBusy();
    if (!this.playing) {
      this.#lastTickMs = null;
      this.#pump();
      if (!isBusy && this.#queue.length === 0) {
        this.#stopTicking?.();
        this.#stopTicking = null;
        if (this.frame !== this.#onStage) this.#clock.afterPaint(() => this.#tellPanels());
      }
      return;
    }
    if (this.#lastTickMs === null) {
      this.#lastTickMs = nowMs;
    } else if (!isBusy) {
      const elapsed = clampMicros(microsFromMs(nowMs - this.#lastTickMs), micros(0), LONGEST_ADVANCE);
      this.#lastTickMs = nowMs;
      this.#queue.push({ do: 'advance', elapsed });
    }
    this.#pump();
  }

  #loopRange(): [Micros, Micros] | null {
    if (this.#wish.loopRange !== undefined) return this.#wish.loopRange;
    return rangeFrom(this.#echo?.player.loopRange ?? null);
  }
}

/** The visible rule beside the switch, until the engine's own is known. */
const DEFAULT_IDLE_THRESHOLD = 5_000_000;

function rangeFrom(range: [number, number] | null): [Micros, Micros] | null {
  return range === null ? null : [micros(range[0]), micros(range[1])];
}

/** What commands that are not sent yet will have set. */
function wishOf(commands: readonly PlayerCommandDto[]): Wish {
  const wish: Wish = {};
  for (const command of commands) {
    if (command.do === 'seek') wish.at = micros(command.at);
    else if (command.do === 'play' || command.do === 'playUntil') wish.playing = true;
    else if (command.do === 'pause') wish.playing = false;
    else if (command.do === 'setSpeed') wish.speed = command.speed;
    else if (command.do === 'pinTab') wish.pinned = command.tab;
    else if (command.do === 'setLoop') wish.loopRange = rangeFrom(command.range);
    else if (command.do === 'setSkipIdle') {
      wish.skipIdle = command.on;
      wish.idleThreshold = micros(command.threshold);
    }
  }
  return wish;
}
