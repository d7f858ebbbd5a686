import { expect, it, vi } from 'vitest';
import type { RecordingRowDto } from '../ipc/generated/bindings';
import { BLOCK, Pages } from './pages.svelte';

const rowOf = (entry: number) => ({ id: `r${entry}` }) as RecordingRowDto;

function setUp(entries = 5000) {
  const asked: number[] = [];
  const read = async (_view: number, first: number, count: number) => {
    asked.push(first / BLOCK);
    return Array.from({ length: count }, (_, offset) => rowOf(first + offset));
  };
  const onError = vi.fn();
  return { pages: new Pages(7, entries, read, onError), asked, onError };
}

it('fetches the blocks that are looked at, and the next one in the direction of scrolling', async () => {
  const { pages, asked } = setUp();
  await pages.want(0, 40);
  expect(asked).toEqual([0, 1]);
  await pages.want(180, 40);
  expect(asked).toEqual([0, 1, 2, 3]);
  expect(pages.at(219)?.id).toBe('r219');
  expect(pages.at(4000)).toBeUndefined();
  await pages.want(2000, 40);
  await pages.want(1950, 40);
  expect(asked.slice(4)).toEqual([20, 21, 19, 18]);
});

it('asks for no block twice, also while it is on its way', async () => {
  const { pages, asked } = setUp();
  await Promise.all([pages.want(0, 40), pages.want(10, 40), pages.want(20, 40)]);
  await pages.want(0, 40);
  expect(asked).toEqual([0, 1]);
});

it('asks for no more than there is', async () => {
  const { pages, asked } = setUp(130);
  await pages.want(90, 500);
  expect(asked).toEqual([0, 1]);
  expect(pages.at(129)?.id).toBe('r129');
  const empty = setUp(0);
  await empty.pages.want(0, 40);
  expect(empty.asked).toEqual([]);
});

it('forgets what was not looked at for longest, and fetches it again', async () => {
  const { pages, asked } = setUp();
  for (let first = 0; first < 3000; first += BLOCK) await pages.want(first, 10);
  expect(pages.at(0)).toBeUndefined();
  expect(pages.at(2900)?.id).toBe('r2900');
  const before = asked.length;
  await pages.want(0, 10);
  expect(asked.slice(before)).toEqual([0]);
  expect(pages.at(0)?.id).toBe('r0');
});

it('tries a block again that could not be read', async () => {
  let fails = true;
  const onError = vi.fn();
  const pages = new Pages(
    1,
    10,
    async () => {
      if (fails) throw new Error('busy');
      return [rowOf(0)];
    },
    onError,
  );
  await pages.want(0, 10);
  expect(onError).toHaveBeenCalledOnce();
  fails = false;
  await pages.want(0, 10);
  expect([pages.at(0)?.id, pages.entryOf('r0'), pages.entryOf('r9')]).toEqual(['r0', 0, null]);
});
