import { micros, type Micros } from '../shared/units';

/** A smaller move is part of looking around, not a jump. */
const SMALLEST_JUMP = micros(1_500_000);
/** Moves that follow each other quicker than this are one gesture (a drag, a held key). */
const GESTURE_MS = 600;
const KEPT = 100;

/** Back and forward through one's own jumps, as in a browser. Real time comes in as an argument. */
export class JumpHistory {
  #back: Micros[] = [];
  #forward: Micros[] = [];
  #lastMoveMs = Number.NEGATIVE_INFINITY;

  get canGoBack(): boolean {
    return this.#back.length > 0;
  }

  get canGoForward(): boolean {
    return this.#forward.length > 0;
  }

  /** Notes a move that is about to happen. */
  note(from: Micros, to: Micros, nowMs: number): void {
    const goesOn = nowMs - this.#lastMoveMs < GESTURE_MS;
    this.#lastMoveMs = nowMs;
    if (goesOn || Math.abs(to - from) < SMALLEST_JUMP) return;
    this.#back.push(from);
    if (this.#back.length > KEPT) this.#back.shift();
    this.#forward = [];
  }

  back(from: Micros): Micros | null {
    const target = this.#back.pop();
    if (target === undefined) return null;
    this.#forward.push(from);
    return target;
  }

  forward(from: Micros): Micros | null {
    const target = this.#forward.pop();
    if (target === undefined) return null;
    this.#back.push(from);
    return target;
  }
}
