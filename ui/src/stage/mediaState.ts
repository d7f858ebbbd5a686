// Video and audio at their recorded position. Sources are `data:` or `blob:`, or there is nothing to play.

import type { MediaDto } from '../ipc/generated/bindings';
import { isHtml } from './kinds';
import type { Problems } from './problems';

/** While it plays the browser's own clock leads, and is corrected only when it is this far off. */
const DRIFT_SECS = 0.25;

const HAVE_METADATA = 1;

/** Nearer than a frame of any film. */
const NEAR_SECS = 0.005;

/** How often a clip that stands still is sent to one place: some never arrive, and asked in between they begin again. */
const TRIES = 3;

interface Clip {
  readonly element: HTMLMediaElement;
  readonly media: MediaDto;
  /** Where it was last sent while standing still, and how often. */
  sought: number | null;
  tries: number;
}

export class MediaState {
  private readonly clips = new Map<number, Clip>();
  private speed: number | null = null;
  private atMicros = 0;

  constructor(private readonly problems: Problems) {}

  set(key: number, node: Node, media: MediaDto | undefined): void {
    const clip = this.clips.get(key);
    if (media !== undefined) {
      if (isHtml(node, 'video') || isHtml(node, 'audio')) this.clips.set(key, { element: node, media, sought: null, tries: 0 });
      else this.problems.add(`media state for ${key}, which is none`);
    } else if (clip !== undefined) {
      this.clips.delete(key);
      clip.element.pause();
    }
  }

  /** `speed` is null while the recording stands still. */
  settle(atMicros: number, speed: number | null): void {
    this.atMicros = atMicros;
    this.speed = speed;
    this.settleLate();
  }

  settleLate(): void {
    for (const [key, clip] of this.clips) {
      this.problems.attempt(
        () => `media ${key}`,
        () => settleClip(clip, this.atMicros, this.speed),
      );
    }
  }

  /** Some clip is still loading, so it could not be set to its position, or is on its way there. */
  get waiting(): boolean {
    for (const { element } of this.clips.values()) {
      if (element.seeking) return true;
      // Choosing among sources takes a moment as well; only then is it known that there is none.
      const mayCome = element.error === null && element.networkState !== element.NETWORK_NO_SOURCE;
      if (mayCome && element.readyState < HAVE_METADATA && hasSource(element)) return true;
    }
    return false;
  }

  forget(key: number): void {
    this.clips.get(key)?.element.pause();
    this.clips.delete(key);
  }

  clear(): void {
    this.clips.clear();
  }
}

function hasSource(element: HTMLMediaElement): boolean {
  return element.hasAttribute('src') || element.querySelector('source[src]') !== null;
}

function settleClip(clip: Clip, atMicros: number, speed: number | null): void {
  const { element, media } = clip;
  element.muted = media.muted ?? element.defaultMuted;
  element.volume = Math.min(Math.max(media.volume ?? 1, 0), 1);
  element.loop = media.looping ?? element.hasAttribute('loop');
  const moving = media.playing && speed !== null;
  if (moving) element.playbackRate = (media.rate ?? 1) * speed;
  if (element.readyState < HAVE_METADATA) return;
  if (media.sinceSecs !== null) {
    const playedSecs = media.playing ? Math.max(0, (atMicros - media.since) / 1_000_000) * (media.rate ?? 1) : 0;
    seek(clip, placeIn(element, media.sinceSecs + playedSecs), moving);
  }
  if (!moving) element.pause();
  // Refused where sound needs a gesture first: the picture then stands at the right position, frame by frame.
  else if (element.paused) element.play().catch(() => undefined);
}

function seek(clip: Clip, position: number, moving: boolean): void {
  const { element } = clip;
  const off = Math.abs(element.currentTime - position);
  if (moving) {
    if (off > DRIFT_SECS) element.currentTime = position;
    return;
  }
  if (clip.sought !== position) {
    clip.sought = position;
    clip.tries = 0;
  } else if (element.seeking) return;
  if (off <= NEAR_SECS || clip.tries >= TRIES) return;
  clip.tries += 1;
  element.currentTime = position;
}

/** A position within the clip: a loop begins again, everything else stays at its end. */
function placeIn({ duration, loop }: HTMLMediaElement, position: number): number {
  if (!Number.isFinite(duration) || duration <= 0) return position;
  return loop ? position % duration : Math.min(position, duration);
}
