import { expect, it } from 'vitest';
import { tabLabels } from './tabLabels';

const tabs = [
  { tab: 0, name: 'left', first: 0, last: 9 },
  { tab: 1, name: '', first: 5, last: 9 },
  { tab: 4, name: '', first: 7, last: 9 },
];
const visits = [
  { at: 0, tab: 0, href: 'https://shop.example/', title: 'Shop' },
  { at: 4, tab: 0, href: 'https://shop.example/pay', title: null },
  { at: 5, tab: 1, href: 'https://help.example/', title: 'Help' },
];

it('calls a tab by the page it shows at the moment, or shows first', () => {
  const at = (moment: number) => tabLabels(tabs, visits, moment).map(({ label }) => label);
  expect(at(0)).toEqual(['Shop', 'Help', 'Tab 3']);
  expect(at(6)).toEqual(['shop.example', 'Help', 'Tab 3']);
});

it('says which tabs are there already', () => {
  expect(tabLabels(tabs, visits, 5).map(({ isThere }) => isThere)).toEqual([true, true, false]);
});

it('tells equal titles apart by number', () => {
  const same = visits.map((visit) => ({ ...visit, title: 'Shop' }));
  expect(tabLabels(tabs, same, 6).map(({ label }) => label)).toEqual(['1 · Shop', '2 · Shop', 'Tab 3']);
});
