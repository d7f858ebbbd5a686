import { cssPx } from '../shared/units';

/** `--row-tree`. */
export const TREE_ROW = cssPx(18);
/** Of one level, in CSS pixels. */
export const INDENT = 12;
/** Width of a character of the monospaced font, rounded up, in CSS pixels. */
export const CHARACTER = 7.3;
/** Chevron, eye-off and the space around them. */
export const ROW_EXTRA = 56;
/** No row makes the tree wider than this; what is longer stands in the details. */
export const WIDEST_ROW = 4000;
/** `--row-list`. */
export const LIST_ROW = cssPx(24);
