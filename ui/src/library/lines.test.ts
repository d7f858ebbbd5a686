// @vitest-environment node
import { expect, it } from 'vitest';
import { entriesAmong, lineAt, lineCount, lineOfEntry } from './lines';

const groups = [
  { label: 'a', first: 0, count: 3 },
  { label: 'b', first: 3, count: 1 },
  { label: 'c', first: 4, count: 200 },
];

it('has a heading above each group', () => {
  expect(lineCount(groups, 204)).toBe(207);
  const shown = [0, 1, 3, 4, 5, 6, 7, 206].map((line) => {
    const found = lineAt(groups, line);
    return found.kind === 'heading' ? found.group.label : found.entry;
  });
  expect(shown).toEqual(['a', 0, 2, 'b', 3, 'c', 4, 203]);
});

it('leads from an entry to its line and back', () => {
  for (const entry of [0, 1, 2, 3, 4, 5, 100, 203]) {
    expect(lineAt(groups, lineOfEntry(groups, entry))).toEqual({ kind: 'entry', entry });
  }
});

it('is the entries alone where nothing is grouped', () => {
  expect([lineCount([], 9), lineOfEntry([], 4)]).toEqual([9, 4]);
  expect(lineAt([], 4)).toEqual({ kind: 'entry', entry: 4 });
  expect(entriesAmong([], 2, 5)).toEqual({ first: 2, count: 5 });
});

it('knows the entries among lines, headings at both ends included', () => {
  expect(entriesAmong(groups, 0, 5)).toEqual({ first: 0, count: 4 });
  expect(entriesAmong(groups, 4, 3)).toEqual({ first: 3, count: 2 });
  expect(entriesAmong(groups, 9, 0)).toEqual({ first: 0, count: 0 });
});
