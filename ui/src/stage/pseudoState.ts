// Hover, focus, press and target as attributes: the engine has rewritten the selectors that ask for them.

import { isDocument, isElement, isHtml, isShadowRoot } from './kinds';
import type { NodeTable } from './nodeTable';

const TEXT_INPUT_TYPES = new Set([
  'text', 'search', 'url', 'tel', 'email', 'password', 'number', 'date', 'month', 'week', 'time', 'datetime-local',
]);

/** A frame is never focused itself: that would take the keyboard away from the window. */
export class PseudoState {
  private readonly hover = new MarkedElements('ph-hover');
  private readonly active = new MarkedElements('ph-active');
  private readonly focus = new MarkedElements('ph-focus');
  private readonly focusVisible = new MarkedElements('ph-focus-visible');
  private readonly focusWithin = new MarkedElements('ph-focus-within');
  private readonly target = new MarkedElements('ph-target');
  private focused: number | null = null;

  constructor(private readonly nodes: NodeTable) {}

  setFocus(key: number | null): void {
    this.focused = key;
  }

  /**
   * `pointed` is the node under the pointer, `pressed` the one that is held down; `href` may name an element of `top`.
   * Called when the nodes of a frame stand.
   */
  settle(pointed: number | null, pressed: number | null, top: Document | null, href: string): void {
    const target = top === null ? null : targetIn(top, href);
    this.target.set(target === null ? [] : [target]);
    this.hover.set(this.chain(pointed));
    this.active.set(this.chain(pressed));
    const chain = this.chain(this.focused);
    const focused = chain.slice(0, 1);
    this.focus.set(focused);
    this.focusVisible.set(focused.filter(showsFocusAlways));
    this.focusWithin.set(chain);
  }

  clear(): void {
    this.focused = null;
    for (const marked of [this.hover, this.active, this.focus, this.focusVisible, this.focusWithin, this.target]) marked.set([]);
  }

  /** Everything that holds the pointer, and everything that holds the focus. */
  around(pointed: number | null): [Element[], Element[]] {
    return [this.chain(pointed), this.chain(this.focused)];
  }

  /** The element itself and its ancestors in the flat tree, out of shadow roots and frames. */
  private chain(key: number | null): Element[] {
    const chain: Element[] = [];
    let node: Node | null = key === null ? null : (this.nodes.node(key) ?? null);
    while (node !== null) {
      if (isElement(node)) chain.push(node);
      if (isDocument(node)) node = this.nodes.hostOf(node);
      else if (isShadowRoot(node)) node = node.host;
      else node = (isElement(node) ? node.assignedSlot : null) ?? node.parentNode;
    }
    return chain;
  }
}

/** The element that the address points to. */
function targetIn(document: Document, href: string): Element | null {
  const mark = href.indexOf('#');
  if (mark < 0 || mark === href.length - 1) return null;
  const fragment = href.slice(mark + 1);
  return document.getElementById(fragment) ?? document.getElementById(decoded(fragment));
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/**
 * Whether focus came from the keyboard is not recorded. Fields for text show their focus either way; for the rest most
 * focus comes from a click, and a ring that was not there is the worse mistake.
 */
function showsFocusAlways(element: Element): boolean {
  if (isHtml(element, 'input')) return TEXT_INPUT_TYPES.has(element.type);
  return isHtml(element, 'textarea') || (element.getAttribute('contenteditable') ?? 'false') !== 'false';
}

/** The elements that bear a mark, changed by difference: each change makes the browser look at styles again. */
class MarkedElements {
  private marked = new Set<Element>();

  constructor(private readonly name: string) {}

  set(elements: readonly Element[]): void {
    if (elements.length === 0 && this.marked.size === 0) return;
    const next = new Set(elements);
    for (const element of this.marked) if (!next.has(element)) element.removeAttribute(this.name);
    for (const element of next) if (!element.hasAttribute(this.name)) element.setAttribute(this.name, '');
    this.marked = next;
  }
}
