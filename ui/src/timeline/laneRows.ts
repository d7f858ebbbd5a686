import type { MarkKindDto } from '../ipc/generated/bindings';
import { RULE } from './markSizes';

export type LaneId = 'ruler' | 'change' | 'user' | 'errors' | 'friction' | 'network' | 'console' | 'navigation' | 'viewport' | 'notes' | 'marks' | PinnedId;
/** What a person pinned: a condition that has a lane of its own. */
export type PinnedId = `pinned:${number}`;

export interface PinnedLane {
  readonly id: PinnedId;
  readonly name: string;
  /** In order of time; null lasts to the end. */
  readonly spans: readonly { readonly from: number; readonly until: number | null }[];
}

export interface LaneRow {
  readonly id: LaneId;
  readonly name: string;
  readonly top: number;
  readonly height: number;
}

export interface RowHeights {
  readonly ruler: number;
  readonly lane: number;
  /** The one lane of all marks, where there is no room for more or they are folded. */
  readonly compact: number;
}

const NAMES: Record<Exclude<LaneId, PinnedId>, string> = {
  ruler: 'Time',
  change: 'Change',
  user: 'User',
  errors: 'Errors',
  friction: 'Friction',
  network: 'Network',
  console: 'Console',
  navigation: 'Pages',
  viewport: 'Resize',
  notes: 'Notes',
  marks: 'Marks',
};

const MARK_LANES: readonly Exclude<LaneId, PinnedId>[] = ['user', 'errors', 'friction', 'network', 'console', 'navigation', 'viewport', 'notes'];
/** Lanes that are there only where the recording has something for them. */
const OPTIONAL: ReadonlySet<LaneId> = new Set(['friction', 'network', 'notes']);
const NONE: ReadonlySet<LaneId> = new Set();

const LANE_OF_KIND: Record<MarkKindDto, LaneId> = {
  click: 'user',
  touch: 'user',
  input: 'user',
  scroll: 'user',
  error: 'errors',
  warning: 'console',
  console: 'console',
  other: 'console',
  rage: 'friction',
  dead: 'friction',
  friction: 'friction',
  request: 'network',
  failedRequest: 'network',
  note: 'notes',
  navigation: 'navigation',
  viewport: 'viewport',
};

/** The optional lanes that these kinds of marks need. */
export function lanesOf(kinds: Iterable<MarkKindDto>): ReadonlySet<LaneId> {
  return new Set([...kinds].map((kind) => LANE_OF_KIND[kind]).filter((lane) => OPTIONAL.has(lane)));
}

/** Whether marks of this kind stand in this lane. */
export function isInLane(kind: MarkKindDto, lane: LaneId): boolean {
  return lane === 'marks' || LANE_OF_KIND[kind] === lane;
}

/** Ruler, change density with the room that is left, then a lane for each kind of mark, or one where they do not fit. */
export function laneRows(
  height: number,
  sizes: RowHeights,
  folded: boolean,
  needed: ReadonlySet<LaneId> = NONE,
  pinned: readonly PinnedLane[] = [],
): LaneRow[] {
  // Of what is pinned, as many as leave room for the marks; the others wait for a higher timeline.
  const most = Math.max(0, Math.floor((height - sizes.ruler - sizes.compact) / Math.max(1, sizes.lane)));
  const own = pinned.slice(0, most);
  const rest = height - own.length * sizes.lane;
  const rows = markRows(rest, sizes, folded, needed);
  own.forEach((lane, place) => rows.push({ id: lane.id, name: lane.name, top: rest + place * sizes.lane, height: sizes.lane }));
  return rows;
}

function markRows(height: number, sizes: RowHeights, folded: boolean, needed: ReadonlySet<LaneId>): LaneRow[] {
  const free = height - sizes.ruler;
  const unfolded = !folded && hasRoomForLanes(height, sizes, needed);
  const lanes = unfolded ? shownLanes(needed) : (['marks'] as const);
  const laneHeight = unfolded ? sizes.lane : Math.min(sizes.compact, Math.max(0, free));
  const rows: LaneRow[] = [row('ruler', 0, sizes.ruler)];
  const density = Math.max(0, free - lanes.length * laneHeight);
  rows.push(row('change', sizes.ruler, density));
  lanes.forEach((lane, place) => rows.push(row(lane, sizes.ruler + density + place * laneHeight, laneHeight)));
  return rows;
}

export function hasRoomForLanes(height: number, sizes: RowHeights, needed: ReadonlySet<LaneId> = NONE): boolean {
  return height - sizes.ruler >= (shownLanes(needed).length + 1) * sizes.lane - RULE;
}

function shownLanes(needed: ReadonlySet<LaneId>): readonly Exclude<LaneId, PinnedId>[] {
  return MARK_LANES.filter((lane) => !OPTIONAL.has(lane) || needed.has(lane));
}

function row(id: Exclude<LaneId, PinnedId>, top: number, height: number): LaneRow {
  return { id, name: NAMES[id], top, height };
}
