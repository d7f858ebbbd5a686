import type {
  ConsoleLineDto,
  DiagnosticDto,
  MarkDto,
  RequestDto,
  OverlayDto,
  RecordingInfoDto,
  RecordingRowDto,
  SearchHitDto,
  TabDto,
  TimelineDto,
} from '../ipc/generated/bindings';
import type { ShopState } from './demoPage';

const S = 1_000_000;
export const DURATION = 92 * S;
export const HREF = 'https://kitchen.example/shop?utm_source=newsletter&utm_campaign=autumn-2026#goods';
const START = Date.UTC(2026, 9, 14, 9, 26, 3) * 1000;

const TYPED = 'AUTUMN26';
const TYPING_FROM = 24 * S;
const LETTER = 0.4 * S;
const ADDED: [number, string][] = [
  [7.2 * S, 'Copper kettle'],
  [11.6 * S, 'Linen apron'],
  [16.1 * S, 'Honey jar'],
];
const FAILS_AT = 30.4 * S;
const RECOVERS_AT = 71 * S;

export function stateAt(at: number): ShopState {
  const letters = Math.max(0, Math.min(TYPED.length, Math.floor((at - TYPING_FROM) / LETTER)));
  return {
    cart: ADDED.filter(([added]) => added <= at).map(([, name]) => name),
    typed: TYPED.slice(0, letters),
    failed: at >= FAILS_AT && at < RECOVERS_AT,
  };
}

/** Moments at which the page changes, in order. */
export const CHANGES: number[] = [
  ...ADDED.map(([added]) => added),
  ...Array.from(TYPED, (_, index) => TYPING_FROM + (index + 1) * LETTER),
  FAILS_AT,
  RECOVERS_AT,
].sort((a, b) => a - b);

const ACTS: [number, number, MarkDto['kind'], string, number | null][] = [
  [0, 0, 'navigation', 'opened kitchen.example/shop', null],
  [3.1 * S, 5.4 * S, 'scroll', 'scrolled the page', 1],
  [7.2 * S, 7.2 * S, 'click', 'clicked button “Add to cart”', 106],
  [11.6 * S, 11.6 * S, 'click', 'clicked button “Add to cart”', 126],
  [16.1 * S, 16.1 * S, 'click', 'clicked button “Add to cart”', 146],
  [TYPING_FROM, TYPING_FROM + TYPED.length * LETTER, 'input', 'typed into “Discount code”', 36],
  [30.2 * S, 30.2 * S, 'click', 'clicked button “Go to checkout”', 40],
  [30.6 * S, 30.6 * S, 'click', 'clicked button “Go to checkout”', 40],
  [66.5 * S, 68.2 * S, 'scroll', 'scrolled the page', 1],
  [70.8 * S, 70.8 * S, 'click', 'clicked button “Go to checkout”', 40],
];
export const ACT_TIMES = ACTS.map(([at]) => at);

export const CONSOLE: ConsoleLineDto[] = [
  line(0.4, 'info', 'shop 4.2.0 started'),
  line(7.2, 'log', 'cart.add {"sku":"K-1","count":1}'),
  line(11.6, 'log', 'cart.add {"sku":"K-3","count":1}'),
  line(16.1, 'log', 'cart.add {"sku":"K-5","count":1}'),
  line(24.1, 'warn', 'The field “code” has no autocomplete attribute'),
  line(30.4, 'error', 'TypeError: Cannot read properties of undefined (reading \u201cdiscount\u201d)', [
    'applyDiscount (https://kitchen.example/assets/cart.js:118:27)',
    'submit (https://kitchen.example/assets/cart.js:204:9)',
  ]),
  line(30.7, 'error', 'Failed to apply the discount AUTUMN26: 500'),
  line(71, 'info', 'checkout opened'),
];

function line(seconds: number, level: ConsoleLineDto['level'], text: string, trace: string[] = []): ConsoleLineDto {
  return { at: seconds * S, tab: 0, level, method: level, text, args: [JSON.stringify(text)], trace, uncaught: trace.length > 0 };
}

const CONSOLE_MARKS: MarkDto[] = CONSOLE.map(({ at, level, text }) => ({
  at,
  until: at,
  tab: 0,
  kind: level === 'error' ? 'error' : level === 'warn' ? 'warning' : 'console',
  label: text,
  target: null,
}));

