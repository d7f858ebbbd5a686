// @vitest-environment node
import { expect, it } from 'vitest';
import { partsOf } from './matchedText';

function check(line: string, expected: string): void {
  const marked = partsOf(line.replaceAll('[', '\u0002').replaceAll(']', '\u0003'))
    .map((part) => (part.isMatch ? `[${part.text}]` : part.text))
    .join('');
  expect(marked).toBe(expected);
}

it('splits a line at the marks of its matches', () => {
  check('TypeError: [cart] is not a [cart]', 'TypeError: [cart] is not a [cart]');
  check('no match', 'no match');
  check('[all]', '[all]');
});

it('brings a late match into view and keeps lines in one line', () => {
  check(`${'a'.repeat(80)} before\nthe [match] end`, `…${'a'.repeat(20)} before the [match] end`);
});
