import { expect, it } from 'vitest';
import type { ConsoleLineDto, MarkDto, TimelineDto } from '../ipc/generated/bindings';
import { whatIsThere } from './whatIsThere';

const mark = (kind: MarkDto['kind']) => ({ kind }) as MarkDto;
const timeline = (marks: MarkDto[]) => ({ marks, visits: [{ at: 0, tab: 0, href: 'https://a.example/', title: null }] }) as unknown as TimelineDto;
const line = {} as ConsoleLineDto;

it('counts what a recording without a page still holds', () => {
  const all = timeline([mark('click'), mark('input'), mark('error'), mark('navigation')]);
  expect(whatIsThere(all, [line, line])).toBe('2 acts of the user, 1 page address and 2 console lines');
  expect(whatIsThere(timeline([]), [])).toBe('1 page address');
  expect(whatIsThere(null, [])).toBe('');
});
