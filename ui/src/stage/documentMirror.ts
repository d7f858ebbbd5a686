// The recorded page in its frame: built from full frames, brought along by patches, asked by key.

import type { FrameDto } from '../ipc/generated/bindings';
import { Animations } from './animations';
import { applyOp, type StageParts } from './applyOp';
import { NodeBuilder } from './buildNodes';
import { cursorAt, type CursorShape } from './cursorShape';
import { Fonts } from './fonts';
import { emptyDocument, freshDocument } from './frames';
import { Geometry, type NodeBoxes, type Point } from './geometry';
import { isDocument } from './kinds';
import { LiveState } from './liveState';
import { NodeTable } from './nodeTable';
import { Popovers } from './popovers';
import { Problems, type ProblemReport } from './problems';
import { PseudoState } from './pseudoState';
import { readNodes, type ReadBack, type Standing } from './readBack';
import { Selections } from './selections';
import { Sheets } from './sheets';
import { TextCache } from './textCache';

/** `standing`: it was there already. `baseMissing`: a patch whose base is not on the stage, nothing was changed. */
export type ApplyOutcome = 'applied' | 'standing' | 'baseMissing';

export interface ScrollExtent {
  readonly top: number;
  readonly visible: number;
  readonly height: number;
}

/** What a page is drawn in when its recording says nothing. */
export const DEFAULT_VIEWPORT: readonly [number, number] = [1280, 800];

/**
 * Invariant: what stands in the frame follows from the recorded state of the last applied frame alone, not from the
 * frames that led there.
 */
export class DocumentMirror {
  private readonly problemLog = new Problems();
  private readonly parts: StageParts;
  private readonly geometry: Geometry;
  private readonly animations = new Animations();
  private session: number | null = null;
  private generation: number | null = null;
  private appliedSequence: number | null = null;
  private appliedAt: number | null = null;
  private isPlaying = false;
  /** Called at the end of `apply` with when it began, for what times it. */
  onapplied: ((begunMs: number) => void) | null = null;
  private size: readonly [number, number] = DEFAULT_VIEWPORT;

  /** The frame must be connected and have `sandbox="allow-same-origin"`: no more, or recorded scripts run; no less, or it is out of reach. */
  constructor(private readonly iframe: HTMLIFrameElement) {
    if (iframe.getAttribute('sandbox') !== 'allow-same-origin') throw new Error('The frame of the stage is not sandboxed');
    const problems = this.problemLog;
    const text = new TextCache((hash) => problems.add(`text ${hash} was never sent`));
    const nodes = new NodeTable((key, node) => {
      live.forget(key, node);
      sheets.forget(key);
    });
    const sheets = new Sheets(nodes, text, problems);
    const live = new LiveState(nodes, sheets, text, problems);
    this.parts = {
      nodes,
      text,
      sheets,
      live,
      builder: new NodeBuilder(iframe, nodes, live, sheets, text, problems, () => this.leaveTop()),
      pseudo: new PseudoState(nodes),
      popovers: new Popovers(),
      selections: new Selections(nodes, problems),
      fonts: new Fonts(text, problems),
    };
    this.geometry = new Geometry(nodes);
  }

  /** The frame that stands on the stage. */
  get sequence(): number | null {
    return this.appliedSequence;
  }

  get problems(): ProblemReport {
    return this.problemLog.report;
  }

  get viewport(): readonly [number, number] {
    return this.size;
  }

  get nodeCount(): number {
    return this.parts.nodes.size;
  }

  /** Recorded addresses of assets that the recording does not hold, by node. */
  get missing(): ReadonlyMap<number, string> {
    return this.parts.live.missing;
  }

  /** Some offset could not be reached: what gives the page its size may have come just now. */
  get unreached(): boolean {
    return this.parts.live.scroll.unreached;
  }

  /** Pictures, clips and fonts that are being decoded may still change the layout. */
  get loading(): boolean {
    const { live } = this.parts;
    return live.media.waiting || live.canvases.busy || this.documents().some(isLoading);
  }

  /** Brings the page to `frame`. Reads layout only where the frame scrolls something. */
  apply(frame: FrameDto): ApplyOutcome {
    if (this.session === frame.session && this.appliedSequence === frame.sequence) return 'standing';
    const begunMs = performance.now();
    const follows = this.session === frame.session && this.appliedSequence === frame.sequence - 1;
    if (frame.body.kind === 'patch' && !follows) return 'baseMissing';
    if (this.session !== frame.session) this.parts.text.clear();
    this.parts.text.add(frame.resources);
    const focus = focusOutside(this.iframe);
    if (frame.body.kind === 'full') this.reset();
    this.resize(frame.viewport);
    for (const op of frame.body.ops) {
      this.problemLog.attempt(
        () => `${op.op}${'key' in op && op.key !== null ? ` ${op.key}` : ''}`,
        () => applyOp(op, this.parts),
      );
    }
    if (frame.body.kind === 'full') this.blankIfUnbuilt();
    this.settle(frame);
    giveFocusBack(this.iframe, focus);
    this.session = frame.session;
    this.generation = frame.generation;
    this.appliedSequence = frame.sequence;
    this.appliedAt = frame.at;
    this.isPlaying = frame.player.playing;
    this.onapplied?.(begunMs);
    return 'applied';
  }

  /** Again what the browser could not do before something had loaded. */
  settleLate(): void {
    this.parts.live.scroll.settle();
    this.parts.live.media.settleLate();
  }

