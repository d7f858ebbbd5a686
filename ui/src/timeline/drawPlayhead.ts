import { FIGURE, GRIP, PLAYHEAD, RANGE_GRIP, RULE, TEXT_GAP } from './markSizes';
import type { Palette } from './palette';
import type { Surface } from './surface';
import type { TimeScale } from './timeScale';

/** What moves: drawn on a canvas of its own, so that the lanes need not be drawn again. */
export interface PlayheadLayout {
  readonly scale: TimeScale;
  readonly ruler: number;
  readonly bottom: number;
  readonly playheadX: number;
  readonly hoverX: number | null;
  /** A range, proposed or looped: outside it lies a curtain. */
  readonly range: readonly [number, number] | null;
  /** Written beside the grip while it is dragged. */
  readonly clock: string | null;
}

const GRIP_HEIGHT = 13;
const GRIP_BAR = 2;

export function drawPlayhead(surface: Surface, layout: PlayheadLayout, palette: Palette): void {
  const { scale, bottom } = layout;
  surface.font = palette.label;
  surface.textBaseline = 'middle';
  surface.textAlign = 'left';
  if (layout.range) drawCurtain(surface, layout, layout.range, palette);
  if (layout.hoverX !== null) {
    surface.fillStyle = palette.text3;
    surface.fillRect(Math.round(layout.hoverX), 0, RULE, bottom);
  }
  const left = scale.left;
  const right = scale.left + scale.width;
  if (layout.playheadX < left || layout.playheadX > right) drawAway(surface, layout, palette);
  else drawHere(surface, layout, palette);
}

function drawCurtain(
  surface: Surface,
  layout: PlayheadLayout,
  [from, to]: readonly [number, number],
  palette: Palette,
): void {
  const { scale, ruler, bottom } = layout;
  const right = scale.left + scale.width;
  const start = Math.min(Math.max(from, scale.left), right);
  const end = Math.min(Math.max(to, scale.left), right);
  surface.fillStyle = palette.curtain;
  surface.fillRect(scale.left, ruler, start - scale.left, bottom - ruler);
  surface.fillRect(end, ruler, right - end, bottom - ruler);
  // What fills the view has no edges to pull.
  if (from <= scale.left && to >= right) return;
  if (from >= scale.left && from <= right) drawRangeGrip(surface, Math.round(from) - RANGE_GRIP, layout, palette);
  if (to >= scale.left && to <= right) drawRangeGrip(surface, Math.round(to), layout, palette);
}

function drawRangeGrip(surface: Surface, x: number, layout: PlayheadLayout, palette: Palette): void {
  const height = layout.bottom - layout.ruler;
  surface.fillStyle = palette.lineStrong;
  surface.fillRect(x, layout.ruler, RANGE_GRIP, height);
  surface.fillStyle = palette.bg;
  surface.fillRect(x + (RANGE_GRIP - GRIP_BAR) / 2, layout.ruler + height / 4, GRIP_BAR, height / 2);
}

function drawHere(surface: Surface, layout: PlayheadLayout, palette: Palette): void {
  const x = Math.round(layout.playheadX);
  surface.fillStyle = palette.accent;
  surface.fillRect(x - PLAYHEAD / 2, layout.ruler - 1, PLAYHEAD, layout.bottom - layout.ruler + 1);
  const half = GRIP / 2;
  const top = layout.ruler - GRIP_HEIGHT;
  surface.beginPath();
  surface.moveTo(x - half, top);
  surface.lineTo(x + half, top);
  surface.lineTo(x + half, layout.ruler - half + 1);
  surface.lineTo(x, layout.ruler + 1);
  surface.lineTo(x - half, layout.ruler - half + 1);
  surface.closePath();
  surface.fill();
  if (layout.clock !== null) drawClock(surface, layout.clock, x, layout, palette);
}

function drawClock(surface: Surface, clock: string, x: number, layout: PlayheadLayout, palette: Palette): void {
  const width = clock.length * FIGURE + 2 * TEXT_GAP;
  const right = layout.scale.left + layout.scale.width;
  const besideRight = x + GRIP / 2 + TEXT_GAP;
  const at = besideRight + width <= right ? besideRight : x - GRIP / 2 - TEXT_GAP - width;
  surface.fillStyle = palette.accent;
  surface.fillRect(at, RULE, width, layout.ruler - 2 * RULE);
  surface.fillStyle = palette.onAccent;
  surface.fillText(clock, at + TEXT_GAP, layout.ruler / 2 + RULE / 2);
}

/** An arrow at the end of the ruler that points to where the playhead is. */
function drawAway(surface: Surface, layout: PlayheadLayout, palette: Palette): void {
  const { scale, ruler } = layout;
  const isLeft = layout.playheadX < scale.left;
  const tip = isLeft ? scale.left : scale.left + scale.width;
  const back = tip + (isLeft ? GRIP : -GRIP);
  surface.fillStyle = palette.accent;
  surface.beginPath();
  surface.moveTo(tip, ruler / 2);
  surface.lineTo(back, ruler / 2 - GRIP / 2);
  surface.lineTo(back, ruler / 2 + GRIP / 2);
  surface.closePath();
  surface.fill();
}
