import { describe, expect, it } from 'vitest';
import type { ConsoleLevelDto, ConsoleLineDto } from '../ipc/generated/bindings';
import { consoleRows, rowOfGroup, wrapped } from './consoleRows';
import { countLevels, filterGroups, groupLines, groupsUntil, LEVELS, lineInOne, shortFrame } from './consoleView';

function line(at: number, text: string, parts: Partial<ConsoleLineDto> = {}): ConsoleLineDto {
  return { at, tab: 0, level: 'log', method: 'log', text, args: [], trace: [], uncaught: false, ...parts };
}

const LINES = [
  line(10, 'start'),
  line(20, 'poll'),
  line(30, 'poll'),
  line(40, 'poll', { level: 'warn' }),
  line(50, 'saved Jane', { level: 'error', trace: ['at save (https://a.example/shop.js:3:4)'] }),
];

const ALL = new Set<ConsoleLevelDto>(LEVELS);

describe('groups', () => {
  it('hold equal lines that follow each other', () => {
    const groups = groupLines(LINES).map(({ first, count, until }) => `${first}×${count} until ${until}`);
    expect(groups).toEqual(['0×1 until 10', '1×2 until 30', '3×1 until 40', '4×1 until 50']);
  });

  it('keep lines apart that differ in what cannot be seen at first', () => {
    expect(groupLines([line(1, 'x', { args: ['{"a":1}'] }), line(2, 'x', { args: ['{"a":2}'] })])).toHaveLength(2);
  });

  it('know how many of them have been at a moment', () => {
    const groups = groupLines(LINES);
    expect([0, 10, 25, 39, 40, 99].map((at) => groupsUntil(groups, at))).toEqual([0, 1, 2, 2, 3, 4]);
  });
});

describe('the filter', () => {
  const shown = (text: string, levels: ReadonlySet<ConsoleLevelDto> = ALL) =>
    filterGroups(groupLines(LINES), { text, levels }).map(({ first }) => first);

  it('looks for words in the text and in the first place of the stack', () => {
    expect(shown('JANE')).toEqual([4]);
    expect(shown('shop.js')).toEqual([4]);
    expect(shown('nothing')).toEqual([]);
  });

  it('hides levels', () => {
    expect(shown('', new Set(['warn', 'error']))).toEqual([3, 4]);
    expect(shown('poll', new Set(['log']))).toEqual([1]);
  });

  it('counts lines, not groups', () => {
    expect(countLevels(LINES)).toMatchObject({ log: 3, warn: 1, error: 1, info: 0 });
  });
});

describe('a row', () => {
  it('shows where a line came from, without the way to it', () => {
    const check = (frame: string, expected: string) => expect(shortFrame(frame)).toBe(expected);
    check('    at route (https://a.example/assets/shop.js:52:11)', 'shop.js:52:11');
    check('at https://a.example/assets/shop.js?v=3/4:52:11', 'shop.js:52:11');
    check('render@https://a.example/app.js:1:2', 'app.js:1:2');
    check('account:0', 'account:0');
    check('', '');
  });

  it('is one line', () => {
    expect(lineInOne(line(0, 'one\n   two', { uncaught: true }))).toBe('Uncaught one two');
  });

  it('has its parts below it when it is open', () => {
    const parts = line(0, 'x {…}', { args: ['"x"', '{"list":[1,2]}'], trace: ['  at a', 'at b'] });
    const groups = groupLines([parts, line(1, 'next')]);
    const rows = (values: string[]) =>
      consoleRows(groups, { lines: new Set([0]), values: new Set(values) }, 80).map((row) =>
        row.what === 'line' ? row.group.line.text : row.what === 'value' ? `${row.value.name}=${row.value.preview}` : row.text,
      );
    expect(rows([])).toEqual(['x {…}', 'x {…}', '={list: [1, 2]}', 'at a', 'at b', 'next']);
    expect(rows(['0:a1', '0:a1/list'])).toEqual([
      'x {…}',
      'x {…}',
      '={list: [1, 2]}',
      'list=[1, 2]',
      '0=1',
      '1=2',
      'at a',
      'at b',
      'next',
    ]);
  });

  it('of a group is found among the parts of open ones', () => {
    const groups = groupLines(LINES);
    const rows = consoleRows(groups, { lines: new Set([1]), values: new Set() }, 80);
    expect(rowOfGroup(rows, 1)).toBe(1);
    expect(rowOfGroup(rows, 3)).toBe(3);
    expect(rowOfGroup(rows, Infinity)).toBe(rows.length);
  });

  it('breaks long text without tearing letters', () => {
    expect(wrapped('a\nbb', 80)).toEqual(['a', 'bb']);
    const smiles = '😀'.repeat(20);
    expect(wrapped(smiles, 16)).toEqual(['😀'.repeat(16), '😀'.repeat(4)]);
  });
});
