// Making one of these takes longer than many lines of a list.
const COUNT = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const DAY = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' });
const DAY_AND_TIME = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const LONG = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

/** `12,345` in the reader's own grouping. */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

/** For narrow counters: `999`, `1.2k`, `12k`, `3M`. The exact number belongs in the tooltip. */
export function formatCountShort(count: number): string {
  if (count < 1000) return String(count);
  if (count < 10_000) return `${Math.floor(count / 100) / 10}k`;
  if (count < 1_000_000) return `${Math.floor(count / 1000)}k`;
  return `${Math.floor(count / 1_000_000)}M`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(2)} GB`;
}

/** The day of a wall-clock time in microseconds since the Unix epoch, in the reader's own form. */
export function formatDay(wallMicros: number): string {
  return DAY.format(new Date(wallMicros / 1000));
}

/** Day and time of this year, day and year of others: enough to tell recordings apart in a list. */
export function formatWhen(wallMicros: number, nowMs = Date.now()): string {
  const when = new Date(wallMicros / 1000);
  if (when.getFullYear() !== new Date(nowMs).getFullYear()) return formatDay(wallMicros);
  return DAY_AND_TIME.format(when);
}

/** Day, time and zone offset: for tooltips. */
export function formatDateTime(wallMicros: number): string {
  return LONG.format(new Date(wallMicros / 1000));
}

/** `1 error`, `2 errors`. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Keeps both ends of an address or selector, which tell more than its middle. */
export function ellipsisInMiddle(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = Math.ceil((length - 1) * 0.6);
  const tail = Math.max(0, length - 1 - head);
  return `${text.slice(0, head)}…${tail > 0 ? text.slice(-tail) : ''}`;
}
