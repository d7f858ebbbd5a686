import type { RowHeights } from './laneRows';
import { LABEL } from './markSizes';

const COLOURS = {
  bg: '--bg',
  chrome: '--chrome',
  sunken: '--sunken',
  line: '--line',
  lineStrong: '--line-strong',
  text: '--text',
  text2: '--text-2',
  text3: '--text-3',
  accent: '--accent',
  onAccent: '--on-accent',
  error: '--error',
  rage: '--rage',
  dead: '--dead',
  warn: '--warn',
  navigation: '--navigation',
  network: '--network',
  missing: '--missing',
  click: '--click',
  idle: '--idle',
  match: '--match',
  matchBg: '--match-bg',
  curtain: '--curtain',
} as const;

export type Palette = Readonly<Record<keyof typeof COLOURS, string>> & { readonly label: string };

/** Tokens as a canvas wants them: read once, and again when the theme changes. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const colours = Object.fromEntries(
    Object.entries(COLOURS).map(([name, token]) => [name, style.getPropertyValue(token).trim()]),
  ) as Record<keyof typeof COLOURS, string>;
  const family = style.getPropertyValue('--font').trim() || 'sans-serif';
  return { ...colours, label: `500 ${LABEL}px ${family}` };
}

export function readRowHeights(element: Element): RowHeights {
  const style = getComputedStyle(element);
  const px = (token: string) => Number.parseFloat(style.getPropertyValue(token)) || 0;
  return { ruler: px('--ruler'), lane: px('--lane'), compact: px('--lane-compact') };
}

/** Calls back when the window's theme changes, by its own switch or by the system. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] });
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener('change', changed);
  };
}

/** How long a zoom takes that is not the hand's own. */
export function readZoomMs(element: Element): number {
  return Number.parseFloat(getComputedStyle(element).getPropertyValue('--motion-zoom')) || 0;
}
