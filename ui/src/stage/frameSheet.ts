// The one sheet of ours that every recorded document and shadow root adopts, before its own.

import type { FrameWindow } from './kinds';

/** Set on elements that the stage must not hold as what they were: they keep their place and are not drawn. */
export const INERT_MARK = 'ph-inert';
/** Set on elements whose content was blocked at recording; their size was kept. */
export const BLOCKED_MARK = 'ph-blocked';

/**
 * In a layer, so that recorded rules win by their place and only our `!important` wins over theirs.
 * It names no colour: blocked areas are hatched in the page's own text colour.
 * Browsers show the controls of every video where scripts cannot run (WebKitGTK 2.50, Chromium 156). WebKit (alone in
 * supporting `hanging-punctuation`) lets nobody style them, but a video with nothing to show can be hidden with them:
 * its controls would be those of a broken one.
 * Forced colours are the viewer's, not the recorded machine's: the page keeps its own.
 * The focus ring is the browsers' own: whole pages and inputs that take no text have none. WebKit draws no `auto` ring
 * around its own fields, because they show by themselves when they are truly focused.
 * Scroll anchoring is off because scroll offsets are recorded, not derived from what changed above.
 */
const TEXT = `@layer playhead {
  * { overflow-anchor: none; forced-color-adjust: none; }
  [${INERT_MARK}] { display: none !important; }
  [${BLOCKED_MARK}] {
    background: repeating-linear-gradient(45deg, currentColor 0 1px, transparent 1px 8px) !important;
    outline: 1px solid currentColor; outline-offset: -1px; opacity: 0.5;
  }
  video:not([controls])::-webkit-media-controls { display: none !important; }
  @supports (hanging-punctuation: first) {
    video:not([src], [poster], :has(source[src])) { visibility: hidden !important; }
  }
  :where(input:not([readonly]), textarea, select, [contenteditable]:not(html, body))[ph-focus-visible] { outline: auto 1px; }
  @supports (hanging-punctuation: first) {
    :where(input:not([readonly]), textarea, select)[ph-focus-visible] { outline: 2px solid -webkit-focus-ring-color; outline-offset: -2px; }
  }
}`;

const sheets = new WeakMap<FrameWindow, CSSStyleSheet>();

export function frameSheet(window: FrameWindow): CSSStyleSheet {
  const known = sheets.get(window);
  if (known !== undefined) return known;
  const sheet = new window.CSSStyleSheet();
  sheet.replaceSync(TEXT);
  sheets.set(window, sheet);
  return sheet;
}
