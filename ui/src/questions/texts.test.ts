import { describe, expect, it } from 'vitest';
import type { ChangeDto, DifferenceDto } from '../ipc/generated/bindings';
import { changeText, signOf } from './changeText';
import { diffList, diffTree } from './diffRows';
import { isSameWhen, whenText } from './whenText';

function change(kind: string, more: Partial<ChangeDto> = {}): ChangeDto {
  return { kind, name: '', old: null, new: null, other: null, ...more };
}

describe('a change in words', () => {
  it('says what was and what is', () => {
    expect(changeText(change('text', { old: 'a  b', new: 'c' }))).toBe('text: “a b” → “c”');
    expect(changeText(change('attribute', { name: 'disabled', new: '' }))).toBe('disabled set: empty');
    expect(changeText(change('attribute', { name: 'disabled', old: '' }))).toBe('disabled taken away, was empty');
    expect(changeText(change('value', { old: null, new: 'x' }))).toBe('value: nothing → “x”');
  });

  it('says with what an element went', () => {
    expect(changeText(change('removed', { old: 'p' }))).toBe('removed');
    expect(changeText(change('removed', { old: 'p', other: 4 }))).toBe('removed with what it stood in');
    expect(changeText(change('removed', { old: 'page' }))).toBe('gone with its page');
  });

  it('has a sign', () => {
    expect([signOf([change('created')]), signOf([change('removed')]), signOf([change('text')])]).toEqual(['+', '−', '~']);
  });
});

it('writes a condition so that two differ exactly where their words do', () => {
  const plain = { selector: '.a', text: null, value: null, attribute: null, count: 1 };
  expect(whenText({ ...plain, text: 'Saved', count: 2 })).toBe('.a “Saved” × 2');
  expect(whenText({ ...plain, value: '' })).toBe('.a = empty');
  expect(isSameWhen(plain, { ...plain })).toBe(true);
  expect(isSameWhen(plain, { ...plain, value: '' })).toBe(false);
});

describe('differences', () => {
  const difference = (key: number, path: number[]): DifferenceDto => ({
    key,
    label: `n${key}`,
    below: 0,
    changes: [],
    path: path.map((above) => ({ key: above, label: `n${above}` })),
    otherPage: false,
  });
  const differences = [difference(4, [1, 2]), difference(5, [1, 2, 4]), difference(9, [1, 8])];

  it('stand alone in a list', () => {
    expect(diffList(differences).map((row) => [row.key, row.depth])).toEqual([
      [4, 0],
      [5, 0],
      [9, 0],
    ]);
  });

  it('stand in what is around them in a tree, each once', () => {
    expect(diffTree(differences).map((row) => [row.key, row.depth, row.difference !== null])).toEqual([
      [1, 0, false],
      [2, 1, false],
      [4, 2, true],
      [5, 3, true],
      [8, 1, false],
      [9, 2, true],
    ]);
  });
});
