// @vitest-environment node
import { expect, it } from 'vitest';
import { fileText, joined, siteText } from './rowText';

it.each([
  ['events.json', '/home/sam/tinymce/events.json', 'tinymce/events.json'],
  ['events.json', String.raw`C:\exports\events.json`, 'exports/events.json'],
  ['a.json', '/x/all.zip/a.json', 'all.zip/a.json'],
  ['a.json', 'a.json', 'a.json'],
  ['a.json', '', 'a.json'],
  ['a.json', '/x/other', 'a.json'],
])('writes %s of %s as %s', (fileName, sourcePath, text) => {
  expect(fileText({ fileName, sourcePath })).toBe(text);
});

it('says where no address is known, and leaves out what is not there', () => {
  expect(siteText({ site: '' })).toBe('no address');
  expect(joined('', 'a', null, 'b')).toBe('a · b');
});
