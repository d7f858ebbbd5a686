import type {
  EventPageDto,
  EventPageRequestDto,
  EventRowDto,
  NewNoteDto,
  NoteDto,
  RequestDetailsDto,
  RequestRefDto,
  SessionErrorDto,
} from '../ipc/generated/bindings';
import { CONSOLE, REQUESTS, TIMELINE } from './demoRecording';

const FRAME = /^(.*) \((.*):(\d+):(\d+)\)$/;

export const ERRORS: SessionErrorDto[] = CONSOLE.filter((line) => line.level === 'error').map((line) => {
  const [, name = '', message = line.text] = /^(\w*Error): (.*)$/.exec(line.text) ?? [];
  return {
    at: line.at,
    tab: 0,
    kind: line.uncaught ? 'uncaught' : 'console',
    name,
    message,
    stack: line.trace.map((text) => {
      const [, called = '', file = '', row, column] = FRAME.exec(text) ?? [];
      return { text, recorded: null, function: called, file, line: Number(row), column: Number(column), inApp: true };
    }),
    group: '00000000000000a1',
    groupSessions: line.uncaught ? 7 : 1,
    groupCount: line.uncaught ? 23 : 1,
  };
});

export function requestDetails({ seq, href }: RequestRefDto): RequestDetailsDto {
  const request = REQUESTS.find((one) => one.seq === seq && one.href === href);
  const failed = request?.failed === true;
  const isCall = request?.href.includes('/api/') === true;
  return {
    requestHeaders: isCall ? [['accept', 'application/json'], ['content-type', 'application/json'], ['x-shop', 'kitchen']] : [],
    responseHeaders: request?.mime ? [['content-type', `${request.mime}; charset=utf-8`], ['cache-control', 'no-store']] : [],
    requestBody: request?.method === 'POST' && isCall ? '{"code":"AUTUMN26","cart":[{"sku":"K-1","count":1},{"sku":"K-3","count":1}]}' : null,
    responseBody: isCall ? (failed ? '{"title":"The discount could not be applied","status":500,"trace":"c31f"}' : '{"ok":true}') : null,
    raw: JSON.stringify(request ?? null),
  };
}

const EVENTS: EventRowDto[] = Array.from({ length: 2400 }, (_, n) => {
  const kinds = ['mutation', 'pointer-move', 'scroll', 'interaction', 'input', 'console'];
  const kind = kinds[(n * 7) % 11] ?? 'mutation';
  return { at: Math.round((n / 2400) * TIMELINE.duration), seq: n, tab: 0, kind, summary: kind === 'mutation' ? `+${n % 5} −${n % 3} text ${n % 2} attributes ${n % 4}` : `#${n % 90}` };
});

export function eventPage({ kinds, first, count, at }: EventPageRequestDto): EventPageDto {
  const found = kinds.length === 0 ? EVENTS : EVENTS.filter((row) => kinds.includes(row.kind));
  const counts = new Map<string, number>();
  for (const { kind } of EVENTS) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return {
    kinds: [...counts].map(([name, of]) => ({ name, count: of })).sort((a, b) => b.count - a.count),
    total: found.length,
    until: found.filter((row) => row.at <= at).length,
    rows: found.slice(first, first + count),
  };
}

export function eventRaw(seq: number): string {
  return JSON.stringify({ type: 3, data: { source: 0, adds: [], removes: [], texts: [{ id: seq, value: 'Two items' }], attributes: [] }, timestamp: 1_760_000_000_000 + seq });
}

/** What a person wrote, for as long as the page lives. */
export class DemoNotes {
  list: NoteDto[] = [{ id: 1, at: 30_400_000, until: 30_400_000, text: 'The discount breaks here #checkout', written: 1_760_000_000_000_000 }];
  #last = 1;

  add({ at, until, text }: NewNoteDto): void {
    this.#last += 1;
    this.list = [...this.list, { id: this.#last, at, until, text, written: Date.now() * 1000 }].sort((a, b) => a.at - b.at);
  }

  remove(id: number): void {
    this.list = this.list.filter((note) => note.id !== id);
  }
}
