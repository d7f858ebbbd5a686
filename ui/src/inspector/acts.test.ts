import { expect, it } from 'vitest';
import type { MarkDto, MarkKindDto } from '../ipc/generated/bindings';
import { actsBefore, filterActs, sentenceOf, storyOf } from './acts';

const mark = (at: number, kind: MarkKindDto, label: string, target: number | null = null): MarkDto => ({ at, until: at, tab: 0, kind, label, target });

const MARKS = [
  mark(0, 'navigation', 'opened https://a.example/'),
  mark(1, 'click', 'clicked button “Add”', 5),
  mark(2, 'scroll', 'scrolled the page', 1),
  mark(3, 'scroll', 'scrolled the page', 1),
  mark(4, 'console', 'ready'),
  mark(5, 'input', 'typed in text field “E-mail”', 8),
  mark(6, 'failedRequest', 'POST /pay – 503'),
  mark(7, 'error', 'HTTP 503: POST /pay'),
];
const VISITS = [{ at: 0, tab: 0, href: 'https://a.example/', title: 'Shop' }];

it('tells a session as sentences', () => {
  expect(storyOf(MARKS, VISITS).map(({ sentence }) => sentence)).toEqual([
    'Opened “Shop”',
    'Clicked button “Add”',
    'Scrolled the page',
    'Typed into text field “E-mail”',
    'HTTP 503: POST /pay',
  ]);
  expect(sentenceOf(mark(3, 'navigation', 'opened https://b.example/'), VISITS)).toBe('Opened https://b.example/');
});

it('tells the last acts before a moment, none that the user did not do', () => {
  expect(actsBefore(MARKS, 7, 3).map(({ at }) => at)).toEqual([2, 3, 5]);
  expect(actsBefore(MARKS, 1, 5).map(({ at }) => at)).toEqual([0, 1]);
});

it('tells where it hurt', () => {
  const hurts = [mark(1, 'rage', '6 clicks on button “Pay” within 0.9 s', 5), mark(2, 'dead', 'clicked button “Pay”, and nothing happened for 2.5 s'), mark(3, 'friction', 'form#pay abandoned at text field “card”')];
  expect(storyOf(hurts).map(({ sentence }) => sentence)).toEqual([
    'Rage: 6 clicks on button “Pay” within 0.9 s',
    'Clicked button “Pay”, and nothing happened for 2.5 s',
    'Form#pay abandoned at text field “card”',
  ]);
  expect(actsBefore(hurts, 9, 9)).toEqual([]);
});

it('finds moments by all of the words', () => {
  const story = storyOf(MARKS);
  expect(filterActs(story, 'add BUTTON').map(({ at }) => at)).toEqual([1]);
  expect(filterActs(story, '', true).map(({ at }) => at)).toEqual([7]);
});
