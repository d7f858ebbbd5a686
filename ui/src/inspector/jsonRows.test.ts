import { describe, expect, it } from 'vitest';
import { jsonRows, parseArgument, preview } from './jsonRows';

const shown = (value: unknown, ...opened: string[]) =>
  jsonRows(value, new Set(opened)).map(
    ({ depth, name, preview: text, open, openable }) => `${depth} ${name}=${text}${open ? ' -' : openable ? ' +' : ''}`,
  );

describe('a value as rows', () => {
  it('is one row until it is opened', () => {
    expect(shown({ a: 1, b: ['x', null] })).toEqual(['0 ={a: 1, b: ["x", null]} +']);
    expect(shown('text')).toEqual(['0 =text']);
    expect(shown({})).toEqual(['0 ={}']);
  });

  it('shows the entries of what is opened, in their order', () => {
    expect(shown({ a: 1, b: ['x', null] }, '', '/b')).toEqual([
      '0 ={a: 1, b: ["x", null]} -',
      '1 a=1',
      '1 b=["x", null] -',
      '2 0=x',
      '2 1=null',
    ]);
  });

  it('tells keys with a slash from paths', () => {
    expect(shown({ 'a/b': { c: 1 }, a: { b: { c: 2 } } }, '', '/a~1b').at(-2)).toBe('2 c=1');
  });

  it('counts what it does not list', () => {
    const rows = shown(Array.from({ length: 1500 }, (_, place) => place), '');
    expect(rows).toHaveLength(1002);
    expect(rows.at(-1)).toBe('1 500 more=');
  });

  it('is not stopped by depth', () => {
    const depth = 5000;
    const value = parseArgument('['.repeat(depth) + ']'.repeat(depth));
    const opened = new Set(Array.from({ length: depth }, (_, level) => '/0'.repeat(level)));
    expect(jsonRows(value, opened)).toHaveLength(depth);
    expect(preview(value)).toBe('[[Array(1)]]');
  });

  it('that is no JSON is text', () => {
    expect(parseArgument('[object Window')).toBe('[object Window');
  });
});
