import type { TimelineDto } from '../ipc/generated/bindings';
import type { PlaybackController } from '../playback/playbackController.svelte';
import { clampMicros, cssPx, micros, type Micros } from '../shared/units';
import type { PlayheadLayout } from './drawPlayhead';
import { formatClock } from '../shared/formatTime';
import { hitAt, type Hit } from './hitTest';
import { laneLayout, timelineModel, type LaneLayout, type TimelineModel } from './lanes';
import { hasRoomForLanes, laneRows, lanesOf, type LaneId, type LaneRow, type PinnedLane, type RowHeights } from './laneRows';
import { BLEED } from './markSizes';
import type { SelectionController } from './selectionController.svelte';
import {
  coversAll,
  microsPerPx,
  pan,
  rangeAround,
  SHORTEST_VIEW,
  timeFromX,
  timeScale,
  wholeRange,
  xFromTime,
  zoomAround,
  type TimeRange,
  type TimeScale,
} from './timeScale';

export interface TimelineInputs {
  timeline(): TimelineDto | null;
  playback(): PlaybackController;
  marker(): Micros | null;
  pinned(): readonly PinnedLane[];
  growing(): boolean;
  /** Of a zoom that is not the hand's own; zero where the system asks for no motion. */
  zoomMs(): number;
}

interface Glide {
  readonly from: TimeRange;
  readonly to: TimeRange;
  /** What is shown when it has arrived; null: the committed range. */
  readonly zoom: TimeRange | null;
  startMs: number | null;
}

/** Room on both sides of what a click on a cluster zooms to. */
const CLUSTER_ROOM = 0.5;
/** Where the playhead stands after the view has followed it. */
const FOLLOW_SHARE = 0.1;

/** What part of the recording is looked at, where everything stands in it, and what is under the pointer. */
export class TimelineController {
  /** Of the canvas: names are left of it. */
  width = $state(0);
  height = $state(0);
  rowHeights = $state.raw<RowHeights>({ ruler: 0, lane: 0, compact: 0 });
  folded = $state(false);
  pointer = $state.raw<{ x: number; y: number } | null>(null);
  /** The playhead is being dragged. */
  scrubbing = $state(false);
  /** A mark that the keyboard is on. */
  focusedMark = $state<number | null>(null);
  #zoom = $state.raw<TimeRange | null>(null);
  #glide = $state.raw<Glide | null>(null);

  readonly selection: SelectionController;
  readonly #inputs: TimelineInputs;

  constructor(inputs: TimelineInputs, selection: SelectionController) {
    this.#inputs = inputs;
    this.selection = selection;
  }

