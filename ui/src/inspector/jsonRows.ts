/** One row of a value that is shown as a tree. */
export interface JsonRow {
  /** Names of the keys from the top, as one text: the row's identity. */
  readonly path: string;
  readonly depth: number;
  /** Key or index; empty for the value itself. */
  readonly name: string;
  /** The value, or what a closed container holds, in one line. */
  readonly preview: string;
  readonly type: 'string' | 'number' | 'word' | 'container' | 'rest';
  readonly openable: boolean;
  readonly open: boolean;
}

/** More entries of one container are counted, not listed. */
const MOST_ENTRIES = 1000;
const PREVIEW_CHARS = 120;
const PREVIEW_ENTRIES = 6;
/** Containers inside a preview are named, not opened, below this. */
const PREVIEW_DEPTH = 2;

/** The rows of a value: what is not opened is not walked. Containers are walked with a stack of our own. */
export function jsonRows(value: unknown, opened: ReadonlySet<string>, path = '', depth = 0): JsonRow[] {
  const rows: JsonRow[] = [];
  const stack: { value: unknown; name: string; path: string; depth: number }[] = [{ value, name: '', path, depth }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next.value === REST) {
      rows.push({ ...next, preview: '', type: 'rest', openable: false, open: false });
      continue;
    }
    const openable = isContainer(next.value) && Object.keys(next.value).length > 0;
    const open = openable && opened.has(next.path);
    const { name, path: at, depth: level } = next;
    rows.push({ path: at, depth: level, name, preview: preview(next.value), type: typeOf(next.value), openable, open });
    if (!open || !isContainer(next.value)) continue;
    const entries = entriesOf(next.value);
    for (const [key, child] of entries.reverse()) {
      stack.push({ value: child, name: key, path: `${at}/${escaped(key)}`, depth: level + 1 });
    }
  }
  return rows;
}

/** JSON that cannot be read is shown as the text it is. */
export function parseArgument(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

export function isContainer(value: unknown): value is Record<string, unknown> | unknown[] {
  return typeof value === 'object' && value !== null;
}

/** A value in one line, as far as the line goes. */
export function preview(value: unknown, depth = 0): string {
  if (typeof value === 'string') return depth === 0 ? value : shortened(JSON.stringify(value));
  if (!isContainer(value)) return String(value);
  const isList = Array.isArray(value);
  const keys = Object.keys(value);
  if (depth >= PREVIEW_DEPTH) return isList ? `Array(${keys.length})` : '{…}';
  const shown = keys.slice(0, PREVIEW_ENTRIES).map((key) => {
    const inside = preview((value as Record<string, unknown>)[key], depth + 1);
    return isList ? inside : `${key}: ${inside}`;
  });
  if (keys.length > shown.length) shown.push('…');
  const text = isList ? `[${shown.join(', ')}]` : `{${shown.join(', ')}}`;
  return shortened(text);
}

const REST = Symbol('entries that are not listed');

function entriesOf(value: Record<string, unknown> | unknown[]): [string, unknown][] {
  const entries: [string, unknown][] = Object.entries(value).slice(0, MOST_ENTRIES);
  const left = Object.keys(value).length - entries.length;
  if (left > 0) entries.push([`${left} more`, REST]);
  return entries;
}

function typeOf(value: unknown): JsonRow['type'] {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  return isContainer(value) ? 'container' : 'word';
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function shortened(text: string): string {
  return text.length <= PREVIEW_CHARS ? text : `${text.slice(0, PREVIEW_CHARS)}…`;
}
