import { Remembered } from '../shared/remembered.svelte';
import { DEFAULT_OVERLAYS, type OverlaySwitches } from '../stage/overlaySwitches';

function isSwitches(stored: unknown): stored is OverlaySwitches {
  if (typeof stored !== 'object' || stored === null) return false;
  const found = new Map<string, unknown>(Object.entries(stored));
  return Object.keys(DEFAULT_OVERLAYS).every((name) => typeof found.get(name) === 'boolean');
}

/** What is drawn over the page, as it was left. */
export function rememberedOverlays(): Remembered<OverlaySwitches> {
  return new Remembered('overlays', DEFAULT_OVERLAYS, isSwitches);
}
