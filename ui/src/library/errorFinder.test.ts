import { expect, it } from 'vitest';
import { MemoryHost } from '../host/memory/memoryHost';
import { Client } from '../ipc/client';
import { ErrorFinder, linkIn, linkTo } from './errorFinder.svelte';

it.each([
  ['playhead://session/abc?t=83.4', 'playhead://session/abc?t=83.4'],
  ['  Playhead://session/abc\n', 'Playhead://session/abc'],
  ['see playhead://session/abc', null],
  ['playhead://session/abc and more', null],
  ['TypeError: x', null],
  ['', null],
])('takes %j as the link %j', (text, link) => {
  expect(linkIn(text)).toBe(link);
});

it('writes links that it reads', () => {
  expect(linkTo('01JX', 83_400_000)).toBe('playhead://session/01JX?t=83.4');
  expect(linkIn(linkTo('01JX', -5))).toBe('playhead://session/01JX?t=0');
});

function setUp() {
  const waiting: ((findings: unknown) => void)[] = [];
  const host = new MemoryHost({ find_error: () => new Promise((resolve) => waiting.push(resolve)) });
  const errors: unknown[] = [];
  return { host, waiting, errors, finder: new ErrorFinder(new Client(host), (thrown) => errors.push(thrown)) };
}

it('opens with what was pasted and finds its recordings', async () => {
  const { host, waiting, finder } = setUp();
  const found = finder.findText(' TypeError: x\n at y ');
  expect([finder.isOpen, finder.isSearching, finder.findings]).toEqual([true, true, null]);
  waiting[0]?.([{ recording: 'r' }]);
  await found;
  expect(host.calls[0]?.request).toEqual({ text: 'TypeError: x\n at y', path: null, limit: 50 });
  expect(finder.findings).toHaveLength(1);
});

it('never shows what was found for another text', async () => {
  const { waiting, finder } = setUp();
  const old = finder.findText('old');
  const late = finder.findFile('/tmp/event.json');
  waiting[1]?.([{ recording: 'new' }]);
  await late;
  waiting[0]?.([]);
  await old;
  expect([finder.findings?.length, finder.fileName, finder.isSearching]).toEqual([1, 'event.json', false]);
  finder.type('again');
  expect([finder.findings, finder.path]).toEqual([null, null]);
});

it('asks for nothing without a text, and closes for a failure', async () => {
  const { host, finder, errors } = setUp();
  await finder.findText('  ');
  expect(host.calls).toEqual([]);
  host.answer('find_error', () => {
    throw new Error('no report');
  });
  await finder.findFile('/x');
  expect([finder.isOpen, errors.length]).toEqual([false, 1]);
});
