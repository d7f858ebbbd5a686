// Opening the documents that recorded ones are built into: the sandboxed frame's own, and those of nested frames.

import type { StageKindDto } from '../ipc/generated/bindings';

/**
 * Takes the frame out and puts it back: the browser makes a new window and document. Emptying the old one would leave
 * its custom elements, fonts and selection behind, and the page would depend on what was shown before it.
 */
export function freshDocument(frame: HTMLIFrameElement): Document {
  const parent = frame.parentNode;
  if (parent === null) throw new Error('the frame is in no document');
  const next = frame.nextSibling;
  frame.remove();
  parent.insertBefore(frame, next);
  const document = frame.contentDocument;
  if (document === null) throw new Error('the frame has no document');
  return document;
}

/** A fresh document without nodes, in the recorded mode. */
export function emptyDocument(document: Document, kind: StageKindDto): Document {
  if (kind === 'document') {
    // A blank frame starts in quirks mode (WebKitGTK 2.50, Chromium 156), and only its parser can leave it.
    // The text is a constant, so this is no way in for recorded markup.
    document.open();
    document.write('<!doctype html>');
    document.close();
  }
  document.replaceChildren();
  return document;
}

/**
 * WebKit does not draw a frame whose address two documents around it have already, lest a page hold itself, and to it
 * all blank frames have one address (`HTMLFrameOwnerElement::isProhibitedSelfReference`, WebKitGTK 2.50): frames in
 * frames of the page would stay empty. An address that cannot be read is different, and leads nowhere: the blank
 * document stays. Chromium draws such frames, but takes this address for a page of its own, out of our reach.
 */
export const ADDRESS_OF_NOWHERE = '//[';

const answers = new WeakMap<Document, boolean>();

/** Whether blank frames in blank frames are not drawn. Found out once, by trying. */
export function hidesInnerFrames(document: Document): boolean {
  const known = answers.get(document);
  if (known !== undefined) return known;
  const outermost = document.createElement('iframe');
  outermost.style.position = 'absolute';
  outermost.style.visibility = 'hidden';
  document.body.append(outermost);
  let innermost = outermost;
  for (let depth = 1; depth < 3; depth += 1) {
    const inner = innermost.contentDocument;
    if (inner === null) break;
    innermost = inner.createElement('iframe');
    (inner.body ?? inner.documentElement ?? inner).append(innermost);
  }
  const answer = innermost.getClientRects().length === 0;
  outermost.remove();
  answers.set(document, answer);
  return answer;
}
