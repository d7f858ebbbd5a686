import type { MarkKindDto } from '../ipc/generated/bindings';
import { RULE } from './markSizes';

export type LaneId = 'ruler' | 'change' | 'user' | 'errors' | 'console' | 'navigation' | 'viewport' | 'marks';

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

const NAMES: Record<LaneId, string> = {
  ruler: 'Time',
  change: 'Change',
  user: 'User',
  errors: 'Errors',
  console: 'Console',
  navigation: 'Pages',
  viewport: 'Resize',
  marks: 'Marks',
};

const MARK_LANES: readonly LaneId[] = ['user', 'errors', 'console', 'navigation', 'viewport'];

const LANE_OF_KIND: Record<MarkKindDto, LaneId> = {
  click: 'user',
  touch: 'user',
  input: 'user',
  scroll: 'user',
  error: 'errors',
  warning: 'console',
  console: 'console',
  other: 'console',
  navigation: 'navigation',
  viewport: 'viewport',
};

/** Whether marks of this kind stand in this lane. */
export function isInLane(kind: MarkKindDto, lane: LaneId): boolean {
  return lane === 'marks' || LANE_OF_KIND[kind] === lane;
}

/** Ruler, change density with the room that is left, then a lane for each kind of mark, or one where they do not fit. */
export function laneRows(height: number, sizes: RowHeights, folded: boolean): LaneRow[] {
  const free = height - sizes.ruler;
  const unfolded = !folded && hasRoomForLanes(height, sizes);
  const lanes: readonly LaneId[] = unfolded ? MARK_LANES : ['marks'];
  const laneHeight = unfolded ? sizes.lane : Math.min(sizes.compact, Math.max(0, free));
  const rows: LaneRow[] = [row('ruler', 0, sizes.ruler)];
  const density = Math.max(0, free - lanes.length * laneHeight);
  rows.push(row('change', sizes.ruler, density));
  lanes.forEach((lane, place) => rows.push(row(lane, sizes.ruler + density + place * laneHeight, laneHeight)));
  return rows;
}

export function hasRoomForLanes(height: number, sizes: RowHeights): boolean {
  return height - sizes.ruler >= (MARK_LANES.length + 1) * sizes.lane - RULE;
}

function row(id: LaneId, top: number, height: number): LaneRow {
  return { id, name: NAMES[id], top, height };
}