const request = (seconds: number, took: number, method: string, path: string, status: number | null, initiator: string, mime: string, size: number | null): RequestDto => ({
  at: seconds * S,
  until: (seconds + took) * S,
  tab: 0,
  seq: Math.round(seconds * 10),
  method,
  href: `https://kitchen.example${path}`,
  status,
  initiator,
  mime,
  size,
  failed: status !== null && (status === 0 || status >= 400),
});

export const REQUESTS: RequestDto[] = [
  request(0.1, 0.22, 'GET', '/assets/cart.js', 200, 'script', 'text/javascript', 48_210),
  request(0.1, 0.31, 'GET', '/assets/shop.css', 200, 'link', 'text/css', 12_904),
  request(0.4, 0.9, 'GET', '/images/knives-and-boards-autumn-collection-2026.webp', 200, 'img', 'image/webp', 210_344),
  request(7.1, 0.18, 'POST', '/api/cart', 200, 'fetch', 'application/json', 311),
  request(11.5, 0.21, 'POST', '/api/cart', 200, 'fetch', 'application/json', 344),
  request(16, 0.2, 'POST', '/api/cart', 200, 'fetch', 'application/json', 377),
  request(24, 2.4, 'GET', '/api/suggestions?query=AUTUMN', 0, 'xmlhttprequest', '', null),
  request(30.2, 0.48, 'POST', '/api/discount', 500, 'fetch', 'application/problem+json', 96),
  request(70.8, 0.12, 'GET', '/api/checkout', 200, 'fetch', 'application/json', 1_204),
  request(71.2, 0.02, 'POST', '/metrics', null, 'beacon', '', null),
];

const REQUEST_MARKS: MarkDto[] = REQUESTS.map((one) => ({
  at: one.at,
  until: one.until,
  tab: 0,
  kind: one.failed ? 'failedRequest' : 'request',
  label: `${one.method} ${one.href}${one.status === null ? '' : one.status === 0 ? ' – no answer' : ` – ${one.status}`}`,
  target: null,
}));

const BIN = S;

export const TIMELINE: TimelineDto = {
  duration: DURATION,
  watermark: DURATION,
  marks: [...ACTS.map(([at, until, kind, label, target]): MarkDto => ({ at, until, tab: 0, kind, label, target })), ...CONSOLE_MARKS, ...REQUEST_MARKS].sort(
    (a, b) => a.at - b.at,
  ),
  activity: {
    bin: BIN,
    counts: Array.from({ length: DURATION / BIN }, (_, bin) => CHANGES.filter((at) => Math.floor(at / BIN) === bin).length * 9 + (bin === 0 ? 60 : 0)),
  },
  idle: [[31 * S, 66.5 * S]],
  visits: [{ at: 0, tab: 0, href: HREF, title: 'Kitchen shop' }],
  missing: [],
};

export const DIAGNOSTICS: DiagnosticDto[] = [
  {
    code: 'missing-sheet',
    severity: 'warning',
    sentence: 'One style sheet of the page was not recorded; the page may look different',
    count: 1,
    at: 0,
    event: 3,
  },
  { code: 'unknown-event-type', severity: 'note', sentence: '4 events of an unknown kind were kept but not shown', count: 4, at: 12 * S, event: 210 },
];

export const TABS: TabDto[] = [{ tab: 0, name: '', first: 0, last: DURATION }];

export const INFO: RecordingInfoDto = {
  duration: DURATION,
  startWall: START,
  href: HREF,
  title: 'Kitchen shop',
  container: 'gzip › JSON lines',
  policy: 'values of password, card and one-time-code fields masked',
  events: 1843,
  records: 5210,
  segments: 3,
  tabs: ['Tab 1'],
  diagnostics: DIAGNOSTICS,
  watermark: DURATION,
};

