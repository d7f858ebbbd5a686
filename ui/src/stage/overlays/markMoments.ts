// What the marks of the recent past say over the page. All spans are of recording time: paused, nothing moves.

import type { MarkDto, MarkKindDto } from '../../ipc/generated/bindings';

export const FLASH_MICROS = 700_000;
export const VIEWPORT_MICROS = 2_000_000;
/** The longest of them: older marks say nothing. */
export const MARKS_MICROS = VIEWPORT_MICROS;

/** Kinds of marks that are told over the page. */
export const TOLD: ReadonlySet<MarkKindDto> = new Set(['click', 'touch', 'error', 'viewport']);

/** How strongly the page's frame flashes: 1 at the moment of an error, falling to 0. */
export function errorFlash(marks: readonly MarkDto[], atMicros: number): number {
  let strength = 0;
  for (const mark of marks) {
    const age = atMicros - mark.at;
    if (mark.kind === 'error' && age >= 0 && age < FLASH_MICROS) strength = Math.max(strength, 1 - age / FLASH_MICROS);
  }
  return strength;
}

/** The size that the window became just now; null where it did not change. */
export function newViewport(marks: readonly MarkDto[], atMicros: number): string | null {
  const mark = marks.findLast((one) => one.kind === 'viewport' && one.at <= atMicros && atMicros - one.at < VIEWPORT_MICROS);
  return mark ? mark.label.replace(/^window became /, '') : null;
}

/** What was pressed at that moment, without the verb; null where nothing has a name. */
export function nameAt(marks: readonly MarkDto[], pressedAt: number): string | null {
  const mark = marks.find((one) => (one.kind === 'click' || one.kind === 'touch') && one.at === pressedAt);
  const name = mark?.label.replace(/^(clicked|double-clicked|touched|opened the menu of) /, '') ?? '';
  return name === '' || name === mark?.label ? null : name;
}
