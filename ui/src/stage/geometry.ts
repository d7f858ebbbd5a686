// Where things are on the page: client coordinates of the top document, through nested frames.

import { isDocument, isElement, isFrameElement, isHtml } from './kinds';
import type { NodeTable } from './nodeTable';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The boxes of an element as the browser's own tools draw them; a text has the same box four times. */
export interface NodeBoxes {
  readonly margin: Box;
  readonly border: Box;
  readonly padding: Box;
  readonly content: Box;
  /** `div#id.class`, for the tag beside the outline. */
  readonly label: string;
}

/** How client coordinates of a document become those of the page. Turned or skewed frames are taken as upright. */
interface Shift {
  readonly dx: number;
  readonly dy: number;
  readonly sx: number;
  readonly sy: number;
}

const NO_SHIFT: Shift = { dx: 0, dy: 0, sx: 1, sy: 1 };

/** A class list may be long; the tag is one line. */
const CLASSES_IN_LABEL = 2;

export class Geometry {
  constructor(private readonly nodes: NodeTable) {}

  /** A point in the document of `target` (none or unknown: the top document). Reads layout only for nested documents. */
  pointOnPage(target: number | null, x: number, y: number): Point {
    const node = target === null ? undefined : this.nodes.node(target);
    const shift = node === undefined ? NO_SHIFT : this.shiftOf(node);
    return { x: x * shift.sx + shift.dx, y: y * shift.sy + shift.dy };
  }

  /** Null for nodes without a box: not on the stage, not displayed, or nothing but white space. */
  boxOf(key: number): NodeBoxes | null {
    const node = this.nodes.node(key);
    if (node === undefined) return null;
    const shift = this.shiftOf(node);
    if (!isElement(node)) return boxesOfText(node, shift);
    const rect = node.getBoundingClientRect();
    const style = node.ownerDocument.defaultView?.getComputedStyle(node);
    if (style === undefined || style.display === 'none' || node.getClientRects().length === 0) return null;
    // Transforms scale the rectangle but not the lengths of the style.
    const across = isHtmlLike(node) && node.offsetWidth > 0 ? rect.width / node.offsetWidth : 1;
    const down = isHtmlLike(node) && node.offsetHeight > 0 ? rect.height / node.offsetHeight : 1;
    const edges = (name: (side: string) => string): Edges => ({
      top: px(style.getPropertyValue(name('top'))) * down,
      right: px(style.getPropertyValue(name('right'))) * across,
      bottom: px(style.getPropertyValue(name('bottom'))) * down,
      left: px(style.getPropertyValue(name('left'))) * across,
    });
    const border = edges((side) => `border-${side}-width`);
    const padding = edges((side) => `padding-${side}`);
    const margin = edges((side) => `margin-${side}`);
    const outer: Box = { x: rect.x, y: rect.y, width: rect.width, height: rect.height };
    const inner = inset(outer, border);
    return {
      margin: shifted(inset(outer, negated(margin)), shift),
      border: shifted(outer, shift),
      padding: shifted(inner, shift),
      content: shifted(inset(inner, padding), shift),
      label: labelOf(node),
    };
  }

  /** The key of the topmost known node at a point of the page. */
  elementAt(top: Document | null, x: number, y: number): number | null {
    let root: Document | ShadowRoot | null = top;
    let at: Point = { x, y };
    let found: number | null = null;
    while (root !== null) {
      const hit: Element | null = root.elementFromPoint(at.x, at.y);
      if (hit === null) break;
      const key = this.nearestKey(hit);
      // Browsers answer with the host again when a point hits nothing inside its shadow root.
      if (key === null || key === found) break;
      found = key;
      if (hit.shadowRoot !== null) {
        root = hit.shadowRoot;
        continue;
      }
      const inner = this.nodes.frameDocuments.get(hit);
      if (inner === undefined) break;
      const shift = shiftOfFrame(hit);
      at = { x: (at.x - shift.dx) / shift.sx, y: (at.y - shift.dy) / shift.sy };
      root = inner;
    }
    return found;
  }

  private nearestKey(element: Element): number | null {
    for (let node: Node | null = element; node !== null; node = node.parentNode) {
      const key = this.nodes.key(node);
      if (key !== undefined) return key;
    }
    return null;
  }

  private shiftOf(node: Node): Shift {
    let shift = NO_SHIFT;
    let document = isDocument(node) ? node : node.ownerDocument;
    while (document !== null) {
      const host = this.nodes.hostOf(document);
      if (host === null) break;
      const outer = shiftOfFrame(host);
      shift = {
        dx: outer.dx + shift.dx * outer.sx,
        dy: outer.dy + shift.dy * outer.sy,
        sx: outer.sx * shift.sx,
        sy: outer.sy * shift.sy,
      };
      document = host.ownerDocument;
    }
    return shift;
  }
}

interface Edges {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** From the client coordinates of the document in a frame element to those of the document around it. */
function shiftOfFrame(host: Element): Shift {
  if (!isFrameElement(host)) return NO_SHIFT;
  const rect = host.getBoundingClientRect();
  const style = host.ownerDocument.defaultView?.getComputedStyle(host);
  const sx = host.offsetWidth > 0 ? rect.width / host.offsetWidth : 1;
  const sy = host.offsetHeight > 0 ? rect.height / host.offsetHeight : 1;
  return {
    dx: rect.x + (host.clientLeft + px(style?.paddingLeft)) * sx,
    dy: rect.y + (host.clientTop + px(style?.paddingTop)) * sy,
    sx,
    sy,
  };
}

function boxesOfText(node: Node, shift: Shift): NodeBoxes | null {
  const document = isDocument(node) ? node : node.ownerDocument;
  if (document === null || isDocument(node)) return null;
  const range = document.createRange();
  range.selectNodeContents(node);
  const rect = range.getBoundingClientRect();
  if (rect.width === 0 && rect.height === 0) return null;
  const box = shifted({ x: rect.x, y: rect.y, width: rect.width, height: rect.height }, shift);
  return { margin: box, border: box, padding: box, content: box, label: node.nodeName.toLowerCase() };
}

function labelOf(element: Element): string {
  const classes = [...element.classList].slice(0, CLASSES_IN_LABEL).map((name) => `.${name}`);
  const more = element.classList.length > CLASSES_IN_LABEL ? '…' : '';
  // Not `element.id`: a form answers with a field of that name.
  const id = element.getAttribute('id') ?? '';
  return `${element.localName}${id === '' ? '' : `#${id}`}${classes.join('')}${more}`;
}

function isHtmlLike(element: Element): element is HTMLElement {
  return isHtml(element, element.localName as 'div');
}

function shifted(box: Box, { dx, dy, sx, sy }: Shift): Box {
  return { x: box.x * sx + dx, y: box.y * sy + dy, width: box.width * sx, height: box.height * sy };
}

function inset(box: Box, { top, right, bottom, left }: Edges): Box {
  return {
    x: box.x + left,
    y: box.y + top,
    width: Math.max(0, box.width - left - right),
    height: Math.max(0, box.height - top - bottom),
  };
}

function negated({ top, right, bottom, left }: Edges): Edges {
  return { top: -top, right: -right, bottom: -bottom, left: -left };
}

function px(length: string | undefined): number {
  const value = Number.parseFloat(length ?? '');
  return Number.isFinite(value) ? value : 0;
}
