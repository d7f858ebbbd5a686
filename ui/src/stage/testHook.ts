// A window for tests of the whole program: what stands on the stage, read only.

import type { DocumentMirror } from './documentMirror';
import type { NodeBoxes } from './geometry';
import type { ReadBack, Standing } from './readBack';

export interface StageTestHook {
  /** What really stands in the frame, with the sequence of the frame it was made from. */
  readBack(): ReadBack;
  /** Which frame stands, and whether all of it has come. */
  standing(): Standing;
  /** The key of a node of the page, for tests that read the page themselves. */
  keyOf(node: Node): number | null;
  nodeOf(key: number): Node | null;
  boxOf(key: number): NodeBoxes | null;
  elementAt(x: number, y: number): number | null;
  /** Calls when a frame has just been applied, with when that began, before anything else runs. The last listener counts. */
  whenApplied(listener: (begunMs: number) => void): void;
}

declare global {
  interface Window {
    /** Present only under a WebDriver. */
    __playheadStage?: StageTestHook;
  }
}

/** Puts the hook on the window if a test drives it; the answer takes it off again. */
export function offerTestHook(mirror: DocumentMirror, window: Window): () => void {
  if (!window.navigator.webdriver) return () => undefined;
  const hook: StageTestHook = Object.freeze({
    readBack: () => mirror.readBack(),
    standing: () => mirror.standing(),
    keyOf: (node: Node) => mirror.keyOf(node),
    nodeOf: (key: number) => mirror.nodeOf(key),
    boxOf: (key: number) => mirror.boxOf(key),
    elementAt: (x: number, y: number) => mirror.elementAt(x, y),
    whenApplied: (listener: (begunMs: number) => void) => {
      mirror.onapplied = listener;
    },
  });
  window.__playheadStage = hook;
  return () => {
    if (window.__playheadStage === hook) delete window.__playheadStage;
  };
}
