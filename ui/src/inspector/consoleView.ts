import type { ConsoleLevelDto, ConsoleLineDto } from '../ipc/generated/bindings';

/** Gravest first, as the chips stand. */
export const LEVELS: readonly ConsoleLevelDto[] = ['error', 'warn', 'info', 'log', 'debug'];

export const LEVEL_NAMES: Record<ConsoleLevelDto, readonly [one: string, many: string]> = {
  error: ['Error', 'Errors'],
  warn: ['Warning', 'Warnings'],
  info: ['Info', 'Info'],
  log: ['Log', 'Log'],
  debug: ['Debug', 'Debug'],
};

const ROW_CHARS = 1000;

/** Equal lines that follow each other, shown as one with a counter. */
export interface ConsoleGroup {
  /** Place of the first line in the recording: its identity. */
  readonly first: number;
  readonly count: number;
  readonly line: ConsoleLineDto;
  /** When the last of them was written (µs). */
  readonly until: number;
}

export interface ConsoleFilter {
  readonly levels: ReadonlySet<ConsoleLevelDto>;
  readonly text: string;
}

export function groupLines(lines: readonly ConsoleLineDto[]): ConsoleGroup[] {
  const groups: ConsoleGroup[] = [];
  lines.forEach((line, place) => {
    const last = groups.at(-1);
    if (last && isSame(last.line, line)) {
      groups[groups.length - 1] = { ...last, count: last.count + 1, until: line.at };
    } else {
      groups.push({ first: place, count: 1, line, until: line.at });
    }
  });
  return groups;
}

export function countLevels(lines: readonly ConsoleLineDto[]): Record<ConsoleLevelDto, number> {
  const counts: Record<ConsoleLevelDto, number> = { error: 0, warn: 0, info: 0, log: 0, debug: 0 };
  for (const line of lines) counts[line.level] += 1;
  return counts;
}

export function filterGroups(groups: readonly ConsoleGroup[], filter: ConsoleFilter): readonly ConsoleGroup[] {
  const wanted = filter.text.trim().toLowerCase();
  const hasAll = LEVELS.every((level) => filter.levels.has(level));
  if (hasAll && wanted === '') return groups;
  return groups.filter(({ line }) => filter.levels.has(line.level) && (wanted === '' || holds(line, wanted)));
}

/** So many groups were written at or before this moment: the "now" rule stands after them. */
export function groupsUntil(groups: readonly ConsoleGroup[], at: number): number {
  let low = 0;
  let high = groups.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((groups[middle]?.line.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What stands at the right of a row: the place a line came from, without the way to it. */
export function shortFrame(frame: string): string {
  const inner = /\(([^()]*)\)\s*$/.exec(frame)?.[1] ?? frame.replace(/^\s*at\s+/, '');
  const place = inner.split(/[?#]/)[0] ?? inner;
  const tail = /[?#].*?((?::\d+){1,2})$/.exec(inner)?.[1] ?? '';
  return (place.split('/').at(-1) || place) + tail;
}

/** As much of the text as a row can show, without its breaks. */
export function lineInOne(line: ConsoleLineDto): string {
  const text = line.text.slice(0, ROW_CHARS).replace(/\s*\n\s*/g, ' ');
  return line.uncaught ? `Uncaught ${text}` : text;
}

export function lineForCopying(line: ConsoleLineDto): string {
  return [line.text, ...line.trace.map((frame) => `    ${frame.trim()}`)].join('\n');
}

function isSame(a: ConsoleLineDto, b: ConsoleLineDto): boolean {
  return (
    a.level === b.level &&
    a.text === b.text &&
    a.uncaught === b.uncaught &&
    a.trace[0] === b.trace[0] &&
    a.args.length === b.args.length &&
    a.args.every((arg, place) => arg === b.args[place])
  );
}

function holds(line: ConsoleLineDto, wanted: string): boolean {
  return line.text.toLowerCase().includes(wanted) || (line.trace[0]?.toLowerCase().includes(wanted) ?? false);
}
