import type { MarkKindDto } from '../ipc/generated/bindings';
import { DOT, HALO, REQUEST_HEIGHT, INPUT_HEIGHT, INPUT_WIDTH, MARK, WAVE_HEIGHT, WAVE_LENGTH, WAVE_LINE } from './markSizes';
import type { Palette } from './palette';
import type { Surface } from './surface';

const HALF = MARK / 2;
const LINE = 1.5;

/** The shape of a kind around (x, y), with a halo in the lane's ground so that neighbours stay apart. */
export function drawMark(surface: Surface, kind: MarkKindDto, x: number, y: number, palette: Palette): void {
  SHAPES[kind](surface, Math.round(x), y, palette);
}

/** Typing: a bar as long as it lasts. */
export function drawInputBar(surface: Surface, x: number, end: number, y: number, palette: Palette): void {
  const width = Math.max(INPUT_WIDTH, end - x);
  surface.fillStyle = palette.sunken;
  surface.fillRect(x - HALO, y - INPUT_HEIGHT / 2 - HALO, width + 2 * HALO, INPUT_HEIGHT + 2 * HALO);
  surface.fillStyle = palette.click;
  surface.fillRect(x, y - INPUT_HEIGHT / 2, width, INPUT_HEIGHT);
}

/** A request: a bar as long as it took; of a failed one the left end is red and notched. */
export function drawRequestBar(surface: Surface, x: number, end: number, y: number, failed: boolean, palette: Palette): void {
  const width = Math.max(INPUT_WIDTH + 2, end - x);
  const half = REQUEST_HEIGHT / 2;
  surface.fillStyle = palette.sunken;
  surface.fillRect(x - HALO, y - half - HALO, width + 2 * HALO, REQUEST_HEIGHT + 2 * HALO);
  surface.fillStyle = palette.network;
  surface.fillRect(x, y - half, width, REQUEST_HEIGHT);
  if (!failed) return;
  surface.fillStyle = palette.error;
  surface.fillRect(x, y - half - 1, 2, REQUEST_HEIGHT + 2);
  polygon(surface, palette.error, palette.sunken, [
    [x + 1, y - half - 2],
    [x + 1 + half + 1, y],
    [x + 1, y + half + 2],
  ]);
}

/** A note over a range: a line from the corner to its end. */
export function drawNoteBar(surface: Surface, x: number, end: number, y: number, palette: Palette): void {
  surface.fillStyle = palette.accent;
  surface.fillRect(x, y + HALF - 2, Math.max(MARK, end - x), 2);
  SHAPES.note(surface, Math.round(x + HALF), y, palette);
}

/** Any kind that lasts. */
export function drawLasting(surface: Surface, kind: MarkKindDto, x: number, end: number, y: number, palette: Palette): void {
  if (kind === 'scroll') drawWave(surface, x, end, y, palette);
  else if (kind === 'request' || kind === 'failedRequest') drawRequestBar(surface, x, end, y, kind === 'failedRequest', palette);
  else if (kind === 'note') drawNoteBar(surface, x, end, y, palette);
  else drawInputBar(surface, x, end, y, palette);
}

/** Scrolling: a wave as long as it lasts. */
export function drawWave(surface: Surface, x: number, end: number, y: number, palette: Palette): void {
  const wave = () => {
    surface.beginPath();
    surface.moveTo(x, y);
    let up = true;
    for (let at = x; at < end; at += WAVE_LENGTH / 2) {
      surface.lineTo(Math.min(end, at + WAVE_LENGTH / 2), up ? y - WAVE_HEIGHT : y + WAVE_HEIGHT);
      up = !up;
    }
    surface.stroke();
  };
  surface.strokeStyle = palette.sunken;
  surface.lineWidth = WAVE_LINE + 2 * HALO;
  wave();
  surface.strokeStyle = palette.click;
  surface.lineWidth = WAVE_LINE;
  wave();
}

type Shape = (surface: Surface, x: number, y: number, palette: Palette) => void;

