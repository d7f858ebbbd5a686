// Animations of the page follow the recording: while it stands they stand, wherever one came from.

/** How the recording moves at the moment of a frame. */
export interface Movement {
  readonly atMicros: number;
  /** Null while it stands still. */
  readonly speed: number | null;
  /** The frame is no continuation of the one before it. */
  readonly jumped: boolean;
}

export class Animations {
  /** Paused by us: others were paused by the page and stay so. */
  private readonly held = new WeakSet<Animation>();
  private readonly svgHeld = new WeakSet<SVGSVGElement>();
  private last: Movement = { atMicros: 0, speed: null, jumped: true };

  /** Makes the browser resolve styles, which it is about to do anyway: called once, after all operations of a frame. */
  settle(documents: Iterable<Document>, svgRoots: Set<SVGSVGElement>, movement: Movement): void {
    const { speed, jumped } = movement;
    const plain = speed === 1 && !jumped && this.last.speed === 1;
    this.last = movement;
    this.settleSvg(svgRoots, movement);
    // Animations start at full speed by themselves.
    if (plain) return;
    for (const document of documents) {
      // jsdom, which runs the tests, knows no animations.
      for (const animation of document.getAnimations?.() ?? []) {
        // Those driven by scrolling have their moment from the recorded offset.
        if (animation.timeline === document.timeline) this.settleOne(animation, movement);
      }
    }
  }

  private settleOne(animation: Animation, { atMicros, speed, jumped }: Movement): void {
    const timing = animation.effect?.getComputedTiming();
    if (timing === undefined) return;
    const pausedByPage = animation.playState === 'paused' && !this.held.has(animation);
    if (pausedByPage) return;
    const isEndless = !Number.isFinite(Number(timing.endTime));
    if (!isEndless && (speed === null || jumped)) {
      // Its end state is what the page showed from then on; where in between it stood was not recorded.
      if (animation.playState !== 'finished') animation.finish();
      return;
    }
    if (animation.playState === 'finished') return;
    if (speed === null) {
      if (animation.playState !== 'paused') animation.pause();
      this.held.add(animation);
    }
    // After pausing, which takes effect later and would let it run on until then.
    if (isEndless && (speed === null || jumped)) {
      const length = Number(timing.duration) * (timing.direction?.startsWith('alternate') === true ? 2 : 1);
      if (length > 0) animation.currentTime = (timing.delay ?? 0) + ((atMicros / 1000) % length);
    }
    if (speed !== null) {
      if (animation.playbackRate !== speed) animation.playbackRate = speed;
      if (this.held.delete(animation)) animation.play();
    }
  }

  /** Animation elements inside SVG have a clock for each outermost root, which cannot run at another speed. */
  private settleSvg(roots: Set<SVGSVGElement>, { atMicros, speed, jumped }: Movement): void {
    for (const root of roots) {
      if (!root.isConnected) {
        roots.delete(root);
        continue;
      }
      const held = this.svgHeld.has(root);
      if (speed === null || jumped || held) root.setCurrentTime(atMicros / 1_000_000);
      if (speed === null && !held) {
        root.pauseAnimations();
        this.svgHeld.add(root);
      } else if (speed !== null && held) {
        root.unpauseAnimations();
        this.svgHeld.delete(root);
      }
    }
  }
}
