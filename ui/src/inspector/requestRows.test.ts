import { describe, expect, it } from 'vitest';
import type { RequestDto } from '../ipc/generated/bindings';
import { asCurl, asFetch, barOf, filterRequests, nameOf, placeOf, prettyBody, statusText, typeOf } from './requestRows';

function request(href: string, parts: Partial<RequestDto> = {}): RequestDto {
  return { at: 0, until: 0, tab: 0, seq: 1, method: 'GET', href, status: 200, initiator: 'fetch', mime: '', size: null, failed: false, ...parts };
}

describe('the list of requests', () => {
  const all = [
    request('https://a.example/logo.png', { mime: 'image/png' }),
    request('https://a.example/api/pay', { method: 'POST', status: 503, failed: true }),
    request('https://a.example/api/cart'),
  ];
  const names = (filter: Parameters<typeof filterRequests>[1]) => filterRequests(all, filter).map(({ href }) => nameOf(href));

  it('is filtered by words of all its columns', () => {
    expect(names({ text: 'api GET', failedOnly: false, failedFirst: false })).toEqual(['cart']);
    expect(names({ text: '503', failedOnly: false, failedFirst: false })).toEqual(['pay']);
    expect(names({ text: 'image', failedOnly: false, failedFirst: false })).toEqual(['logo.png']);
  });

  it('shows failed ones first, or alone', () => {
    expect(names({ text: '', failedOnly: false, failedFirst: true })).toEqual(['pay', 'logo.png', 'cart']);
    expect(names({ text: '', failedOnly: true, failedFirst: false })).toEqual(['pay']);
  });

  it.each([
    ['https://a.example/x/cart.js?v=1', 'cart.js', 'a.example/x/'],
    ['https://a.example/', 'a.example', 'a.example/'],
    ['/api/items/7/', '7', '/api/items/7/'],
  ])('names %s', (href, name, place) => {
    expect([nameOf(href), placeOf(href)]).toEqual([name, place]);
  });

  it('says what came, or who asked', () => {
    expect(typeOf({ mime: 'application/problem+json', initiator: 'fetch' })).toBe('json');
    expect(typeOf({ mime: '', initiator: 'img' })).toBe('image');
    expect(typeOf({ mime: '', initiator: 'fetch' })).toBe('fetch');
    expect(statusText({ status: 0 })).toBe('none');
  });
});

it('places a bar on the axis, and cuts it at both ends', () => {
  expect(barOf({ at: 50, until: 75 }, 0, 100)).toEqual({ left: 0.5, width: 0.25 });
  expect(barOf({ at: -50, until: 300 }, 0, 100)).toEqual({ left: 0, width: 1 });
  expect(barOf({ at: 200, until: 300 }, 0, 100)).toBeNull();
});

it('lays JSON out and leaves the rest', () => {
  expect(prettyBody('{"a":[1]}')).toEqual({ text: '{\n  "a": [\n    1\n  ]\n}', isJson: true });
  expect(prettyBody('{broken')).toEqual({ text: '{broken', isJson: false });
  expect(prettyBody('a=b')).toEqual({ text: 'a=b', isJson: false });
});

describe('copies of a request', () => {
  const parts = { requestHeaders: [[':path', '/'], ['x-a', "it's"]] as [string, string][], requestBody: '{"n":1}' };

  it('run in a shell', () => {
    const text = asCurl(request('https://a.example/pay', { method: 'PUT' }), parts);
    expect(text).toBe(`curl 'https://a.example/pay' \\\n  -X 'PUT' \\\n  -H 'x-a: it'\\''s' \\\n  --data-raw '{"n":1}'`);
    expect(asCurl(request('https://a.example/'), { requestHeaders: [], requestBody: null })).toBe(`curl 'https://a.example/'`);
  });

  it('run in a page', () => {
    const text = asFetch(request('https://a.example/pay', { method: 'POST' }), parts);
    const run = new Function('fetch', `return (async () => { ${text} })()`) as (f: unknown) => void;
    let asked: unknown[] = [];
    run((...args: unknown[]) => (asked = args));
    expect(asked).toEqual(['https://a.example/pay', { method: 'POST', headers: { 'x-a': "it's" }, body: '{"n":1}' }]);
  });
});
