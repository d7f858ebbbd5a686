// What really stands in the frame, for tests of the whole program: read from the browser, not from what was sent.

import { MARK_PREFIX, type Attributes } from './attributes';
import { ADDRESS_OF_NOWHERE } from './frames';
import { isCharacterData, isDocument, isElement, isFrameElement, isHtml, isShadowRoot } from './kinds';
import type { NodeTable } from './nodeTable';
import type { ProblemReport } from './problems';

export interface ReadBackNode {
  readonly key: number;
  readonly parent: number | null;
  /** As in `StageKindDto`, but by what the browser made of it. */
  readonly kind: 'document' | 'quirksDocument' | 'shadowRoot' | 'doctype' | 'element' | 'text' | 'comment';
  readonly name: string;
  readonly namespace?: string;
  /** What live state has taken over (`open` of a dialog, `src` of an image with a picture) as recorded. */
  readonly attributes?: readonly (readonly [string, string])[];
  /** Attributes of the mirror's own: `ph-hover`, `ph-focus`, `ph-blocked`. */
  readonly marks?: readonly string[];
  readonly text?: string;
  /** CSS rules of the sheet this element owns. */
  readonly rules?: readonly string[];
  readonly adopted?: number;
  readonly value?: string;
  readonly checked?: boolean;
  readonly selected?: boolean;
  readonly modal?: boolean;
  readonly scroll?: readonly [number, number];
  /** Known, but held back: text of a style whose sheet was sent apart. */
  readonly held?: boolean;
}

/** The frame that stands on the stage. */
export interface Standing {
  readonly session: number | null;
  readonly sequence: number | null;
  /** Null while nothing stands. */
  readonly at: number | null;
  readonly playing: boolean;
  readonly viewport: readonly [number, number];
  /** Pictures and clips are still being decoded. */
  readonly loading: boolean;
  readonly problems: ProblemReport;
  readonly missing: readonly (readonly [number, string])[];
}

export interface ReadBack {
  readonly sequence: number | null;
  readonly viewport: readonly [number, number];
  readonly problems: ProblemReport;
  readonly missing: readonly (readonly [number, string])[];
  /** Document order: a node, its shadow root with everything in it, its children, its frame document. */
  readonly nodes: readonly ReadBackNode[];
  /** Nodes of the browser that no key leads to, except the text that makes a sheet: must be empty. */
  readonly strangers: readonly string[];
}

export function readNodes(top: Document, nodes: NodeTable, recorded: Attributes): Pick<ReadBack, 'nodes' | 'strangers'> {
  const read: ReadBackNode[] = [];
  const strangers: string[] = [];
  const stack: { node: Node; parent: number | null; held: boolean }[] = [{ node: top, parent: null, held: false }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, parent, held } = next;
    const key = nodes.key(node);
    if (key === undefined) {
      if (!isElement(node.parentNode) || node.parentNode.localName !== 'style') strangers.push(node.nodeName);
      continue;
    }
    read.push({ key, parent, ...describe(node, recorded), ...(held ? { held } : {}) });
    const below: Node[] = [];
    if (isElement(node) && node.shadowRoot !== null && nodes.key(node.shadowRoot) !== undefined) below.push(node.shadowRoot);
    below.push(...node.childNodes);
    const heldBelow = new Set(nodes.heldChildren(node));
    below.push(...heldBelow);
    const document = isElement(node) ? nodes.frameDocuments.get(node) : undefined;
    if (document !== undefined) below.push(document);
    for (const child of below.reverse()) stack.push({ node: child, parent: key, held: heldBelow.has(child) });
  }
  return { nodes: read, strangers };
}

function describe(node: Node, recorded: Attributes): Omit<ReadBackNode, 'key' | 'parent'> {
  if (isDocument(node)) {
    return {
      kind: node.compatMode === 'BackCompat' ? 'quirksDocument' : 'document',
      name: '#document',
      adopted: node.adoptedStyleSheets.length - 1,
      ...scrollOf(node.defaultView?.scrollX ?? 0, node.defaultView?.scrollY ?? 0),
    };
  }
  if (isShadowRoot(node)) return { kind: 'shadowRoot', name: '#shadow-root', adopted: node.adoptedStyleSheets.length - 1 };
  if (isCharacterData(node)) return { kind: node.nodeType === 3 ? 'text' : 'comment', name: node.nodeName, text: node.data };
  if (!isElement(node)) return { kind: 'doctype', name: node.nodeName };
  const names = [...new Set([...node.getAttributeNames(), ...recorded.takenNames(node)])];
  const marks = names.filter((name) => name.startsWith(MARK_PREFIX));
  const attributes = names.flatMap((name) => {
    const value = name.startsWith(MARK_PREFIX) ? null : recorded.recorded(node, name);
    return value === null || (isFrameElement(node) && value === ADDRESS_OF_NOWHERE) ? [] : [[name, value] as const];
  });
  return {
    kind: 'element',
    name: node.localName,
    namespace: node.namespaceURI ?? '',
    attributes,
    ...(marks.length > 0 ? { marks } : {}),
    ...rulesOf(node),
    ...fieldOf(node),
    ...scrollOf(node.scrollLeft, node.scrollTop),
  };
}

function rulesOf(element: Element): Pick<ReadBackNode, 'rules'> {
  const sheet = element.localName === 'style' ? (element as HTMLStyleElement).sheet : null;
  return sheet === null ? {} : { rules: [...sheet.cssRules].map((rule) => rule.cssText) };
}

function fieldOf(element: Element): Pick<ReadBackNode, 'value' | 'checked' | 'selected' | 'modal'> {
  if (isHtml(element, 'input')) return { value: element.value, checked: element.checked };
  if (isHtml(element, 'textarea') || isHtml(element, 'select')) return { value: element.value };
  if (isHtml(element, 'option')) return { selected: element.selected };
  if (isHtml(element, 'dialog')) return { modal: element.matches(':modal') };
  return {};
}

function scrollOf(left: number, top: number): Pick<ReadBackNode, 'scroll'> {
  return left === 0 && top === 0 ? {} : { scroll: [left, top] };
}
