import { formatCountShort } from '../shared/formatNumber';
import { isLasting, type Cluster } from './clusters';
import { drawLasting, drawMark } from './drawMark';
import type { LaneLayout, MarkLane, Stretch } from './lanes';
import type { LaneRow } from './laneRows';
import {
  BAR,
  BAR_STEP,
  FIGURE,
  HALO,
  HATCH_LINE,
  HATCH_STEP,
  LABEL,
  MARK,
  MATCH_BAND,
  PENDING_TEXT,
  PLAYHEAD,
  RULE,
  TEXT_GAP,
  ZIGZAG,
} from './markSizes';
import type { Palette } from './palette';
import type { Surface } from './surface';
import { xFromTime } from './timeScale';

const NAVIGATION_ALPHA = 0.6;
const TICK_HEIGHT = 5;
const DASH = 4;

/** Draws everything that stands still while the playhead moves. The origin is the canvas's upper left corner. */
export function drawLanes(surface: Surface, layout: LaneLayout, palette: Palette): void {
  const { scale, rows } = layout;
  const left = scale.left;
  const right = scale.left + scale.width;
  const last = rows.at(-1);
  const top = rows[0]?.height ?? 0;
  const bottom = last ? last.top + last.height : top;
  surface.font = palette.label;
  surface.textBaseline = 'middle';
  surface.textAlign = 'left';

  surface.fillStyle = palette.sunken;
  surface.fillRect(left, top, scale.width, bottom - top);
  // Marks at both ends reach a little over the axis; nothing else does.
  clipped(surface, left, 0, scale.width, bottom, () => {
    for (const stretch of layout.idle) drawHatch(surface, stretch, top, bottom, palette);
    if (layout.pendingX !== null) drawPending(surface, layout.pendingX, layout, bottom, palette);
    if (layout.matchX !== null) drawMatch(surface, layout.matchX, top, bottom, palette);
    drawRules(surface, rows, left, right, palette);
    drawTicks(surface, layout, bottom, palette);
    drawDensity(surface, layout, palette);
    for (const stretch of layout.missing) drawMissing(surface, stretch, layout, palette);
    surface.globalAlpha = NAVIGATION_ALPHA;
    surface.fillStyle = palette.navigation;
    for (const x of layout.navigations) surface.fillRect(Math.round(x), top, RULE, bottom - top);
    surface.globalAlpha = 1;
    drawIdleTexts(surface, layout, palette);
    for (const page of layout.pages) drawPage(surface, page, layout, palette);
  });
  for (const lane of layout.lanes) drawLane(surface, lane, layout, palette);
  for (const { row, stretches } of layout.pinned) {
    surface.fillStyle = palette.match;
    const margin = Math.floor(row.height / 4);
    for (const { x, end } of stretches) surface.fillRect(Math.round(x), row.top + margin, Math.max(PLAYHEAD, Math.round(end - x)), row.height - RULE - 2 * margin);
  }
}

function drawHatch(surface: Surface, stretch: Stretch, top: number, bottom: number, palette: Palette): void {
  const height = bottom - top;
  clipped(surface, stretch.x, top, stretch.end - stretch.x, height, () => {
    surface.strokeStyle = palette.idle;
    surface.lineWidth = HATCH_LINE;
    surface.beginPath();
    // Lines of all stretches are parts of one pattern; at 45° their distance across is that along, over √2.
    const step = HATCH_STEP * Math.SQRT2;
    for (let x = Math.floor(stretch.x / step) * step; x < stretch.end + height; x += step) {
      surface.moveTo(x, top);
      surface.lineTo(x - height, bottom);
    }
    surface.stroke();
  });
}

function drawIdleTexts(surface: Surface, layout: LaneLayout, palette: Palette): void {
  const row = layout.lanes[0]?.row;
  if (!row) return;
  for (const { x, end, label } of layout.idle) {
    if (label === '') continue;
    const width = label.length * FIGURE;
    drawText(surface, label, (x + end - width) / 2, row, palette.text3, palette);
  }
}

function drawPending(surface: Surface, x: number, layout: LaneLayout, bottom: number, palette: Palette): void {
  const [ruler, change] = layout.rows;
  const top = ruler?.height ?? 0;
  const right = layout.scale.left + layout.scale.width;
  surface.fillStyle = palette.bg;
  surface.fillRect(x, top, right - x, bottom - top);
  surface.strokeStyle = palette.lineStrong;
  surface.lineWidth = RULE;
  surface.setLineDash([DASH, DASH]);
  surface.beginPath();
  surface.moveTo(Math.round(x) + RULE / 2, top);
  surface.lineTo(Math.round(x) + RULE / 2, bottom);
  surface.stroke();
  surface.setLineDash([]);
  if (right - x < PENDING_TEXT || !change) return;
  surface.fillStyle = palette.text3;
  surface.fillText('Not imported yet', Math.max(x, layout.scale.left) + 2 * TEXT_GAP, change.top + change.height / 2);
}

function drawMatch(surface: Surface, x: number, top: number, bottom: number, palette: Palette): void {
  surface.fillStyle = palette.matchBg;
  surface.fillRect(x - MATCH_BAND / 2, top, MATCH_BAND, bottom - top);
  surface.fillStyle = palette.match;
  surface.fillRect(Math.round(x - PLAYHEAD / 2), top, PLAYHEAD, bottom - top);
}

