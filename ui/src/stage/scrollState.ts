// Recorded scroll offsets of windows and elements.

import { isDocument, isElement } from './kinds';
import type { NodeTable } from './nodeTable';

/** Offsets are recorded as fractions, browsers keep some of them. */
const TOLERANCE = 1;

/**
 * The browser changes offsets by itself: it clamps them when content shrinks, drops them when a node moves, and cannot
 * reach them before an image has its size. Therefore they are asserted after every frame, not set once.
 */
export class ScrollState {
  private readonly wanted = new Map<number, readonly [number, number]>();
  private missed = false;

  constructor(private readonly nodes: NodeTable) {}

  set(key: number, scroll: readonly [number, number] | undefined): void {
    if (scroll !== undefined) this.wanted.set(key, scroll);
    // Back to the start once, then it is left alone.
    else if (this.wanted.has(key)) this.wanted.set(key, [0, 0]);
  }

  /** Some offset could not be reached: content that gives the page its size may still be loading. */
  get unreached(): boolean {
    return this.missed;
  }

  /** Forces one layout, if anything is scrolled at all. */
  settle(): void {
    this.missed = false;
    for (const [key, [left, top]] of this.wanted) {
      const node = this.nodes.node(key);
      const scroller = isDocument(node) ? node.defaultView : isElement(node) ? node : null;
      if (scroller === null) continue;
      const before = offsetOf(scroller);
      if (!isNear(before, left, top)) {
        // `auto` would follow a recorded `scroll-behavior: smooth` and never arrive.
        scroller.scrollTo({ left, top, behavior: 'instant' });
        if (!isNear(offsetOf(scroller), left, top)) this.missed = true;
      }
      if (left === 0 && top === 0) this.wanted.delete(key);
    }
  }

  forget(key: number): void {
    this.wanted.delete(key);
  }

  clear(): void {
    this.wanted.clear();
    this.missed = false;
  }
}

function offsetOf(scroller: Window | Element): readonly [number, number] {
  return 'scrollX' in scroller ? [scroller.scrollX, scroller.scrollY] : [scroller.scrollLeft, scroller.scrollTop];
}

function isNear(offset: readonly [number, number], left: number, top: number): boolean {
  return Math.abs(offset[0] - left) < TOLERANCE && Math.abs(offset[1] - top) < TOLERANCE;
}
