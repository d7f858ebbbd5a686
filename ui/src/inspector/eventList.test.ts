import { expect, it } from 'vitest';
import { MemoryHost } from '../host/memory/memoryHost';
import { Client } from '../ipc/client';
import type { EventPageRequestDto, EventRowDto } from '../ipc/generated/bindings';
import { EventList } from './eventList.svelte';

const KINDS = ['mutation', 'scroll'];
const ALL: EventRowDto[] = Array.from({ length: 1000 }, (_, n) => ({ at: n * 10, seq: n, tab: 0, kind: KINDS[n % 2] ?? '', summary: `event ${n}` }));

function listOf() {
  const host = new MemoryHost({
    event_page: (asked: unknown) => {
      const { kinds, first, count, at } = asked as EventPageRequestDto;
      const found = ALL.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
      return {
        kinds: KINDS.map((name) => ({ name, count: 500 })),
        total: found.length,
        until: found.filter((row) => row.at <= at).length,
        rows: found.slice(first, first + count),
      };
    },
  });
  return { host, list: new EventList(new Client(host), 1) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

it('reads only the pages that are looked at, each once', async () => {
  const { host, list } = listOf();
  list.count(500);
  list.show(90, 20);
  await settled();
  list.show(95, 20);
  await settled();
  expect([list.total, list.until, list.row(99)?.summary, list.row(199)?.summary, list.row(200)]).toEqual([1000, 51, 'event 99', 'event 199', undefined]);
  expect(host.calls).toHaveLength(3);
});

it('shows other kinds without a trace of the old ones', async () => {
  const { list } = listOf();
  list.count(500);
  list.show(0, 10);
  list.want(['scroll'], 500);
  list.show(0, 10);
  await settled();
  expect([list.total, list.until, list.row(0)?.summary]).toEqual([500, 25, 'event 1']);
});

it('asks one question at a time about the playhead', async () => {
  const { host, list } = listOf();
  list.count(1);
  list.count(2);
  await settled();
  expect(list.until).toBe(1);
  list.count(2);
  list.count(2);
  await settled();
  expect(host.calls).toHaveLength(2);
});
