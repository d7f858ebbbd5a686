import { partsOf } from '../library/matchedText';
import type { FoundMoment } from './windowController.svelte';

const LONGEST = 160;

/** The found line in plain text. */
export function foundText(found: FoundMoment): string {
  const text = partsOf(found.text)
    .map((part) => part.text)
    .join('');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
