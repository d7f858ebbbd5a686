// What the canvases measure with, in CSS pixels (look.md, section 5). Heights of rows are tokens of the window.

/** Width and height of a mark. */
export const MARK = 10;
export const MARK_HIT = 16;
export const HALO = 1;
/** Marks closer than this are one mark with a count. */
export const CLUSTER = 12;
export const DOT = 6;
export const INPUT_WIDTH = 2;
export const INPUT_HEIGHT = 8;
export const REQUEST_HEIGHT = 6;
export const WAVE_LINE = 1.5;
export const WAVE_LENGTH = 6;
export const WAVE_HEIGHT = 2;
/** Typing and scrolling with less than this between them are joined. */
export const JOIN = 1;
export const BAR = 2;
/** From one bar of the change density to the next. */
export const BAR_STEP = 3;
export const HATCH_LINE = 2;
export const HATCH_STEP = 6;
/** An idle span at least this wide has its length written into it. */
export const IDLE_TEXT = 48;
export const PENDING_TEXT = 96;
/** Of the line that says that something is missing. */
export const ZIGZAG = 6;
export const RULE = 1;
export const PLAYHEAD = 2;
export const GRIP = 11;
export const RANGE_GRIP = 8;
export const MATCH_BAND = 10;
/** How far marks at both ends of the axis may reach over it. */
export const BLEED = 6;
/** Room for a label in the ruler. */
export const TICK_ROOM = 88;
export const TEXT_GAP = 4;
/** Font size of labels on the canvas. */
export const LABEL = 11;
/** Widest figure of that font, for room that must be known before anything is drawn. */
export const FIGURE = 6.5;
