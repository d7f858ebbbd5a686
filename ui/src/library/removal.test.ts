import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Removal, UNDO_MS } from './removal.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp() {
  const remove = vi.fn(async () => undefined);
  const onChange = vi.fn();
  return { removal: new Removal({ remove, onChange }), remove, onChange };
}

it('is out of sight at once, and gone only when the time to undo is over', async () => {
  const { removal, remove, onChange } = setUp();
  removal.hide(['a', 'b']);
  expect([removal.hidden, removal.undoable, onChange.mock.calls.length]).toEqual([['a', 'b'], 2, 1]);
  await vi.advanceTimersByTimeAsync(UNDO_MS - 1);
  expect(remove).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(remove.mock.calls).toEqual([[['a', 'b']]]);
  expect([removal.hidden, removal.undoable]).toEqual([[], 0]);
});

it('is undone without a trace', async () => {
  const { removal, remove } = setUp();
  removal.hide(['a']);
  removal.undo();
  expect(removal.hidden).toEqual([]);
  await vi.advanceTimersByTimeAsync(2 * UNDO_MS);
  expect(remove).not.toHaveBeenCalled();
});

it('undoes the last one first, and each has its own time', async () => {
  const { removal, remove } = setUp();
  removal.hide(['a']);
  await vi.advanceTimersByTimeAsync(UNDO_MS / 2);
  removal.hide(['b', 'c', 'a']);
  expect(removal.undoable).toBe(2);
  removal.undo();
  expect([removal.hidden, removal.undoable]).toEqual([['a'], 1]);
  await vi.advanceTimersByTimeAsync(UNDO_MS / 2);
  expect(remove.mock.calls).toEqual([[['a']]]);
  removal.undo();
  expect(removal.undoable).toBe(0);
});

it('stays out of sight until it is really gone', async () => {
  let done: () => void = () => undefined;
  const removal = new Removal({ remove: () => new Promise<void>((resolve) => (done = resolve)), onChange: () => undefined });
  removal.hide(['a']);
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect([removal.hidden, removal.undoable]).toEqual([['a'], 0]);
  done();
  await vi.advanceTimersByTimeAsync(0);
  expect(removal.hidden).toEqual([]);
});
