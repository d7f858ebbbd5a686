import type { ConsoleGroup } from './consoleView';
import { isContainer, jsonRows, parseArgument, type JsonRow } from './jsonRows';

/** A row of the console: a line, or a part of a line that was expanded. All have one height. */
export type ConsoleRow =
  | { readonly what: 'line'; readonly id: string; readonly group: ConsoleGroup; readonly open: boolean }
  | { readonly what: 'text'; readonly id: string; readonly group: ConsoleGroup; readonly text: string }
  | { readonly what: 'frame'; readonly id: string; readonly group: ConsoleGroup; readonly text: string }
  | { readonly what: 'value'; readonly id: string; readonly group: ConsoleGroup; readonly value: JsonRow };

/** A single line longer than this many rows is cut; copying takes all of it. */
const MOST_TEXT_ROWS = 500;

export interface Opened {
  /** Lines, by the place of their first. */
  readonly lines: ReadonlySet<number>;
  /** Values inside of them, by path. */
  readonly values: ReadonlySet<string>;
}

export function consoleRows(groups: readonly ConsoleGroup[], opened: Opened, columns: number): ConsoleRow[] {
  const rows: ConsoleRow[] = [];
  for (const group of groups) {
    const open = opened.lines.has(group.first);
    rows.push({ what: 'line', id: String(group.first), group, open });
    if (open) rows.push(...partsOf(group, opened.values, columns));
  }
  return rows;
}

/** The place of a group's own row, found without walking all rows; parts of expanded lines stand between them. */
export function rowOfGroup(rows: readonly ConsoleRow[], first: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.group.first ?? 0) < first) low = middle + 1;
    else high = middle;
  }
  return low;
}

function partsOf(group: ConsoleGroup, openedValues: ReadonlySet<string>, columns: number): ConsoleRow[] {
  const { line, first } = group;
  const parts: ConsoleRow[] = [];
  const texts = wrapped(line.uncaught ? `Uncaught ${line.text}` : line.text, columns);
  texts.forEach((text, place) => parts.push({ what: 'text', id: `${first}:t${place}`, group, text }));
  line.args.forEach((json, place) => {
    const value = parseArgument(json);
    if (!isContainer(value)) return;
    for (const row of jsonRows(value, openedValues, `${first}:a${place}`, 0)) {
      parts.push({ what: 'value', id: row.path, group, value: row });
    }
  });
  line.trace.forEach((frame, place) => {
    parts.push({ what: 'frame', id: `${first}:f${place}`, group, text: frame.trim() });
  });
  return parts;
}

/** The text in rows of this many characters. */
export function wrapped(text: string, columns: number): string[] {
  const width = Math.max(16, columns);
  const rows: string[] = [];
  for (const line of text.split('\n')) {
    // By code points: a pair of surrogates is not torn.
    const letters = line.length > width ? Array.from(line) : null;
    if (!letters) {
      rows.push(line);
    } else {
      for (let from = 0; from < letters.length; from += width) rows.push(letters.slice(from, from + width).join(''));
    }
    if (rows.length >= MOST_TEXT_ROWS) return [...rows.slice(0, MOST_TEXT_ROWS), '…'];
  }
  return rows;
}