const SHAPES: Record<MarkKindDto, Shape> = {
  error(surface, x, y, palette) {
    polygon(surface, palette.error, palette.sunken, [
      [x, y - HALF],
      [x + HALF, y + HALF],
      [x - HALF, y + HALF],
    ]);
  },
  /** The same sign as in the list of lines: an outlined triangle is told from an error's by its emptiness. */
  warning(surface, x, y, palette) {
    surface.lineWidth = LINE;
    surface.strokeStyle = palette.warn;
    polygon(surface, palette.sunken, palette.warn, [
      [x, y - HALF + LINE],
      [x + HALF - LINE / 2, y + HALF - LINE / 2],
      [x - HALF + LINE / 2, y + HALF - LINE / 2],
    ]);
  },
  rage(surface, x, y, palette) {
    diamond(surface, x, y, palette.rage, palette.sunken);
  },
  dead(surface, x, y, palette) {
    const reach = HALF - 1;
    const cross = () => {
      surface.beginPath();
      surface.moveTo(x - reach, y - reach);
      surface.lineTo(x + reach, y + reach);
      surface.moveTo(x + reach, y - reach);
      surface.lineTo(x - reach, y + reach);
      surface.stroke();
    };
    surface.strokeStyle = palette.sunken;
    surface.lineWidth = 2 + 2 * HALO;
    cross();
    surface.strokeStyle = palette.dead;
    surface.lineWidth = 2;
    cross();
  },
  /** An outlined diamond: told from rage by its emptiness. */
  friction(surface, x, y, palette) {
    diamond(surface, x, y, palette.rage, palette.sunken);
    surface.fillStyle = palette.sunken;
    surface.beginPath();
    surface.moveTo(x, y - HALF + 2 * LINE);
    surface.lineTo(x + HALF - 2 * LINE, y);
    surface.lineTo(x, y + HALF - 2 * LINE);
    surface.lineTo(x - HALF + 2 * LINE, y);
    surface.closePath();
    surface.fill();
  },
  navigation(surface, x, y, palette) {
    haloed(surface, palette, x - 1, y - HALF, HALF + 4, MARK);
    surface.fillStyle = palette.navigation;
    surface.fillRect(x, y - HALF, 1, MARK);
    surface.fillRect(x, y - HALF, HALF + 2, HALF + 1);
  },
  click(surface, x, y, palette) {
    disc(surface, x, y, DOT / 2 + HALO, palette.sunken);
    disc(surface, x, y, DOT / 2, palette.click);
  },
  touch(surface, x, y, palette) {
    disc(surface, x, y, HALF, palette.sunken);
    disc(surface, x, y, DOT / 2 + LINE / 2, palette.click);
    disc(surface, x, y, DOT / 2 - LINE / 2, palette.sunken);
    disc(surface, x, y, 1, palette.click);
  },
  input(surface, x, y, palette) {
    drawInputBar(surface, x - INPUT_WIDTH / 2, x + INPUT_WIDTH / 2, y, palette);
  },
  scroll(surface, x, y, palette) {
    drawWave(surface, x - HALF, x + HALF, y, palette);
  },
  viewport(surface, x, y, palette) {
    haloed(surface, palette, x - HALF, y - HALF + 1, MARK, MARK - 2);
    surface.fillStyle = palette.text2;
    surface.fillRect(x - HALF, y - HALF + 1, MARK, MARK - 2);
    surface.fillStyle = palette.sunken;
    surface.fillRect(x - HALF + LINE, y - HALF + 1 + LINE, MARK - 2 * LINE, MARK - 2 - 2 * LINE);
  },
  request(surface, x, y, palette) {
    drawRequestBar(surface, x - 2, x + 2, y, false, palette);
  },
  failedRequest(surface, x, y, palette) {
    drawRequestBar(surface, x - 2, x + 3, y, true, palette);
  },
  /** A speech corner. */
  note(surface, x, y, palette) {
    haloed(surface, palette, x - HALF, y - HALF, MARK, MARK);
    surface.fillStyle = palette.accent;
    surface.fillRect(x - HALF, y - HALF, MARK, MARK - 3);
    surface.fillStyle = palette.sunken;
    surface.fillRect(x - HALF + LINE, y - HALF + LINE, MARK - 2 * LINE, MARK - 3 - 2 * LINE);
    surface.fillStyle = palette.accent;
    surface.fillRect(x - 2, y + HALF - 4, 2, 4);
  },
  console(surface, x, y, palette) {
    haloed(surface, palette, x - 1, y - HALF / 2, 2, HALF);
    surface.fillStyle = palette.text3;
    surface.fillRect(x - 1, y - HALF / 2, 2, HALF);
  },
  other(surface, x, y, palette) {
    disc(surface, x, y, DOT / 2 + HALO, palette.sunken);
    disc(surface, x, y, DOT / 2, palette.text3);
    disc(surface, x, y, DOT / 2 - LINE, palette.sunken);
  },
};

function diamond(surface: Surface, x: number, y: number, fill: string, around: string): void {
  polygon(surface, fill, around, [
    [x, y - HALF],
    [x + HALF, y],
    [x, y + HALF],
    [x - HALF, y],
  ]);
}

function polygon(surface: Surface, fill: string, around: string, points: [number, number][]): void {
  surface.beginPath();
  points.forEach(([x, y], place) => (place === 0 ? surface.moveTo(x, y) : surface.lineTo(x, y)));
  surface.closePath();
  surface.strokeStyle = around;
  surface.lineWidth = 2 * HALO;
  surface.stroke();
  surface.fillStyle = fill;
  surface.fill();
}

function disc(surface: Surface, x: number, y: number, radius: number, colour: string): void {
  surface.beginPath();
  surface.arc(x, y, radius, 0, 2 * Math.PI);
  surface.fillStyle = colour;
  surface.fill();
}

function haloed(surface: Surface, palette: Palette, x: number, y: number, width: number, height: number): void {
  surface.fillStyle = palette.sunken;
  surface.fillRect(x - HALO, y - HALO, width + 2 * HALO, height + 2 * HALO);
}
