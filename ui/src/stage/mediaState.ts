// Video and audio at their recorded position. Sources are `data:` or `blob:`, or there is nothing to play.

import type { MediaDto } from '../ipc/generated/bindings';
import { isHtml } from './kinds';
import type { Problems } from './problems';

/** While it plays the browser's own clock leads, and is corrected only when it is this far off. */
const DRIFT_SECS = 0.25;

const HAVE_METADATA = 1;

export class MediaState {
  private readonly clips = new Map<number, { element: HTMLMediaElement; media: MediaDto }>();
  private speed: number | null = null;

  constructor(private readonly problems: Problems) {}

  set(key: number, node: Node, media: MediaDto | undefined): void {
    const clip = this.clips.get(key);
    if (media !== undefined) {
      if (isHtml(node, 'video') || isHtml(node, 'audio')) this.clips.set(key, { element: node, media });
      else this.problems.add(`media state for ${key}, which is none`);
    } else if (clip !== undefined) {
      this.clips.delete(key);
      clip.element.pause();
    }
  }

  /** `speed` is null while the recording stands still. */
  settle(speed: number | null): void {
    this.speed = speed;
    this.settleLate();
  }

  settleLate(): void {
    for (const [key, { element, media }] of this.clips) {
      this.problems.attempt(
        () => `media ${key}`,
        () => settleClip(element, media, this.speed),
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

function settleClip(element: HTMLMediaElement, media: MediaDto, speed: number | null): void {
  element.muted = media.muted ?? element.defaultMuted;
  element.volume = Math.min(Math.max(media.volume ?? 1, 0), 1);
  element.loop = media.looping ?? element.hasAttribute('loop');
  const moving = media.playing && speed !== null;
  if (moving) element.playbackRate = (media.rate ?? 1) * speed;
  if (element.readyState < HAVE_METADATA) return;
  const position = media.currentSecs;
  if (position !== null) {
    const off = Math.abs(element.currentTime - position);
    if (off > (moving ? DRIFT_SECS : 0)) element.currentTime = position;
  }
  if (!moving) element.pause();
  // Refused where sound needs a gesture first: the picture then stands at the right position, frame by frame.
  else if (element.paused) element.play().catch(() => undefined);
}
