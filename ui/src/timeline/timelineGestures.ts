import type { MarkDto } from '../ipc/generated/bindings';
import { micros, type Micros } from '../shared/units';
import { hitAt, type Hit } from './hitTest';
import { GRIP, RANGE_GRIP } from './markSizes';
import type { TimelineController } from './timelineController.svelte';
import { orderedRange, xFromTime } from './timeScale';

export interface Press {
  readonly x: number;
  readonly y: number;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

type Drag =
  | { readonly kind: 'scrub' }
  | { readonly kind: 'pan'; x: number; moved: boolean }
  /** `anchor` is the end that stays. */
  | { readonly kind: 'select'; readonly anchor: Micros; moved: boolean }
  | { readonly kind: 'resize'; readonly anchor: Micros; readonly of: 'preview' | 'loop' }
  | { readonly kind: 'press'; readonly hit: Hit; readonly x: number };

/** A press that moves less than this is a click. */
const SLACK = 3;
const WHEEL_STEP = 0.0015;
/** One notch of a wheel that scrolls by lines. */
const LINE_PX = 16;

/** What the pointer does on the timeline: scrub, pan, propose a range, click on a mark. */
export class TimelineGestures {
  readonly #timeline: TimelineController;
  readonly #onmark: (mark: MarkDto) => void;
  #drag: Drag | null = null;
  #resumes = false;

  constructor(timeline: TimelineController, onmark: (mark: MarkDto) => void) {
    this.#timeline = timeline;
    this.#onmark = onmark;
  }

  get dragging(): boolean {
    return this.#drag !== null;
  }

  down(press: Press): void {
    const timeline = this.#timeline;
    timeline.pointer = { x: press.x, y: press.y };
    const inRuler = press.y < timeline.rulerHeight;
    const edge = this.#rangeEdgeAt(press);
    if (edge) {
      this.#drag = { kind: 'resize', ...edge };
    } else if (press.altKey || (press.shiftKey && press.y < timeline.rulerHeight / 2)) {
      this.#drag = { kind: 'select', anchor: timeline.timeAt(press.x), moved: false };
    } else if (inRuler && !this.#isOnGrip(press) && timeline.isZoomed) {
      this.#drag = { kind: 'pan', x: press.x, moved: false };
    } else {
      const hit = inRuler || !timeline.layout ? null : hitAt(timeline.layout, press.x, press.y);
      if (hit) this.#drag = { kind: 'press', hit, x: press.x };
      else this.#beginScrub(press.x);
    }
  }

  move(press: Press): void {
    const timeline = this.#timeline;
    timeline.pointer = { x: press.x, y: press.y };
    const drag = this.#drag;
    if (!drag) return;
    if (drag.kind === 'scrub') {
      timeline.playback.seek(timeline.timeAt(press.x));
    } else if (drag.kind === 'pan') {
      if (!drag.moved && Math.abs(press.x - drag.x) < SLACK) return;
      timeline.panByPx(drag.x - press.x);
      this.#drag = { kind: 'pan', x: press.x, moved: true };
    } else if (drag.kind === 'press') {
      if (Math.abs(press.x - drag.x) >= SLACK) this.#beginScrub(press.x);
    } else {
      const at = timeline.timeAt(press.x);
      if (drag.kind === 'select') drag.moved ||= Math.abs(xFromTime(timeline.scale, drag.anchor) - press.x) >= SLACK;
      if (drag.kind === 'resize' || drag.moved) timeline.selection.propose(orderedRange(drag.anchor, at));
    }
  }

  up(press: Press): void {
    const timeline = this.#timeline;
    const drag = this.#drag;
    this.#drag = null;
    if (!drag) return;
    if (drag.kind === 'scrub') {
      this.#endScrub();
    } else if (drag.kind === 'pan') {
      if (!drag.moved) timeline.playback.seek(timeline.timeAt(press.x));
    } else if (drag.kind === 'press') {
      this.#click(drag.hit);
    } else if (drag.kind === 'select' && !drag.moved) {
      timeline.selection.clearPreview();
    } else if (drag.kind === 'resize' && drag.of === 'loop') {
      const range = timeline.selection.preview;
      timeline.selection.clearPreview();
      if (range && range[1] > range[0]) timeline.playback.setLoop([range[0], range[1]]);
    }
  }

  /** The press was taken away, for instance by the system. */
  cancel(): void {
    if (this.#drag?.kind === 'scrub') this.#endScrub();
    this.#drag = null;
    this.#timeline.pointer = null;
  }

  leave(): void {
    if (!this.#drag) this.#timeline.pointer = null;
  }

  wheel(event: { x: number; deltaX: number; deltaY: number; deltaMode: number; shiftKey: boolean }): void {
    const unit = event.deltaMode === 0 ? 1 : LINE_PX;
    const across = event.shiftKey ? event.deltaX + event.deltaY : event.deltaX;
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      this.#timeline.panByPx(across * unit);
    } else {
      this.#timeline.zoomAt(event.x, Math.exp(event.deltaY * unit * WHEEL_STEP));
    }
  }

  /** The cursor that says what a press would do here. */
  cursorAt(press: Press): string {
    if (this.#rangeEdgeAt(press)) return 'ew-resize';
    if (press.altKey) return 'crosshair';
    if (press.y < this.#timeline.rulerHeight) {
      if (press.shiftKey && press.y < this.#timeline.rulerHeight / 2) return 'crosshair';
      if (this.#isOnGrip(press)) return 'ew-resize';
      if (this.#timeline.isZoomed) return this.dragging ? 'grabbing' : 'grab';
    }
    return this.#timeline.hit ? 'pointer' : 'default';
  }

  #click(hit: Hit): void {
    const timeline = this.#timeline;
    const sign = hit.what === 'cluster' ? hit.cluster : hit.span;
    if (hit.what === 'cluster' && sign.count > 1 && timeline.canPart(sign.from, sign.until)) {
      timeline.zoomTo(orderedRange(micros(sign.from), micros(sign.until)));
      return;
    }
    timeline.playback.seek(micros(sign.from));
    const mark = timeline.timeline?.marks[sign.index];
    if (mark && sign.count === 1) this.#onmark(mark);
  }

  #beginScrub(x: number): void {
    const { playback } = this.#timeline;
    this.#drag = { kind: 'scrub' };
    this.#resumes = playback.playing;
    playback.pause();
    this.#timeline.scrubbing = true;
    playback.seek(this.#timeline.timeAt(x));
  }

  #endScrub(): void {
    this.#timeline.scrubbing = false;
    if (this.#resumes) this.#timeline.playback.play();
    this.#resumes = false;
  }

  #isOnGrip(press: Press): boolean {
    return Math.abs(press.x - this.#timeline.playhead.playheadX) <= GRIP / 2 + 1;
  }

  #rangeEdgeAt(press: Press): { anchor: Micros; of: 'preview' | 'loop' } | null {
    const timeline = this.#timeline;
    const { range } = timeline;
    if (!range || press.y < timeline.rulerHeight) return null;
    const of = timeline.selection.preview ? 'preview' : 'loop';
    const start = xFromTime(timeline.scale, range[0]);
    const end = xFromTime(timeline.scale, range[1]);
    if (press.x >= start - RANGE_GRIP && press.x <= start) return { anchor: range[1], of };
    if (press.x >= end && press.x <= end + RANGE_GRIP) return { anchor: range[0], of };
    return null;
  }
}
