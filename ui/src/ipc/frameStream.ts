import { FRAME_VERSION, type FrameDto } from './generated/bindings';

/** What happened to a frame at the door. */
export type FrameVerdict = 'shown' | 'stale' | 'gap' | 'foreign';

interface Listener {
  onFrame(frame: FrameDto): void;
  /** The stage cannot follow any more: ask for a full frame. */
  onGap(): void;
  /** The engine speaks another version of the wire. */
  onForeignVersion(version: unknown): void;
}

/**
 * Lets through what the stage can draw next: frames of one session, in sequence, of the newest generation; a patch
 * only directly after the frame it patches.
 */
export class FrameStream {
  readonly #session: number;
  readonly #listener: Listener;
  /** Sequence of the last frame that was shown; null while only a full frame will do. */
  #shown: number | null = null;
  #newestSequence = -1;
  #generation = -1;

  constructor(session: number, listener: Listener) {
    this.#session = session;
    this.#listener = listener;
  }

  accept(message: unknown): FrameVerdict {
    if (!isFrame(message)) {
      const version = typeof message === 'object' && message !== null && 'version' in message ? message.version : null;
      this.#listener.onForeignVersion(version);
      return 'foreign';
    }
    const isLate = message.sequence <= this.#newestSequence || message.generation < this.#generation;
    if (message.session !== this.#session || isLate) return 'stale';
    this.#newestSequence = message.sequence;
    this.#generation = message.generation;
    if (message.body.kind === 'patch' && message.sequence !== (this.#shown ?? Number.NaN) + 1) {
      this.reset();
      this.#listener.onGap();
      return 'gap';
    }
    this.#shown = message.sequence;
    this.#listener.onFrame(message);
    return 'shown';
  }

  /** The stage lost what it had: only a full frame helps. */
  reset(): void {
    this.#shown = null;
  }
}

function isFrame(message: unknown): message is FrameDto {
  return typeof message === 'object' && message !== null && 'version' in message && message.version === FRAME_VERSION;
}
