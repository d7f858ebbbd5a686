// Branded numbers: a time can not be added to a length by mistake. Nothing but these functions makes them.

declare const unit: unique symbol;

/** Microseconds from the start of the recording, or a span of them. */
export type Micros = number & { readonly [unit]: 'micros' };

/** A length in CSS pixels of the window (or, where the name says so, of the recorded page). */
export type CssPx = number & { readonly [unit]: 'cssPx' };

export function micros(value: number): Micros {
  return Math.round(value) as Micros;
}

export function microsFromMs(ms: number): Micros {
  return micros(ms * 1000);
}

export function microsFromSeconds(seconds: number): Micros {
  return micros(seconds * 1_000_000);
}

export function clampMicros(value: number, low: Micros, high: Micros): Micros {
  return micros(Math.min(Math.max(value, low), Math.max(low, high)));
}

export function cssPx(value: number): CssPx {
  return value as CssPx;
}

export function clampCssPx(value: number, low: CssPx, high: CssPx): CssPx {
  return cssPx(Math.min(Math.max(value, low), Math.max(low, high)));
}