  /** The topmost node at a point of the page. */
  elementAt(x: number, y: number): number | null {
    return this.geometry.elementAt(this.topDocument, x, y);
  }

  boxOf(key: number): NodeBoxes | null {
    return this.geometry.boxOf(key);
  }

  /** A point in client coordinates of the document that `target` is in. */
  pointOnPage(target: number | null, x: number, y: number): Point {
    return this.geometry.pointOnPage(target, x, y);
  }

  cursorOf(target: number | null): CursorShape {
    return cursorAt(target === null ? undefined : this.parts.nodes.node(target));
  }

  /** How much of the page's height is to be seen. */
  scrollExtent(): ScrollExtent | null {
    const document = this.topDocument;
    const scroller = document?.scrollingElement ?? document?.documentElement;
    if (!document || !scroller) return null;
    return { top: document.defaultView?.scrollY ?? 0, visible: this.size[1], height: scroller.scrollHeight };
  }

  keyOf(node: Node): number | null {
    return this.parts.nodes.key(node) ?? null;
  }

  nodeOf(key: number): Node | null {
    return this.parts.nodes.node(key) ?? null;
  }

  standing(): Standing {
    return {
      session: this.session,
      sequence: this.appliedSequence,
      at: this.appliedAt,
      playing: this.isPlaying,
      viewport: this.size,
      loading: this.loading,
      problems: this.problems,
      missing: [...this.missing],
    };
  }

  readBack(): ReadBack {
    const top = this.topDocument;
    return {
      sequence: this.appliedSequence,
      viewport: this.size,
      problems: this.problems,
      missing: [...this.missing],
      ...(top === null || this.parts.nodes.key(top) === undefined
        ? { nodes: [], strangers: [] }
        : readNodes(top, this.parts.nodes, this.parts.live.attributes)),
    };
  }

  private get topDocument(): Document | null {
    return this.iframe.contentDocument;
  }

  private documents(): Document[] {
    const top = this.topDocument;
    return top === null ? [] : [top, ...this.parts.nodes.frameDocuments.values()];
  }

  private reset(): void {
    const { pseudo, popovers, nodes, builder, live, sheets, selections, fonts } = this.parts;
    this.problemLog.clear();
    pseudo.clear();
    popovers.clear();
    nodes.clear();
    builder.clear();
    live.clear();
    sheets.clear();
    selections.clear();
    fonts.clear();
  }

  /** What hangs on the top document and its window, when another takes its place: within a patch as well. */
  private leaveTop(): void {
    const { nodes, builder, sheets, fonts, selections } = this.parts;
    const top = this.topDocument;
    if (top !== null) nodes.forget(top);
    builder.clear();
    sheets.forgetWindows();
    fonts.clear();
    selections.leave();
  }

  /** A moment before the first page has no document: the stage is blank then, not left as it was. */
  private blankIfUnbuilt(): void {
    const top = this.topDocument;
    if (top !== null && top.hasChildNodes() && this.parts.nodes.key(top) === undefined) {
      emptyDocument(freshDocument(this.iframe), 'quirksDocument');
    }
  }

  private resize(viewport: readonly [number, number] | null): void {
    const [width, height] = viewport ?? DEFAULT_VIEWPORT;
    if (this.size[0] === width && this.size[1] === height && this.iframe.style.width !== '') return;
    this.size = [width, height];
    this.iframe.style.width = `${width}px`;
    this.iframe.style.height = `${height}px`;
  }

  /**
   * In the order in which things depend on each other; what reads layout comes last. A step that fails, because a
   * recording found a way to, takes none of the others with it.
   */
  private settle(frame: FrameDto): void {
    const { builder, live, sheets, pseudo, popovers, fonts, selections } = this.parts;
    const { player, overlay } = frame;
    const changed = frame.body.kind === 'full' || frame.body.ops.length > 0;
    const speed = player.playing ? player.speed : null;
    const jumped = frame.generation !== this.generation;
    const step = (what: string, act: () => void): void => this.problemLog.attempt(() => what, act);
    if (changed) {
      step('frames and sheets', () => builder.settle());
      step('sheets', () => sheets.forgetUnknownOwners());
      live.settle();
      step('fonts', () => fonts.settle(this.topDocument));
    }
    const pointed = overlay.pointer?.target ?? null;
    step('hover and focus', () => pseudo.settle(pointed, overlay.pressed, this.topDocument, frame.href));
    step('popovers', () => popovers.settle(pseudo.around(pointed)));
    step('media', () => live.media.settle(frame.at, speed));
    const movement = { atMicros: frame.at, speed, jumped };
    step('animations', () => this.animations.settle(this.documents(), builder.animatedRoots, movement));
    step('selection', () => selections.settle(changed));
    if (changed) step('scroll', () => live.scroll.settle());
  }
}

function isLoading(document: Document): boolean {
  // jsdom, which runs the tests, has no fonts.
  if ((document.fonts as FontFaceSet | undefined)?.status === 'loading') return true;
  return [...document.querySelectorAll('img')].some((image) => !image.complete);
}

/** Nothing in the frame is focused on purpose; should a browser do it by itself, the keyboard comes back. */
function focusOutside(iframe: HTMLIFrameElement): Element | null {
  const active = iframe.ownerDocument.activeElement;
  return active === iframe ? null : active;
}

function giveFocusBack(iframe: HTMLIFrameElement, before: Element | null): void {
  if (iframe.ownerDocument.activeElement !== iframe) return;
  iframe.blur();
  if (before !== null && !isDocument(before) && 'focus' in before) (before as HTMLElement).focus({ preventScroll: true });
}
