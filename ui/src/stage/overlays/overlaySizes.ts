// What overlays measure with, in CSS pixels of the window: they keep their size at every scale of the page.

/** Between the page and the edge of the stage. */
export const STAGE_PADDING = 12;
export const RIPPLE_RADIUS = 22;
/** Where a ripple starts, so that its first moment can be seen. */
export const RIPPLE_START = 6;
export const DOUBLE_RING = 8;
export const TOUCH_RADIUS = 14;
/** Two-tone strokes: each is drawn below the next and shows one pixel on both sides. */
export const STROKE = { inner: 2, light: 4, dark: 6 } as const;
export const RIPPLE_DASH = '5 4';
export const RAIL_WIDTH = 4;
export const RAIL_GAP = 4;
export const SHORTEST_THUMB = 16;
/** Height that the tag of an outline needs above or below its box. */
export const TAG_HEIGHT = 20;
/** Missing assets smaller than this are not drawn, or drawn without their address. */
export const SMALLEST_MISSING = 4;
export const MISSING_TEXT = { width: 48, height: 18 } as const;
/** Average width of a character of the small monospaced type, for the ellipsis. */
export const CHARACTER_WIDTH = 7;
/** A page can lack thousands of pictures; more than these on one screen help nobody. */
export const MOST_MISSING = 200;
