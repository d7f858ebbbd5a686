interface Size {
  width: number;
  height: number;
}

/** Distance to the anchor and to the window's edge, in CSS pixels. */
const GAP = 4;

/** Where a floating panel goes: beside its anchor, on the other side where there is more room, never outside. */
export function placeBeside(
  anchor: { left: number; right: number; top: number; bottom: number },
  panel: Size,
  within: Size,
  side: 'below' | 'above',
  align: 'start' | 'center' | 'end',
): { left: number; top: number; maxHeight: number } {
  const below = within.height - anchor.bottom - 2 * GAP;
  const above = anchor.top - 2 * GAP;
  const wanted = side === 'below' ? below : above;
  const other = side === 'below' ? above : below;
  const goesBelow = (panel.height <= wanted || wanted >= other) === (side === 'below');
  const maxHeight = Math.max(0, goesBelow ? below : above);
  const height = Math.min(panel.height, maxHeight);
  const top = goesBelow ? anchor.bottom + GAP : anchor.top - GAP - height;
  const slack = anchor.right - anchor.left - panel.width;
  const aligned = anchor.left + { start: 0, center: slack / 2, end: slack }[align];
  const left = Math.max(GAP, Math.min(aligned, within.width - panel.width - GAP));
  return { left: Math.round(left), top: Math.round(top), maxHeight: Math.round(maxHeight) };
}

/** Right of its anchor, so that the rows below it stay readable; at its left where there is no room. */
export function placeRight(
  anchor: { left: number; right: number; top: number },
  panel: Size,
  within: Size,
): { left: number; top: number } {
  const fits = anchor.right + GAP + panel.width + GAP <= within.width;
  const left = fits ? anchor.right + GAP : Math.max(GAP, anchor.left - GAP - panel.width);
  const top = Math.max(GAP, Math.min(anchor.top, within.height - panel.height - GAP));
  return { left: Math.round(left), top: Math.round(top) };
}
