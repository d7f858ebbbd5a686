import type {
  ErrorDto,
  ErrorGroupDto,
  FindingDto,
  LibraryViewDto,
  LibraryViewRequestDto,
  OccurrenceDto,
  RecordingDetailsDto,
  RecordingRowDto,
  ViewGroupDto,
} from '../ipc/generated/bindings';
import { CONSOLE, recordingRow, searchHits } from './demoRecording';

const S = 1_000_000;
const ERRORS = [
  'TypeError: Cannot read properties of undefined (reading “discount”)',
  'ReferenceError: basket is not defined',
  'Error: Request failed with status code 500',
  'NetworkError: The connection to wss://tickets.example/live was lost before the seats could be kept, and again after three tries',
  'RangeError: Invalid time value',
];

/** Made-up recordings, and views of them as the engine would make them. */
export class DemoLibrary {
  rows: RecordingRowDto[];
  #views = new Map<number, (RecordingRowDto | null)[]>();
  #last = 0;

  constructor(count: number) {
    this.rows = Array.from({ length: count }, (_, index) => recordingRow(index));
  }

  view(request: LibraryViewRequestDto): LibraryViewDto {
    const hidden = new Set(request.hidden);
    const all = this.rows.filter((row) => !hidden.has(row.id));
    const rows = sorted(matching(all, request.query), request);
    const groups = request.group === 'none' ? [] : grouped(rows, request.group);
    const entries = groups.length > 0 ? groups.flatMap((group) => group.rows) : rows;
    this.#last += 1;
    this.#views.set(this.#last, entries);
    let first = 0;
    const headings = groups.map(({ label, rows: members }): ViewGroupDto => {
      const heading = { label, first, count: members.length };
      first += members.length;
      return heading;
    });
    return { view: this.#last, recordings: rows.length, all: all.length, entries: entries.length, groups: headings };
  }

  page(view: number, first: number, count: number): (RecordingRowDto | null)[] {
    return (this.#views.get(view) ?? []).slice(first, first + count);
  }

  ids(view: number, first: number, count: number): string[] {
    return this.page(view, first, count).flatMap((row) => (row ? [row.id] : []));
  }

  tag(ids: string[], tag: string, on: boolean): void {
    this.rows = this.rows.map((row) => {
      if (!ids.includes(row.id)) return row;
      const tags = row.tags.filter((other) => other !== tag);
      return { ...row, tags: on ? [...tags, tag] : tags };
    });
  }

  tags(): string[] {
    return [...new Set(this.rows.flatMap((row) => row.tags))];
  }

  details(id: string): RecordingDetailsDto {
    const row = this.rows.find((one) => one.id === id);
    if (!row) throw { code: 'notFound', happened: 'This recording is not in the library', advice: 'Import it again', path: null } satisfies ErrorDto;
    const errors = CONSOLE.filter(({ level }) => level === 'error');
    return {
      row,
      pages: Array.from({ length: row.pages }, (_, page) => ({
        at: page * 21 * S,
        href: page === 0 ? row.href : `https://${row.site}/checkout/${page}`,
        title: page === 0 ? row.title : `Checkout, step ${page}`,
      })),
      errors: row.errors === 0 ? [] : errors.map(({ at, text, trace }) => ({ at, openAt: at - 2 * S, text: [text, ...trace].join('\n') })),
      aliases: [{ kind: 'session', name: `4f1c${row.id}a09e7bd2` }],
    };
  }

  groups(): ErrorGroupDto[] {
    return ERRORS.map((title, index) => ({
      id: `group-${index}`,
      title,
      place: index === 2 ? null : `applyDiscount (https://kitchen.example/assets/cart.js:${118 + index}:27)`,
      count: [1204, 311, 48, 17, 2][index] ?? 1,
      sessions: [388, 120, 31, 9, 1][index] ?? 1,
      firstWall: recordingRow(40 + index * 30).startWall,
      lastWall: recordingRow(index * 3).startWall,
      buckets: Array.from({ length: 24 }, (_, bucket) => ((bucket * 7 + index * 5) % 11) * (index === 4 ? (bucket === 20 ? 1 : 0) : 1)),
      byRule: index === 3,
    }));
  }

  occurrences(group: string, limit: number): OccurrenceDto[] {
    const place = Number(group.split('-')[1]);
    const rows = this.rows.filter((row) => row.errors > 0).slice(place, place + Math.min(limit, 60 - place * 12));
    return rows.map((row) => ({
      recording: row.id,
      fileName: row.fileName,
      person: row.person,
      at: 30.4 * S,
      openAt: 28.4 * S,
      wall: row.startWall + 30 * S,
      kind: place === 1 ? 'console' : 'uncaught',
      text: `${ERRORS[place] ?? ''}\napplyDiscount (https://kitchen.example/assets/cart.js:118:27)\nsubmit (https://kitchen.example/assets/cart.js:204:9)\nHTMLFormElement.onsubmit (https://kitchen.example/assets/form.js:31:5)`,
    }));
  }

  findings(text: string): FindingDto[] {
    if (text.includes('nowhere')) return [];
    return this.rows
      .filter((row) => row.errors > 0)
      .slice(0, 5)
      .map((row, index) => ({
        recording: row.id,
        fileName: row.fileName,
        href: row.href,
        at: 30.4 * S,
        openAt: 28.4 * S,
        text: ERRORS[0] ?? null,
        why: index === 0 ? ['session id', 'same stack'] : ['same message'],
      }));
  }
}

/** A few terms are enough to look at; the engine knows the language. */
function matching(rows: RecordingRowDto[], query: string): RecordingRowDto[] {
  const words = query.toLowerCase().replaceAll('"', '').split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  const wrong = words.find((word) => /^status:[^\d>]/.test(word));
  if (wrong !== undefined) {
    const column: [number, number] = [query.indexOf(wrong) + 8, wrong.length - 7];
    throw { code: 'query', happened: 'A status is a number or a comparison', advice: 'Write status:404 or status:>=500', path: null, column } satisfies ErrorDto;
  }
  const plain = words.map((word) => word.replace(/^(error|site|person|console):/, ''));
  return rows.flatMap((row) => {
    const [hit] = row.errors > 0 ? searchHits(plain.join(' '), 1) : [];
    const isAbout = plain.every((word) => `${row.site} ${row.fileName} ${row.person ?? ''} ${row.title ?? ''}`.toLowerCase().includes(word));
    if (hit) return [{ ...row, why: { ...hit, recording: row.id, fileName: row.fileName, site: row.site }, whyMore: row.errors - 1 }];
    return isAbout ? [row] : [];
  });
}

function sorted(rows: RecordingRowDto[], { sort, descending }: LibraryViewRequestDto): RecordingRowDto[] {
  const keys = {
    imported: 'importedWall',
    start: 'startWall',
    duration: 'duration',
    errors: 'errors',
    site: 'site',
    person: 'person',
    browser: 'browser',
    events: 'events',
    bytes: 'bytes',
  } as const;
  const key = keys[sort];
  const ordered = rows.toSorted((a, b) => {
    const [left, right] = [a[key] ?? '', b[key] ?? ''];
    return left < right ? -1 : left > right ? 1 : 0;
  });
  return descending ? ordered.reverse() : ordered;
}

function grouped(rows: RecordingRowDto[], group: 'site' | 'person' | 'error'): { label: string; rows: RecordingRowDto[] }[] {
  const groups = new Map<string, RecordingRowDto[]>();
  const labelOf = (row: RecordingRowDto): string => {
    if (group === 'site') return row.site;
    if (group === 'person') return row.person ?? 'Unknown';
    return row.errors === 0 ? 'No errors' : (ERRORS[row.errors % ERRORS.length] ?? '');
  };
  for (const row of rows) {
    const label = labelOf(row);
    groups.set(label, [...(groups.get(label) ?? []), row]);
  }
  return [...groups].map(([label, members]) => ({ label, rows: members }));
}
