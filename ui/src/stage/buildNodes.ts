// Builds what an `insert` operation holds: nodes by createElement and their like, never from markup.

import type { StageNodeDto } from '../ipc/generated/bindings';
import { ADDRESS_OF_NOWHERE, emptyDocument, freshDocument, hidesInnerFrames } from './frames';
import { INERT_MARK } from './frameSheet';
import {
  HTML_NAMESPACE,
  isDocument,
  isElement,
  isFrameElement,
  MATHML_NAMESPACE,
  SVG_NAMESPACE,
  windowOf,
  type FrameElement,
} from './kinds';
import type { LiveState } from './liveState';
import type { NodeTable } from './nodeTable';
import type { Problems } from './problems';
import type { Sheets } from './sheets';
import type { TextCache } from './textCache';

/** Elements that hold more than attributes, or that need care before they have them. */
const STATEFUL = new Set(['canvas', 'dialog', 'frame', 'iframe', 'input', 'option', 'select', 'textarea']);

export class NodeBuilder {
  /** Nested documents whose frame element is not connected yet: it has no document before. */
  private readonly pending = new Map<Element, readonly StageNodeDto[]>();
  /** Roots of SVG animations: they run on a clock of their own. */
  readonly animatedRoots = new Set<SVGSVGElement>();
  private readonly animatedParts: Element[] = [];

  constructor(
    private readonly iframe: HTMLIFrameElement,
    private readonly nodes: NodeTable,
    private readonly live: LiveState,
    private readonly sheets: Sheets,
    private readonly text: TextCache,
    private readonly problems: Problems,
    /** The top document is about to be replaced. */
    private readonly ontop: () => void,
  ) {}

  /** A subtree in wire order under `parent` (null: the top document), before `before` or last. */
  insert(parentKey: number | null, beforeKey: number | null, subtree: readonly StageNodeDto[]): void {
    const root = subtree[0];
    if (root === undefined) return;
    if (parentKey === null) {
      if (root.t !== 'document' && root.t !== 'quirksDocument') throw new Error('the top node is no document');
      this.ontop();
      this.root(root, emptyDocument(freshDocument(this.iframe), root.t), subtree);
    } else {
      const parent = this.nodes.node(parentKey);
      if (parent === undefined) throw new Error(`parent ${parentKey} is not on the stage`);
      if (root.t === 'document' || root.t === 'quirksDocument') {
        if (!isElement(parent)) throw new Error(`parent ${parentKey} is no element`);
        this.pending.set(parent, subtree);
      } else if (root.t === 'shadowRoot') {
        this.root(root, this.shadowRoot(parent), subtree);
      } else {
        const document = isDocument(parent) ? parent : parent.ownerDocument;
        if (document === null) throw new Error(`parent ${parentKey} has no document`);
        const node = this.create(root, document);
        this.below(subtree, document);
        this.place(node, parent, beforeKey);
      }
    }
    this.settle();
  }

  /** Puts a node where it belongs; a text of a `style` with a sheet of its own is only noted. */
  place(node: Node, parent: Node, beforeKey: number | null): void {
    const before = beforeKey === null ? null : this.nodes.node(beforeKey);
    if (before === undefined) this.problems.add(`sibling ${beforeKey} is not on the stage`);
    if (this.sheets.holdsChildrenOf(parent)) {
      this.nodes.hold(parent, node, before ?? null);
      return;
    }
    const sibling = before?.parentNode === parent ? before : null;
    if (before && sibling === null) this.problems.add(`sibling ${beforeKey} has another parent`);
    parent.insertBefore(node, sibling);
    this.live.forms.noteChange(node);
  }