  readonly timeline: TimelineDto | null = $derived.by(() => this.#inputs.timeline());
  readonly playback: PlaybackController = $derived.by(() => this.#inputs.playback());
  readonly model: TimelineModel | null = $derived(this.timeline ? timelineModel(this.timeline) : null);
  readonly duration: Micros = $derived(micros(Math.max(this.timeline?.duration ?? 0, this.playback.duration)));
  readonly whole: TimeRange = $derived(wholeRange(this.duration));
  /** Without the zoom of the wheel. */
  readonly base: TimeRange = $derived.by(() => this.selection.current ?? this.whole);
  readonly view: TimeRange = $derived(this.#zoom ?? this.base);
  readonly isZoomed: boolean = $derived(!coversAll(this.view, this.whole));
  readonly scale: TimeScale = $derived(timeScale(this.view, cssPx(BLEED), cssPx(this.width - 2 * BLEED)));
  readonly #needed: ReadonlySet<LaneId> = $derived(lanesOf((this.model?.index ?? []).map((series) => series.kind)));
  readonly rows: readonly LaneRow[] = $derived.by(() =>
    laneRows(this.height, this.rowHeights, this.folded, this.#needed, this.#inputs.pinned()),
  );
  readonly canUnfold: boolean = $derived.by(() =>
    hasRoomForLanes(this.height - this.#inputs.pinned().length * this.rowHeights.lane, this.rowHeights, this.#needed),
  );
  readonly layout: LaneLayout | null = $derived(this.#layout());
  readonly range: TimeRange | null = $derived.by(() => this.selection.preview ?? this.playback.loopRange);
  readonly hoverAt: Micros | null = $derived(
    this.pointer === null || this.scrubbing ? null : this.timeAt(this.pointer.x),
  );
  readonly hit: Hit | null = $derived(
    this.pointer && this.layout && !this.scrubbing ? hitAt(this.layout, this.pointer.x, this.pointer.y) : null,
  );
  readonly playhead: PlayheadLayout = $derived(this.#playhead());

  get rulerHeight(): number {
    return this.rows[0]?.height ?? 0;
  }

  /** The moment at this place, within the recording. */
  timeAt(x: number): Micros {
    return clampMicros(timeFromX(this.scale, x), micros(0), this.duration);
  }

  xOf(at: Micros): number {
    return xFromTime(this.scale, at);
  }

  // The view

  zoomAt(x: number, factor: number): void {
    this.#glide = null;
    this.#zoom = this.#zoomOf(zoomAround(this.view, this.whole, timeFromX(this.scale, x), factor));
  }

  panByPx(px: number): void {
    this.#glide = null;
    if (this.isZoomed) this.#zoom = this.#zoomOf(pan(this.view, this.whole, px * microsPerPx(this.scale)));
  }

  zoomTo(range: TimeRange, room = CLUSTER_ROOM): void {
    this.#glideTo(rangeAround(range, this.whole, room));
  }

  /** Moves the view as far as needed to have this moment in it. */
  reveal(at: Micros): void {
    const [from, to] = this.view;
    if (at >= from && at <= to) return;
    this.#glide = null;
    this.#zoom = this.#zoomOf(pan(this.view, this.whole, at - (from + to) / 2));
  }

  /** Can a zoom part these two moments? */
  canPart(from: number, until: number): boolean {
    return until - from >= 1 && this.view[1] - this.view[0] > SHORTEST_VIEW;
  }

  /** Makes the proposed range a crumb: looked at, and played in a loop. */
  commit(): boolean {
    const before = this.view;
    const range = this.selection.commit();
    if (!range) return false;
    this.playback.setLoop([range[0], range[1]]);
    this.#zoom = before;
    this.#glideTo(null);
    return true;
  }

  /** One step back: the proposal, then the wheel's zoom, then the innermost crumb. */
  stepBack(): boolean {
    if (this.#glide) {
      // A zoom under way is taken as done.
      this.#zoom = this.#glide.zoom;
      this.#glide = null;
    }
    if (this.selection.preview) {
      this.selection.clearPreview();
    } else if (this.#zoom) {
      this.#glideTo(null);
    } else if (this.selection.committed.length > 0) {
      this.backTo(this.selection.committed.length - 1);
    } else {
      return false;
    }
    return true;
  }

  backTo(level: number): void {
    const before = this.view;
    this.selection.backTo(level);
    const { current } = this.selection;
    this.playback.setLoop(current ? [current[0], current[1]] : null);
    this.#zoom = before;
    this.#glideTo(null);
  }

  /** The playhead left the view while playing: turn the page. */
  follow(): void {
    const { at, playing } = this.playback;
    if (!playing || !this.isZoomed || this.scrubbing) return;
    if (at >= this.view[0] && at <= this.view[1]) return;
    const span = this.view[1] - this.view[0];
    this.#zoom = this.#zoomOf(pan(this.view, this.whole, at - FOLLOW_SHARE * span - this.view[0]));
  }

  get gliding(): boolean {
    return this.#glide !== null;
  }

  /** Moves a zoom that is under way; the caller has the clock. */
  glide(nowMs: number): void {
    const glide = this.#glide;
    if (!glide) return;
    glide.startMs ??= nowMs;
    const length = this.#inputs.zoomMs();
    const done = length > 0 ? Math.min(1, (nowMs - glide.startMs) / length) : 1;
    if (done >= 1) {
      this.#glide = null;
      this.#zoom = glide.zoom;
      return;
    }
    const eased = 1 - (1 - done) ** 4;
    const between = (a: Micros, b: Micros) => micros(a + (b - a) * eased);
    this.#zoom = [between(glide.from[0], glide.to[0]), between(glide.from[1], glide.to[1])];
  }

  #glideTo(zoom: TimeRange | null): void {
    this.#glide = { from: this.view, to: zoom ?? this.base, zoom, startMs: null };
  }

  #zoomOf(view: TimeRange): TimeRange | null {
    return view[0] === this.base[0] && view[1] === this.base[1] ? null : view;
  }

  #layout(): LaneLayout | null {
    if (!this.model || this.width <= 2 * BLEED || this.height <= 0) return null;
    return laneLayout(this.model, {
      scale: this.scale,
      rows: this.rows,
      idleThreshold: this.playback.idleThreshold,
      watermark: this.#inputs.growing() ? this.playback.watermark : null,
      match: this.#inputs.marker(),
      pinned: this.#inputs.pinned(),
    });
  }

  #playhead(): PlayheadLayout {
    const { scale, range } = this;
    const last = this.rows.at(-1);
    const { at } = this.playback;
    const focused = this.focusedMark === null ? undefined : this.timeline?.marks[this.focusedMark];
    const hoverAt = focused ? micros(focused.at) : this.hoverAt;
    return {
      scale,
      ruler: this.rulerHeight,
      bottom: last ? last.top + last.height : 0,
      playheadX: xFromTime(scale, at),
      hoverX: hoverAt === null ? null : xFromTime(scale, hoverAt),
      range: range ? [xFromTime(scale, range[0]), xFromTime(scale, range[1])] : null,
      clock: this.scrubbing ? formatClock(at, this.duration) : null,
    };
  }
}
