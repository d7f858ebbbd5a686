/** Real time, so that tests bring their own. */
export interface Clock {
  nowMs(): number;
  /** Calls back once for each frame of the display until the returned function is called. */
  everyFrame(tick: (nowMs: number) => void): () => void;
  /** Called in a frame of the display: calls back as soon as that frame is painted. */
  afterPaint(then: () => void): void;
}

export const displayClock: Clock = {
  nowMs: () => performance.now(),
  everyFrame(tick) {
    let request = requestAnimationFrame(function step(nowMs) {
      request = requestAnimationFrame(step);
      tick(nowMs);
    });
    return () => cancelAnimationFrame(request);
  },
  afterPaint(then) {
    setTimeout(then, 0);
  },
};
