import type { SearchHitDto } from '../ipc/generated/bindings';
import { partsOf } from '../library/matchedText';

const LONGEST = 160;

/** The found line in plain text. */
export function foundText(hit: SearchHitDto): string {
  const text = partsOf(hit.text)
    .map((part) => part.text)
    .join('');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
