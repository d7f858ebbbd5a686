import type { Micros } from './units';

// One form for each use (look.md, item 15): the form depends on what the number is for and on the length of the
// recording, never on the number itself, so that a running clock keeps its width.

const MS = 1000;
const SECOND = 1000 * MS;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

interface Parts {
  hours: number;
  minutes: number;
  seconds: number;
  millis: number;
}

function partsOf(time: number): Parts {
  const whole = Math.max(0, Math.floor(time / MS));
  return {
    hours: Math.floor(whole / 3_600_000),
    minutes: Math.floor(whole / 60_000) % 60,
    seconds: Math.floor(whole / 1000) % 60,
    millis: whole % 1000,
  };
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

/** `3:12.480`, in the form that the longest time of the recording needs. */
export function formatClock(at: Micros, longest: Micros): string {
  return `${formatLength(at, longest)}.${padded(partsOf(at).millis, 3)}`;
}

/** `3:12` or `1:02:03`, without fractions; padded to the form of `longest` where one is given. */
export function formatLength(at: Micros, longest: Micros = at): string {
  const { hours, minutes, seconds } = partsOf(at);
  const widest = partsOf(Math.max(at, longest));
  if (widest.hours > 0) {
    return `${padded(hours, String(widest.hours).length)}:${padded(minutes, 2)}:${padded(seconds, 2)}`;
  }
  return `${padded(minutes, widest.minutes > 9 ? 2 : 1)}:${padded(seconds, 2)}`;
}

/** How long something took: `12 ms`, `1.24 s`, `3:12.480`, `1:02:03`. */
export function formatDuration(span: Micros): string {
  if (span < SECOND) return `${Math.round(span / MS)} ms`;
  if (span < MINUTE) return `${(span / SECOND).toFixed(2)} s`;
  if (span < HOUR) return formatClock(span, span);
  return formatLength(span);
}

/** What the engine needed: `0.42 ms`, `12 ms`. */
export function formatEngineTime(span: Micros): string {
  return span < 10 * MS ? `${(span / MS).toFixed(1)} ms` : formatDuration(span);
}

/** For assistive technology: `3 minutes 12 seconds`. */
export function formatSpoken(at: Micros): string {
  const { hours, minutes, seconds } = partsOf(at);
  const words = [spoken(hours, 'hour'), spoken(minutes, 'minute'), spoken(seconds, 'second')].filter((w) => w !== '');
  return words.length > 0 ? words.join(' ') : '0 seconds';
}

function spoken(count: number, noun: string): string {
  if (count === 0) return '';
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Reads what a person writes for a moment: `1:02:03.5`, `3:12`, `12.5` (seconds). Null where it is none. */
export function parseClock(text: string): number | null {
  const found = /^(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)$/.exec(text.trim());
  if (!found) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = found;
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * SECOND);
}
