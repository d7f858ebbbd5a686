/** A setting of the window that stays as it was left. Storage that is full or forbidden only costs the memory. */
export class Remembered<T> {
  readonly #key: string;
  readonly fallback: T;
  #value: T;

  constructor(key: string, fallback: T, accepts: (stored: unknown) => stored is T) {
    this.#key = `playhead.${key}`;
    this.fallback = fallback;
    this.#value = $state.raw(read(this.#key, fallback, accepts));
  }

  get value(): T {
    return this.#value;
  }

  set value(value: T) {
    this.#value = value;
    try {
      localStorage.setItem(this.#key, JSON.stringify(value));
    } catch {
      return;
    }
  }
}

function read<T>(key: string, fallback: T, accepts: (stored: unknown) => stored is T): T {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return accepts(stored) ? stored : fallback;
  } catch {
    return fallback;
  }
}

export function isBoolean(stored: unknown): stored is boolean {
  return typeof stored === 'boolean';
}

export function isNumber(stored: unknown): stored is number {
  return typeof stored === 'number' && Number.isFinite(stored);
}

export function isTexts(stored: unknown): stored is string[] {
  return Array.isArray(stored) && stored.every((one) => typeof one === 'string');
}

/** Accepts one of the given values. */
export function isOneOf<T extends string>(...allowed: readonly T[]): (stored: unknown) => stored is T {
  return (stored): stored is T => allowed.some((value) => value === stored);
}
