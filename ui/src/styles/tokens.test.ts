// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const file = readFileSync('src/styles/tokens.css', 'utf8');

/** The custom properties of the first block with this selector. */
function tokensOf(selector: string): Map<string, string> {
  const from = file.indexOf(`${selector} {`);
  const block = file.slice(from, file.indexOf('\n}', from));
  return new Map([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]));
}

const light = tokensOf(':root');
const dark = new Map([...light, ...tokensOf(":root[data-theme='dark']")]);

/** WCAG 2 relative luminance. */
function luminance(hex: string): number {
  const linear = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = linear;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(theme: Map<string, string>, front: string, back: string): number {
  const [a, b] = [front, back].map((name) => {
    const value = theme.get(name) ?? '';
    if (!/^#[\da-f]{6}$/.test(value)) throw new Error(`The token "${name}" is no colour: "${value}"`);
    return luminance(value);
  }) as [number, number];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const GROUNDS = ['bg', 'chrome', 'raised', 'hover', 'selected', 'selected-dim', 'sunken'];
const FRONTS = [
  ...['text', 'text-2', 'text-3', 'accent', 'error', 'rage', 'warn', 'ok', 'navigation', 'network', 'dead', 'click'],
  ...['match', 'missing', 'tag', 'attribute', 'value', 'comment', 'number'],
];
const PAIRS: [front: string, back: string, least: number][] = [
  ...FRONTS.flatMap((front): [string, string, number][] => GROUNDS.map((back) => [front, back, 4.5])),
  ...GROUNDS.map((back): [string, string, number] => ['line-strong', back, 3.3]),
  ['text', 'match-bg', 9],
  ['text', 'error-bg', 12.5],
  ['error', 'error-bg', 5.6],
  ['warn', 'warn-bg', 5.4],
  ['text', 'warn-bg', 4.5],
  ['ok', 'ok-bg', 5.3],
  ['text', 'pressed', 4.5],
  ['text-2', 'pressed', 4.5],
  ['on-accent', 'accent', 5.8],
  ['on-accent', 'accent-hover', 7.5],
  ['on-error', 'error', 6.4],
  ['text-2', 'selected-dim', 6.5],
  ['tooltip-text', 'tooltip-bg', 14.5],
  ['accent', 'idle', 4.4],
];

describe.each([
  ['light', light],
  ['dark', dark],
])('contrast in the %s theme', (_name, theme) => {
  it('is enough for every text and mark on every ground it may stand on', () => {
    const low = PAIRS.filter(([front, back, least]) => contrast(theme, front, back) < least).map(
      ([front, back, least]) => `${front} on ${back}: ${contrast(theme, front, back).toFixed(2)}, wanted ${least}`,
    );
    expect(low).toEqual([]);
  });

  it('keeps the sums of look.md', () => {
    const worst = (front: string) => Math.min(...GROUNDS.map((back) => contrast(theme, front, back))).toFixed(2);
    const promised =
      theme === light
        ? { text: '13.05', 'text-2': '6.38', 'text-3': '4.62', accent: '4.72', error: '5.28', missing: '4.68', comment: '4.94' }
        : { text: '9.86', 'text-2': '6.35', 'text-3': '4.60', accent: '5.38', error: '5.27', missing: '4.66', comment: '4.63' };
    expect(Object.fromEntries(Object.keys(promised).map((front) => [front, worst(front)]))).toEqual(promised);
  });
});

it('gives every colour of the light theme a dark twin', () => {
  const colours = [...light].filter(([, value]) => /^(#|rgb)/.test(value)).map(([name]) => name);
  const own = tokensOf(":root[data-theme='dark']");
  // On the page, whatever the theme is.
  const shared = ['paper', 'outline-inner', 'outline-outer', 'box-content', 'box-padding', 'box-border', 'box-margin'];
  expect(colours.filter((name) => !own.has(name) && !shared.includes(name))).toEqual([]);
});
