import type { RequestDetailsDto, RequestDto } from '../ipc/generated/bindings';

export interface RequestFilter {
  readonly text: string;
  readonly failedOnly: boolean;
  /** Failed ones stand above the others, each in order of time. */
  readonly failedFirst: boolean;
}

export function filterRequests(requests: readonly RequestDto[], filter: RequestFilter): readonly RequestDto[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const isWanted = (request: RequestDto) => {
    if (filter.failedOnly && !request.failed) return false;
    if (words.length === 0) return true;
    const text = [request.method, request.href, request.status ?? '', request.mime, request.initiator, typeOf(request)]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const found = filter.failedOnly || words.length > 0 ? requests.filter(isWanted) : requests;
  if (!filter.failedFirst) return found;
  return [...found.filter((request) => request.failed), ...found.filter((request) => !request.failed)];
}

const BY_MIME: readonly (readonly [RegExp, string])[] = [
  [/json/, 'json'],
  [/html/, 'document'],
  [/javascript|ecmascript/, 'script'],
  [/css/, 'style'],
  [/^image\//, 'image'],
  [/^font\/|font-/, 'font'],
  [/^(video|audio)\//, 'media'],
  [/xml/, 'xml'],
  [/^text\//, 'text'],
];

const BY_INITIATOR: Record<string, string> = {
  img: 'image',
  image: 'image',
  css: 'style',
  link: 'style',
  script: 'script',
  iframe: 'document',
  navigation: 'document',
  video: 'media',
  audio: 'media',
  beacon: 'ping',
  xmlhttprequest: 'xhr',
};

/** What came, in a word: by its own type where that was recorded, else by what asked for it. */
export function typeOf(request: Pick<RequestDto, 'mime' | 'initiator'>): string {
  const mime = request.mime.toLowerCase();
  const known = mime === '' ? undefined : BY_MIME.find(([pattern]) => pattern.test(mime));
  return known?.[1] ?? BY_INITIATOR[request.initiator] ?? request.initiator;
}

/** The last part of the address, which tells requests apart; the host where there is no other. */
export function nameOf(href: string): string {
  const [place = href] = href.split(/[?#]/);
  const [, host = '', path = place] = /^[a-z]+:\/\/([^/]*)(.*)$/i.exec(place) ?? [];
  const last = path.split('/').filter(Boolean).at(-1);
  return last ?? (host === '' ? '/' : host);
}

/** Site and way to it, without the name. */
export function placeOf(href: string): string {
  const [place = href] = href.split(/[?#]/);
  return place.replace(/^[a-z]+:\/\//i, '').replace(/\/[^/]*$/, '/');
}

export function statusText(request: Pick<RequestDto, 'status'>): string {
  if (request.status === null) return '–';
  return request.status === 0 ? 'none' : String(request.status);
}

/** Where a request lies on the axis, in shares of it; null outside. */
export function barOf(request: Pick<RequestDto, 'at' | 'until'>, from: number, to: number): { left: number; width: number } | null {
  const length = to - from;
  if (length <= 0 || request.until < from || request.at > to) return null;
  const left = Math.max(0, (request.at - from) / length);
  const right = Math.min(1, (request.until - from) / length);
  return { left, width: right - left };
}

/** JSON in lines, with its depth shown; anything else as it is. */
export function prettyBody(body: string): { text: string; isJson: boolean } {
  const trimmed = body.trim();
  if (!/^[[{]/.test(trimmed)) return { text: body, isJson: false };
  try {
    return { text: JSON.stringify(JSON.parse(trimmed), null, 2), isJson: true };
  } catch {
    return { text: body, isJson: false };
  }
}

type Parts = Pick<RequestDetailsDto, 'requestHeaders' | 'requestBody'>;

/** For a shell: single quotes keep everything but themselves. */
export function asCurl(request: Pick<RequestDto, 'method' | 'href'>, parts: Parts): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  const lines = [`curl ${quoted(request.href)}`];
  const isPlain = parts.requestBody === null ? 'GET' : 'POST';
  if (request.method !== '' && request.method !== isPlain) lines.push(`-X ${quoted(request.method)}`);
  for (const [name, value] of sendable(parts.requestHeaders)) lines.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (parts.requestBody !== null) lines.push(`--data-raw ${quoted(parts.requestBody)}`);
  return lines.join(' \\\n  ');
}

export function asFetch(request: Pick<RequestDto, 'method' | 'href'>, parts: Parts): string {
  const headers = Object.fromEntries(sendable(parts.requestHeaders));
  const options: Record<string, unknown> = {};
  if (request.method !== '') options.method = request.method;
  if (Object.keys(headers).length > 0) options.headers = headers;
  if (parts.requestBody !== null) options.body = parts.requestBody;
  const rest = Object.keys(options).length === 0 ? '' : `, ${JSON.stringify(options, null, 2)}`;
  return `await fetch(${JSON.stringify(request.href)}${rest});`;
}

/** Names that begin with a colon belong to the connection. */
function sendable(headers: readonly (readonly [string, string])[]): [string, string][] {
  return headers.filter(([name]) => !name.startsWith(':')).map(([name, value]) => [name, value]);
}
