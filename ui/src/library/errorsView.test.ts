import { expect, it } from 'vitest';
import { MemoryHost } from '../host/memory/memoryHost';
import { Client } from '../ipc/client';
import type { ErrorGroupDto } from '../ipc/generated/bindings';
import { ErrorsView, filterGroups, sortGroups } from './errorsView.svelte';

const group = (id: string, count: number, sessions: number, lastWall: number): ErrorGroupDto => ({
  id,
  title: `Error ${id}`,
  place: id === 'a' ? 'cart.js:118' : null,
  count,
  sessions,
  firstWall: 0,
  lastWall,
  buckets: [],
  byRule: false,
});
const groups = [group('a', 5, 1, 30), group('b', 9, 2, 10), group('c', 1, 7, 20)];

it('sorts by what is asked, newest first where it is equal', () => {
  const order = (sort: 'last' | 'count' | 'sessions') => sortGroups(groups, sort).map(({ id }) => id).join('');
  expect([order('last'), order('count'), order('sessions')]).toEqual(['acb', 'bac', 'cba']);
});

it('filters by words of title and place', () => {
  expect(filterGroups(groups, 'CART error').map(({ id }) => id)).toEqual(['a']);
  expect(filterGroups(groups, ' ')).toHaveLength(3);
});

function setUp() {
  const waiting = new Map<string, (occurrences: unknown) => void>();
  let known = groups;
  const host = new MemoryHost({
    error_groups: () => known,
    group_rules: () => [],
    group_rule_add: () => ({}),
    occurrences: (request) => new Promise((resolve) => waiting.set((request as { group: string }).group, resolve)),
  });
  const errors = new ErrorsView(new Client(host), () => undefined);
  return { host, errors, waiting, know: (now: ErrorGroupDto[]) => (known = now) };
}

it('shows the occurrences of the group that was chosen last', async () => {
  const { errors, waiting } = setUp();
  await errors.refresh();
  const first = errors.choose('a');
  const second = errors.choose('b');
  waiting.get('b')?.([{ recording: 'of b' }]);
  await second;
  waiting.get('a')?.([{ recording: 'of a' }]);
  await first;
  expect([errors.group?.id, errors.occurrences]).toEqual(['b', [{ recording: 'of b' }]]);
});

it('shows no occurrences of a group that is gone', async () => {
  const { errors, waiting, know } = setUp();
  await errors.refresh();
  const chosen = errors.choose('a');
  waiting.get('a')?.([]);
  await chosen;
  know([]);
  await errors.refresh();
  expect([errors.chosen, errors.occurrences]).toEqual([null, null]);
});

it('reads the groups again after a rule was added', async () => {
  const { host, errors } = setUp();
  await errors.addRule('wss://', 'Connection lost');
  expect(host.calls.map(({ name }) => name)).toEqual(['group_rule_add', 'error_groups', 'group_rules']);
  expect(host.calls[0]?.request).toEqual({ pattern: 'wss://', name: 'Connection lost' });
});
