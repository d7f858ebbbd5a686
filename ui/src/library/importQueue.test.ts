import { expect, it } from 'vitest';
import { MemoryHost } from '../host/memory/memoryHost';
import { Client } from '../ipc/client';
import type { AppEventDto, ErrorCodeDto } from '../ipc/generated/bindings';
import { importedPart, ImportQueue, rateOf } from './importQueue.svelte';

function setUp() {
  const host = new MemoryHost({ cancel_import: () => ({}), import_files: () => ({}) });
  const errors: unknown[] = [];
  const queue = new ImportQueue(new Client(host), (thrown) => errors.push(thrown));
  const tell = (event: object) => queue.follow(event as AppEventDto);
  const queued = (path: string) => tell({ event: 'importQueued', path, fileName: path.slice(1) });
  const progress = (path: string, bytes: number) => tell({ event: 'importProgress', path, bytes, totalBytes: 10, events: 3, left: 2_000_000 });
  const finished = (path: string, code: ErrorCodeDto | null = null) => {
    const error = code === null ? null : { code, happened: 'No', advice: 'Try', path };
    const report = { path, recording: code === null ? 'r' : null, alreadyThere: false, events: code === null ? 7 : null, dropped: 0, error, diagnostics: [] };
    return tell({ event: 'importFinished', report });
  };
  const states = () => {
    queue.show();
    return queue.entries.map(({ fileName, state }) => `${fileName} ${state}`);
  };
  return { host, queue, queued, progress, finished, states, errors };
}

it('goes from waiting to running to what became of it', () => {
  const { queue, queued, progress, finished, states } = setUp();
  for (const path of ['/a', '/b', '/c', '/d']) queued(path);
  progress('/b', 4);
  expect(states()).toEqual(['b running', 'a waiting', 'c waiting', 'd waiting']);
  finished('/b');
  finished('/a', 'notARecording');
  finished('/c', 'cancelled');
  expect(states()).toEqual(['d waiting', 'c cancelled', 'b done', 'a other']);
  expect([queue.isBusy, queue.waiting, queue.other, queue.done, queue.finished]).toEqual([true, 1, 1, 1, 3]);
});

it('gives a card to the failure of a file that was imported alone, and counts those of many', () => {
  const alone = setUp();
  alone.queued('/a');
  expect(alone.finished('/a', 'damaged')?.path).toBe('/a');
  expect(alone.queue.unseenFailures).toBe(0);

  const many = setUp();
  for (const path of ['/a', '/b', '/c']) many.queued(path);
  expect(many.finished('/a', 'damaged')).toBeNull();
  expect(many.finished('/b')).toBeNull();
  expect(many.finished('/c', 'notARecording')).toBeNull();
  // A folder holds more than recordings.
  expect(many.queue.unseenFailures).toBe(1);
  // The work at hand is over: the next file is alone again.
  many.queued('/d');
  expect(many.finished('/d', 'damaged')?.path).toBe('/d');
});

it('lists a file that was never said to be waiting', () => {
  const { progress, states } = setUp();
  progress('/x/y.json', 1);
  expect(states()).toEqual(['y.json running']);
});

it('clears what has finished, and nothing else', () => {
  const { queue, queued, finished, states } = setUp();
  for (const path of ['/a', '/b']) queued(path);
  finished('/a', 'damaged');
  queue.clearFinished();
  expect([states(), queue.unseenFailures]).toEqual([['b waiting'], 0]);
});

it('tries again, and stays failed where that cannot begin', async () => {
  const { host, queue, queued, finished, states, errors } = setUp();
  queued('/a');
  finished('/a', 'fileUnreadable');
  await queue.retry('/a');
  expect(host.calls.at(-1)).toEqual({ name: 'import_files', request: { paths: ['/a'] } });
  expect(states()).toEqual(['a waiting']);
  finished('/a', 'fileUnreadable');
  host.answer('import_files', () => {
    throw new Error('no');
  });
  await queue.retry('/a');
  expect([states(), errors.length]).toEqual([['a failed'], 1]);
});

it('cancels one or all', async () => {
  const { host, queue } = setUp();
  await queue.cancel('/a');
  await queue.cancel(null);
  expect(host.calls.map(({ request }) => request)).toEqual([{ path: '/a' }, { path: null }]);
});

it('adds up imports, and knows no part while one of them does not', () => {
  const { queue, progress } = setUp();
  progress('/a', 5);
  progress('/b', 0);
  queue.show();
  expect(importedPart(queue.running)).toBe(0.25);
  expect(importedPart(queue.running.map((entry) => ({ ...entry, totalBytes: 0 })))).toBeNull();
  expect(importedPart([])).toBeNull();
  expect(queue.running.map(rateOf)).toEqual([2.5, 5]);
});
