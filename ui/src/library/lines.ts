import type { ViewGroupDto } from '../ipc/generated/bindings';

// A list of entries with a heading above each group. Lines are what the list shows, entries what the engine numbers.

export type Line = { kind: 'heading'; group: ViewGroupDto } | { kind: 'entry'; entry: number };

export function lineCount(groups: readonly ViewGroupDto[], entries: number): number {
  return entries + groups.length;
}

/** How many groups begin at this entry or before it. */
function groupsUpTo(groups: readonly ViewGroupDto[], begins: (group: ViewGroupDto, index: number) => boolean): number {
  let [low, high] = [0, groups.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const group = groups[middle];
    if (group && begins(group, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function lineAt(groups: readonly ViewGroupDto[], line: number): Line {
  const above = groupsUpTo(groups, (group, index) => group.first + index <= line);
  const group = groups[above - 1];
  if (group && group.first + above - 1 === line) return { kind: 'heading', group };
  return { kind: 'entry', entry: line - above };
}

export function lineOfEntry(groups: readonly ViewGroupDto[], entry: number): number {
  return entry + groupsUpTo(groups, (group) => group.first <= entry);
}

/** Entries among some lines: the first, and how many. */
export function entriesAmong(groups: readonly ViewGroupDto[], first: number, count: number): { first: number; count: number } {
  if (count <= 0) return { first: 0, count: 0 };
  const entryOf = (line: number): number => {
    const found = lineAt(groups, line);
    return found.kind === 'entry' ? found.entry : found.group.first;
  };
  const from = entryOf(first);
  return { first: from, count: entryOf(first + count - 1) - from + 1 };
}