const SITES = ['kitchen.example', 'tickets.example', 'bank.example', 'maps.example', 'docs.example'];
const TITLES = ['Kitchen shop', 'Choose your seats – Autumn concert, second balcony', null, 'Route', 'مستندات المنتج'];
const FILES = ['checkout-fails.json.gz', 'session-2026-10-13T0911Z-customer-48213-support-ticket.json', 'login.ndjson', 'route.zip'];
const PEOPLE = ['sam@kitchen.example', 'Aiko Tanaka', null, 'customer-48213', 'نور الدين', 'j.fernandez-villalobos@tickets.example'];
const BROWSERS = ['Chrome 141', 'Firefox 143', 'Safari 26.1', 'Edge 141', null];
const SYSTEMS = ['Windows 11', 'macOS 26', 'iOS 26', 'Android 16', 'Linux'];
const TAGS = [['checkout'], [], [], ['ticket-4821', 'to show'], [], ['checkout', 'seen', 'payment'], []];

/** One of any number of made-up recordings; the first is the one that plays. */
export function recordingRow(index: number): RecordingRowDto {
  const pick = <T>(from: readonly T[], step = 1): T => from[(index * step) % from.length] as T;
  const site = pick(SITES);
  const errors = [2, 0, 17, 0, 1204][index % 5] ?? 0;
  const activity = Array.from({ length: 48 }, (_, part) =>
    Math.max(0, Math.round(255 * Math.sin(part * 0.7 + index) ** 2 * (part % 13 < 9 ? 1 : 0))),
  );
  return {
    id: `demo-${index}`,
    fileName: index < FILES.length ? pick(FILES) : `${index}-${pick(FILES)}`,
    site,
    href: index === 0 ? HREF : `https://${site}/`,
    title: pick(TITLES),
    startWall: START - index * 86_400 * S,
    duration: index === 0 ? DURATION : ((index * 977) % 5000) * S + 4 * S,
    events: 1843 + ((index * 7919) % 90_000),
    errors,
    consoleLines: 8 + index,
    pages: 1 + (index % 3),
    importedWall: START - index * 3600 * S,
    bytes: 240_000 + ((index * 1_300_003) % 60_000_000),
    person: pick(PEOPLE),
    browser: pick(BROWSERS),
    os: pick(SYSTEMS, 3),
    requests: (index * 31) % 400,
    failedRequests: index % 4,
    masked: index % 3 === 0 ? 12 : 0,
    sourcePath: `/home/sam/Downloads/${pick(FILES)}`,
    activity,
    errorBuckets: errors === 0 ? [] : errors > 100 ? [3, 11, 12, 30, 41] : [15],
    tags: pick(TAGS),
    why: null,
    whyMore: 0,
  };
}

/** As the engine's search answers: matches between U+0002 and U+0003. */
export function searchHits(text: string, limit: number): SearchHitDto[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = Array.from({ length: 14 }, (_, index) => recordingRow(index));
  const hits: SearchHitDto[] = [];
  for (const row of rows) {
    for (const { at, level, text: found } of CONSOLE) {
      if (!words.every((word) => found.toLowerCase().includes(word))) continue;
      hits.push({
        recording: row.id,
        fileName: row.fileName,
        site: row.site,
        at,
        openAt: Math.max(0, at - 2 * S),
        kind: level === 'error' ? 'error' : 'console',
        text: marked(found, words),
      });
    }
  }
  return hits.slice(0, limit);
}

function marked(text: string, words: string[]): string {
  const escaped = words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return text.replaceAll(new RegExp(escaped.join('|'), 'gi'), (match) => `\u0002${match}\u0003`);
}

/** The pointer wanders from act to act. */
export function overlayAt(at: number): OverlayDto {
  const place = (time: number) => ({
    at: Math.round(time),
    x: Math.round(500 + 360 * Math.sin(time / (3.1 * S))),
    y: Math.round(380 + 220 * Math.sin(time / (4.7 * S))),
    target: 1,
    kind: 'mouse' as const,
  });
  const presses = ACTS.filter(([pressed, , kind]) => kind === 'click' && pressed <= at && at - pressed < 0.4 * S);
  return {
    pointer: at > S ? place(at) : null,
    trail: at > S ? Array.from({ length: 20 }, (_, step) => place(at - (20 - step) * 50_000)) : [],
    presses: presses.map(([pressed]) => ({ ...place(pressed), kind: 'click' as const })),
    pressed: null,
  };
}
