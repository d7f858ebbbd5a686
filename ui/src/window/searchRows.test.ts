// @vitest-environment node
import { expect, it } from 'vitest';
import type { Action } from '../actions/table';
import type { SearchHitDto } from '../ipc/generated/bindings';
import { rowMeant, searchGroups } from './searchRows';

const hit = { recording: 'r', at: 1 } as SearchHitDto;
const term = { from: 0, to: 1, text: 'error:', finds: 'errors' };
const action = { id: 'help.keys', label: 'Keys' } as Action;
const known = { text: '', terms: [], saved: [{ name: 's', query: 's' }], recent: ['a', 'b'], hits: [], actions: [action] };

const rowsOf = (more: object) => searchGroups({ ...known, ...more }).flatMap((group) => group.rows);
const kinds = (more: object) => rowsOf(more).map(({ kind }) => kind).join(' ');

it('offers the searches of before in an empty box, and what was found in another', () => {
  expect(kinds({})).toBe('saved recent recent action');
  expect(kinds({ text: 'e', terms: [term], hits: [hit, hit] })).toBe('term hit hit library action');
});

it('numbers the groups one behind the other', () => {
  expect(searchGroups({ ...known, text: 'e', terms: [term], hits: [hit] }).map(({ first }) => first)).toEqual([0, 1, 3]);
});

it('means the first thing found by Enter, never a term', () => {
  expect(rowMeant(rowsOf({ text: 'e', terms: [term], hits: [hit] }))).toBe(1);
  expect(rowMeant(rowsOf({ text: 'e', terms: [term] }))).toBe(2);
  expect(rowMeant(rowsOf({ text: 'e', terms: [term], actions: [] }))).toBe(1);
  expect(rowMeant([])).toBeNull();
});