function drawRules(surface: Surface, rows: readonly LaneRow[], left: number, right: number, palette: Palette): void {
  surface.fillStyle = palette.line;
  for (const row of rows) surface.fillRect(left, row.top + row.height - RULE, right - left, RULE);
}

function drawTicks(surface: Surface, layout: LaneLayout, bottom: number, palette: Palette): void {
  const ruler = layout.rows[0];
  if (!ruler) return;
  const right = layout.scale.left + layout.scale.width;
  for (const { x, label } of layout.ticks) {
    const line = Math.round(x);
    surface.fillStyle = palette.line;
    surface.fillRect(line, ruler.height, RULE, bottom - ruler.height);
    surface.fillStyle = palette.text3;
    surface.fillRect(line, ruler.height - TICK_HEIGHT, RULE, TICK_HEIGHT);
    const width = label.length * FIGURE;
    if (line + TEXT_GAP + width <= right) surface.fillText(label, line + TEXT_GAP, ruler.height / 2);
  }
}

function drawDensity(surface: Surface, layout: LaneLayout, palette: Palette): void {
  const row = layout.rows.find((candidate) => candidate.id === 'change');
  if (!row || row.height <= 0) return;
  const room = row.height - 2 * RULE;
  surface.fillStyle = palette.text3;
  layout.density.forEach((share, place) => {
    if (share <= 0) return;
    const height = Math.max(1, Math.round(share * room));
    const x = Math.round(layout.densityX + place * BAR_STEP - BAR / 2);
    surface.fillRect(x, row.top + row.height - RULE - height, BAR, height);
  });
}

/** A torn line across the lane of changes: there is no picture of this time. */
function drawMissing(surface: Surface, stretch: Stretch, layout: LaneLayout, palette: Palette): void {
  const row = layout.rows.find((candidate) => candidate.id === 'change');
  if (!row || row.height <= 0) return;
  const middle = row.top + (row.height - RULE) / 2;
  const reach = Math.min(ZIGZAG, row.height / 2 - 2) / 2;
  surface.strokeStyle = palette.missing;
  surface.lineWidth = PLAYHEAD;
  clipped(surface, stretch.x, row.top, Math.max(PLAYHEAD, stretch.end - stretch.x), row.height, () => {
    surface.beginPath();
    surface.moveTo(stretch.x, middle + reach);
    let up = true;
    for (let x = stretch.x; x < stretch.end + ZIGZAG; x += ZIGZAG) {
      surface.lineTo(x + ZIGZAG, up ? middle - reach : middle + reach);
      up = !up;
    }
    surface.stroke();
  });
}

function drawPage(surface: Surface, page: Stretch, layout: LaneLayout, palette: Palette): void {
  const row = layout.rows.find((candidate) => candidate.id === 'navigation');
  if (!row) return;
  const fitting = Math.floor((page.end - page.x) / FIGURE);
  const label = page.label.length <= fitting ? page.label : `${page.label.slice(0, Math.max(0, fitting - 1))}…`;
  clipped(surface, page.x, row.top, page.end - page.x, row.height, () => {
    drawText(surface, label, page.x, row, palette.text2, palette);
  });
}

function drawLane(surface: Surface, lane: MarkLane, layout: LaneLayout, palette: Palette): void {
  const y = lane.row.top + Math.floor((lane.row.height - RULE) / 2);
  const { scale } = layout;
  clipped(surface, scale.left, lane.row.top, scale.width, lane.row.height, () => {
    for (const { kind, x, end } of lane.spans) {
      // A wave over a whole day need not be drawn beyond what is seen.
      const from = Math.max(x, scale.left - MARK);
      const until = Math.min(end, scale.left + scale.width + MARK);
      drawLasting(surface, kind, from, until, y, palette);
    }
  });
  for (const cluster of lane.clusters) {
    if (cluster.x < scale.left || cluster.x > scale.left + scale.width) continue;
    drawCluster(surface, cluster, y, lane.row, layout, palette);
  }
}

function drawCluster(
  surface: Surface,
  cluster: Cluster,
  y: number,
  row: LaneRow,
  layout: LaneLayout,
  palette: Palette,
): void {
  if (cluster.count > 1) {
    const x = Math.round(cluster.x) + MARK / 2 + TEXT_GAP;
    drawText(surface, formatCountShort(cluster.count), x, row, palette.text2, palette);
  }
  const end = xFromTime(layout.scale, cluster.end);
  if (cluster.count === 1 && isLasting(cluster.kind) && end - cluster.x > MARK) {
    drawLasting(surface, cluster.kind, cluster.x, end, y, palette);
    return;
  }
  drawMark(surface, cluster.kind, cluster.x, y, palette);
}

/** Text on a patch of the lane's ground, which keeps hatch and rules out of the letters. */
function drawText(surface: Surface, text: string, x: number, row: LaneRow, colour: string, palette: Palette): void {
  const middle = row.top + (row.height - RULE) / 2;
  surface.fillStyle = palette.sunken;
  surface.fillRect(x - HALO, middle - LABEL / 2 - HALO, text.length * FIGURE + 2 * HALO, LABEL + 2 * HALO);
  surface.fillStyle = colour;
  surface.fillText(text, x, middle + HALO / 2);
}

function clipped(surface: Surface, x: number, y: number, width: number, height: number, draw: () => void): void {
  if (width <= 0 || height <= 0) return;
  surface.save();
  surface.beginPath();
  surface.rect(x, y, width, height);
  surface.clip();
  draw();
  surface.restore();
}
