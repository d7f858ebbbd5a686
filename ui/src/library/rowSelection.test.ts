import { expect, it } from 'vitest';
import { RowSelection } from './rowSelection.svelte';

function setUp() {
  const idsOf = async (first: number, count: number) => Array.from({ length: count }, (_, offset) => `r${first + offset}`);
  const errors: unknown[] = [];
  const selection = new RowSelection(idsOf, (thrown) => errors.push(thrown));
  return { selection, errors, ids: () => [...selection.ids] };
}

it('selects one, another, both', () => {
  const { selection, ids } = setUp();
  selection.pick(3, 'r3');
  selection.pick(5, 'r5');
  expect(ids()).toEqual(['r5']);
  selection.toggle(7, 'r7');
  expect(ids()).toEqual(['r5', 'r7']);
  selection.toggle(5, 'r5');
  expect(ids()).toEqual(['r7']);
  expect([selection.entry, selection.id]).toEqual([5, 'r5']);
});

it('extends from where the range began, in both directions', async () => {
  const { selection, ids } = setUp();
  selection.pick(10, 'r10');
  await selection.extendTo(12, 'r12');
  expect(ids()).toEqual(['r10', 'r11', 'r12']);
  await selection.extendTo(8, 'r8');
  expect(ids()).toEqual(['r8', 'r9', 'r10']);
});

it('selects all, and none', async () => {
  const { selection } = setUp();
  await selection.all(20_000);
  expect(selection.count).toBe(20_000);
  selection.clear();
  expect([selection.count, selection.entry]).toEqual([0, null]);
});

it('forgets a range that comes after another choice', async () => {
  const waiting: ((ids: string[]) => void)[] = [];
  const selection = new RowSelection(() => new Promise((resolve) => waiting.push(resolve)), () => undefined);
  const range = selection.all(9);
  selection.pick(1, 'r1');
  waiting[0]?.(['a', 'b']);
  await range;
  expect([...selection.ids]).toEqual(['r1']);
});

it('stays on its recording in another order', () => {
  const { selection } = setUp();
  selection.pick(4, 'r4');
  selection.follow(() => 40);
  expect([selection.entry, selection.id]).toEqual([40, 'r4']);
  selection.follow(() => null);
  expect(selection.entry).toBeNull();
});

it('drops what is gone', () => {
  const { selection, ids } = setUp();
  selection.pick(4, 'r4');
  selection.toggle(5, 'r5');
  selection.drop(new Set(['r5']));
  expect([ids(), selection.id]).toEqual([['r4'], null]);
});
