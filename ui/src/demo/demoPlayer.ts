import { FRAME_VERSION, type FrameDto, type PlayerCommandDto, type PlayerRequestDto } from '../ipc/generated/bindings';
import { fullOps, patchOps, type ShopState } from './demoPage';
import { ACT_TIMES, CHANGES, DURATION, HREF, overlayAt, stateAt, TIMELINE } from './demoRecording';

/** Plays the made-up recording as the engine plays a real one: one frame for each request. */
export class DemoPlayer {
  at = 0;
  #playing = false;
  #until: number | null = null;
  #speed = 1;
  #skipIdle = false;
  #idleThreshold = 5_000_000;
  #loop: [number, number] | null = null;
  #skipping: [number, number] | null = null;
  #sequence = 0;
  #generation = 0;
  #shown: ShopState | null = null;
  readonly #session: number;

  constructor(session: number) {
    this.#session = session;
  }

  answer(request: PlayerRequestDto): FrameDto {
    this.#skipping = null;
    for (const command of request.commands) this.#apply(command);
    return this.#frame();
  }

  #apply(command: PlayerCommandDto): void {
    switch (command.do) {
      case 'play':
      case 'playUntil':
        this.#playing = true;
        this.#until = command.do === 'playUntil' ? command.at : null;
        break;
      case 'pause':
        this.#playing = false;
        break;
      case 'seek':
        this.#moveTo(command.at);
        this.#generation += 1;
        break;
      case 'advance':
        if (this.#playing) this.#advance(command.elapsed * this.#speed);
        break;
      case 'stepChange':
        this.#moveTo(neighbour(CHANGES, this.at, command.forward));
        break;
      case 'stepAct':
        this.#moveTo(neighbour(ACT_TIMES, this.at, command.forward));
        break;
      case 'setSpeed':
        this.#speed = command.speed;
        break;
      case 'setSkipIdle':
        this.#skipIdle = command.on;
        this.#idleThreshold = command.threshold;
        break;
      case 'setLoop':
        this.#loop = command.range;
        break;
      case 'pinTab':
        // There is one tab.
        break;
      case 'resync':
        this.#shown = null;
        break;
    }
  }

  #moveTo(at: number): void {
    this.at = Math.round(Math.min(Math.max(at, 0), DURATION));
  }

  #advance(by: number): void {
    const end = this.#loop?.[1] ?? DURATION;
    let next = this.at + by;
    const idle = TIMELINE.idle.find(([from, to]) => to - from > this.#idleThreshold && next >= from && next < to);
    if (this.#skipIdle && idle) {
      this.#skipping = idle;
      next = idle[1];
    }
    const until = this.#until;
    if (until !== null && this.at < until !== next < until) {
      next = until;
      this.#playing = false;
    } else if (next <= 0 && by < 0) {
      this.#playing = false;
    }
    if (next >= end && this.#loop) next = this.#loop[0];
    else if (next >= DURATION) this.#playing = false;
    this.#moveTo(next);
  }

  /** Another moment, for a stage of its own. */
  frameAt(at: number): FrameDto {
    this.#moveTo(at);
    return this.#frame();
  }

  #frame(): FrameDto {
    const state = stateAt(this.at);
    const ops = this.#shown ? patchOps(this.#shown, state) : fullOps(state);
    const kind = this.#shown ? 'patch' : 'full';
    this.#shown = state;
    this.#sequence += 1;
    return {
      version: FRAME_VERSION,
      session: this.#session,
      sequence: this.#sequence,
      generation: this.#generation,
      at: this.at,
      tab: 0,
      followed: 0,
      epoch: 0,
      body: { kind, ops },
      blank: null,
      viewport: [1280, 800],
      href: HREF,
      title: 'Kitchen shop',
      overlay: overlayAt(this.at),
      player: {
        playing: this.#playing,
        speed: this.#speed,
        skipIdle: this.#skipIdle,
        idleThreshold: this.#idleThreshold,
        skipping: this.#skipping,
        loopRange: this.#loop,
        pinned: null,
        atEnd: this.at >= DURATION,
      },
      cost: { segmentsRead: 1, recordsApplied: 212, ops: ops.length, nodes: 78 + state.cart.length * 2, engineUs: 840 },
    };
  }
}

function neighbour(times: number[], at: number, forward: boolean): number {
  const found = forward ? times.find((time) => time > at) : times.findLast((time) => time < at);
  return found ?? (forward ? DURATION : 0);
}
