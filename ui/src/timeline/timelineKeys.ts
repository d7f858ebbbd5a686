import { micros, microsFromSeconds } from '../shared/units';
import type { TimelineController } from './timelineController.svelte';

const STEP = microsFromSeconds(5);
const SMALL_STEP = microsFromSeconds(1);
const PAGE_SHARE = 0.1;
const ZOOM_STEP = 1.5;

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** What a key does while the timeline has the focus. False: it is not the timeline's. */
export function pressKey(timeline: TimelineController, event: Key): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const { playback } = timeline;
  const seekBy = (by: number) => playback.seek(micros(playback.at + by));
  const step = event.shiftKey ? SMALL_STEP : STEP;
  const page = timeline.duration * PAGE_SHARE;
  const zoom = (factor: number) => timeline.zoomAt(timeline.xOf(playback.at), factor);
  const keys: Record<string, () => void> = {
    ArrowLeft: () => seekBy(-step),
    ArrowRight: () => seekBy(step),
    PageUp: () => seekBy(page),
    PageDown: () => seekBy(-page),
    Home: () => playback.seek(micros(0)),
    End: () => playback.seek(timeline.duration),
    '+': () => zoom(1 / ZOOM_STEP),
    '-': () => zoom(ZOOM_STEP),
  };
  if (event.key === 'Enter') return timeline.commit();
  if (event.key === 'Escape') return timeline.stepBack();
  const act = keys[event.key];
  act?.();
  return act !== undefined;
}