  /** Puts a node that stands already, with all below it, somewhere else. */
  moveTo(node: Node, parent: Node, beforeKey: number | null): void {
    const document = isDocument(parent) ? parent : parent.ownerDocument;
    const roots: ShadowRoot[] = [];
    if (document !== null && node.ownerDocument !== document) {
      const stack: Node[] = [node];
      for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
        for (let child = next.firstChild; child !== null; child = child.nextSibling) stack.push(child);
        if (isFrameElement(next)) this.makeVisible(next, document);
        const root = isElement(next) ? next.shadowRoot : null;
        if (root !== null) roots.push(root);
        if (root !== null) stack.push(root);
      }
    }
    this.place(node, parent, beforeKey);
    this.live.forms.noteMove(node);
    for (const root of roots) this.sheets.readopt(root);
  }

  /** Fills frames and sheets that became possible because their elements are connected now. */
  settle(): void {
    this.fillFrames();
    this.sheets.fillOwned();
    for (const part of this.animatedParts.splice(0)) {
      const root = (part as SVGElement).ownerSVGElement;
      if (root !== null) this.animatedRoots.add(root);
    }
  }

  clear(): void {
    this.pending.clear();
    this.animatedRoots.clear();
    this.animatedParts.length = 0;
  }

  private fillFrames(): void {
    // A frame may hold frames: filling one queues the next.
    for (let filled = true; filled && this.pending.size > 0; ) {
      filled = false;
      for (const [host, subtree] of this.pending) {
        if (this.nodes.key(host) === undefined) {
          this.pending.delete(host);
          continue;
        }
        if (!isFrameElement(host)) {
          this.pending.delete(host);
          this.problems.add(`a document in ${this.nodes.key(host)}, which is no frame`);
          continue;
        }
        const document = host.contentDocument;
        if (document === null) continue;
        this.pending.delete(host);
        filled = true;
        this.problems.attempt(
          () => `document of frame ${this.nodes.key(host)}`,
          () => this.frameDocument(host, document, subtree),
        );
      }
    }
  }

  private frameDocument(host: FrameElement, document: Document, subtree: readonly StageNodeDto[]): void {
    const root = subtree[0];
    if (root === undefined) return;
    const used = this.nodes.hostOf(document) !== null;
    if (used) this.nodes.forget(document);
    const fresh = used ? freshDocument(host) : document;
    emptyDocument(fresh, root.t);
    this.nodes.addFrameDocument(host, fresh);
    this.root(root, fresh, subtree);
  }

  private shadowRoot(host: Node): ShadowRoot {
    if (!isElement(host)) throw new Error('the host of a shadow root is no element');
    const standing = host.shadowRoot;
    if (standing === null) return host.attachShadow({ mode: 'open' });
    // A shadow root cannot be taken off; it is emptied and used again.
    this.nodes.forget(standing);
    standing.replaceChildren();
    return standing;
  }

  private root(dto: StageNodeDto, root: Document | ShadowRoot, subtree: readonly StageNodeDto[]): void {
    this.nodes.add(dto.k, root);
    this.sheets.adoptNone(root);
    if (dto.live !== undefined) this.live.set(dto.k, dto.live);
    const document = isDocument(root) ? root : root.ownerDocument;
    // Children of a connected root come in last, so that the browser hears of one insertion and not of thousands.
    const children = this.below(subtree, document, root);
    for (const child of children) {
      this.problems.attempt(
        () => `child of ${dto.k}`,
        () => root.appendChild(child),
      );
    }
  }

  /** Everything after the first node. Children of `apart` are returned instead of appended. */
  private below(subtree: readonly StageNodeDto[], document: Document, apart: Node | null = null): Node[] {
    const left: Node[] = [];
    /** Keys of nodes inside nested documents, and the list their frame waits for. */
    const nested = new Map<number, StageNodeDto[]>();
    for (let at = 1; at < subtree.length; at += 1) {
      const dto = subtree[at];
      if (dto === undefined) continue;
      const list = dto.p === undefined ? undefined : nested.get(dto.p);
      if (list !== undefined) {
        list.push(dto);
        nested.set(dto.k, list);
        continue;
      }
      // No closures here: this runs for every node of a page.
      try {
        const parent = dto.p === undefined ? undefined : this.nodes.node(dto.p);
        if (parent === undefined) throw new Error(`parent ${dto.p} is not on the stage`);
        if (dto.t === 'document' || dto.t === 'quirksDocument') {
          const own = [dto];
          nested.set(dto.k, own);
          if (!isElement(parent)) throw new Error(`parent ${dto.p} is no element`);
          this.pending.set(parent, own);
        } else if (dto.t === 'shadowRoot') {
          const root = this.shadowRoot(parent);
          this.nodes.add(dto.k, root);
          this.sheets.adoptNone(root);
          if (dto.live !== undefined) this.live.set(dto.k, dto.live);
        } else {
          const node = this.create(dto, document);
          if (parent === apart) left.push(node);
          else if (this.sheets.holdsChildrenOf(parent)) this.nodes.hold(parent, node, null);
          else parent.appendChild(node);
        }
      } catch (error) {
        this.problems.add(`node ${dto.k}: ${String(error)}`);
      }
    }
    return left;
  }

  private create(dto: StageNodeDto, document: Document): Node {
    const node = this.createNode(dto, document);
    this.nodes.add(dto.k, node);
    if (dto.live !== undefined) this.live.set(dto.k, dto.live);
    return node;
  }

  private createNode(dto: StageNodeDto, document: Document): Node {
    switch (dto.t) {
      case 'text':
        return document.createTextNode(dto.v === undefined ? '' : this.text.resolve(dto.v));
      case 'comment':
        return document.createComment(dto.v === undefined ? '' : this.text.resolve(dto.v));
      case 'doctype': {
        const [publicId, systemId] = (dto.a ?? []).map((text) => this.text.resolve(text));
        return document.implementation.createDocumentType(dto.n ?? 'html', publicId ?? '', systemId ?? '');
      }
      case 'html':
        return this.createElement(dto, document, HTML_NAMESPACE);
      case 'svg':
        return this.createElement(dto, document, SVG_NAMESPACE);
      case 'mathMl':
        return this.createElement(dto, document, MATHML_NAMESPACE);
      case 'document':
      case 'quirksDocument':
      case 'shadowRoot':
        throw new Error(`a ${dto.t} where a child is expected`);
    }
  }

  private createElement(dto: StageNodeDto, document: Document, namespace: string): Element {
    const name = dto.n ?? '';
    const element = this.createNamed(dto, document, name, namespace);
    if (name.startsWith('ph-')) element.setAttribute(INERT_MARK, '');
    const isStateful = STATEFUL.has(element.localName);
    if (isStateful) {
      this.live.adoptBare(dto.k, element);
      if (isFrameElement(element)) this.makeVisible(element, document);
    }
    const list = dto.a ?? [];
    for (let at = 0; at + 1 < list.length; at += 2) {
      const attribute = this.text.resolve(list[at] ?? '');
      const value = this.text.resolve(list[at + 1] ?? '');
      try {
        this.live.attributes.set(element, attribute, value);
      } catch (error) {
        this.problems.add(`attribute ${attribute} of ${dto.k}: ${String(error)}`);
      }
    }
    if (isStateful) this.live.adopt(dto.k, element);
    if (dto.sheet !== undefined) {
      const { sheet } = dto;
      this.problems.attempt(
        () => `sheet of ${dto.k}`,
        () => this.sheets.setOwned(element, sheet),
      );
    }
    return element;
  }

  /** Before a frame element comes into a document that is in a frame itself: see `ADDRESS_OF_NOWHERE`. */
  private makeVisible(frame: FrameElement, into: Document): void {
    if (this.nodes.hostOf(into) !== null && hidesInnerFrames(this.iframe.ownerDocument)) {
      frame.setAttribute('src', ADDRESS_OF_NOWHERE);
    }
  }

  private createNamed(dto: StageNodeDto, document: Document, name: string, namespace: string): Element {
    try {
      if (dto.c === true) this.define(document, name);
      if (namespace === SVG_NAMESPACE && /^(animate|set$)/.test(name)) {
        const part = document.createElementNS(namespace, name);
        this.animatedParts.push(part);
        return part;
      }
      return namespace === HTML_NAMESPACE ? document.createElement(name) : document.createElementNS(namespace, name);
    } catch (error) {
      // HTML's parser accepts names that createElement refuses. The children need a parent all the same.
      this.problems.add(`element “${name}” ${dto.k}: ${String(error)}`);
      return document.createElement('ph-element');
    }
  }

  /** Makes `:defined` match, with a class that does nothing. */
  private define(document: Document, name: string): void {
    const window = windowOf(document);
    if (window === null || window.customElements.get(name) !== undefined) return;
    try {
      window.customElements.define(name, class extends window.HTMLElement {});
    } catch (error) {
      this.problems.add(`custom element “${name}”: ${String(error)}`);
    }
  }
}
