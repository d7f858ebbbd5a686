// Which node stands for which key, both ways.

import { isDocument, isElement } from './kinds';

/**
 * Invariant: every key leads to the node that stands for it now; a node that left the stage has no key.
 * Two kinds of known nodes are not in the tree: text children of a `style` whose sheet was sent apart (held), and the
 * document of a frame element that was moved away and back, until the engine sends it again.
 */
export class NodeTable {
  private readonly nodes = new Map<number, Node>();
  private keys = new WeakMap<Node, number>();
  private readonly heldBelow = new WeakMap<Node, Node[]>();
  private readonly heldIn = new WeakMap<Node, Node>();
  private readonly documents = new Map<Element, Document>();
  private readonly hosts = new WeakMap<Document, Element>();

  /** `onforget` is told of each key that loses its node, so that state kept by key goes with it. */
  constructor(private readonly onforget: (key: number, node: Node) => void) {}

  get size(): number {
    return this.nodes.size;
  }

  node(key: number): Node | undefined {
    return this.nodes.get(key);
  }

  key(node: Node): number | undefined {
    return this.keys.get(node);
  }

  add(key: number, node: Node): void {
    const earlier = this.nodes.get(key);
    if (earlier !== undefined && earlier !== node) {
      this.forget(earlier);
      earlier.parentNode?.removeChild(earlier);
    }
    this.nodes.set(key, node);
    this.keys.set(node, key);
  }

  /** Documents of nested frames by their frame element. */
  get frameDocuments(): ReadonlyMap<Element, Document> {
    return this.documents;
  }

  addFrameDocument(host: Element, document: Document): void {
    this.documents.set(host, document);
    this.hosts.set(document, host);
  }

  /** The frame element a nested document stands or stood in; none for the top document. */
  hostOf(document: Document): Element | null {
    return this.hosts.get(document) ?? null;
  }

  /** Keeps `node` as a child of `parent` that is not inserted. */
  hold(parent: Node, node: Node, before: Node | null): void {
    this.release(node);
    const list = this.heldBelow.get(parent) ?? [];
    const at = before === null ? -1 : list.indexOf(before);
    if (at < 0) list.push(node);
    else list.splice(at, 0, node);
    this.heldBelow.set(parent, list);
    this.heldIn.set(node, parent);
    node.parentNode?.removeChild(node);
  }

  release(node: Node): void {
    const parent = this.heldIn.get(node);
    if (parent === undefined) return;
    this.heldIn.delete(node);
    const list = this.heldBelow.get(parent);
    const at = list?.indexOf(node) ?? -1;
    if (at >= 0) list?.splice(at, 1);
  }

  /** The children that were held back, to be inserted now. */
  releaseAll(parent: Node): Node[] {
    const list = this.heldBelow.get(parent) ?? [];
    this.heldBelow.delete(parent);
    for (const node of list) this.heldIn.delete(node);
    return list;
  }

  heldChildren(parent: Node): readonly Node[] {
    return this.heldBelow.get(parent) ?? [];
  }

  /** Drops a node and everything below it: children, held ones, shadow tree, frame document. */
  forget(root: Node): void {
    if (isDocument(root)) {
      const host = this.hosts.get(root);
      if (host !== undefined && this.documents.get(host) === root) this.documents.delete(host);
    }
    const stack: Node[] = [root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      const key = this.keys.get(node);
      if (key !== undefined) {
        this.keys.delete(node);
        if (this.nodes.get(key) === node) {
          this.nodes.delete(key);
          this.onforget(key, node);
        }
      }
      for (let child = node.firstChild; child !== null; child = child.nextSibling) stack.push(child);
      const held = this.heldBelow.get(node);
      if (held !== undefined) stack.push(...held);
      if (!isElement(node)) continue;
      if (node.shadowRoot !== null) stack.push(node.shadowRoot);
      const document = this.documents.get(node);
      if (document !== undefined) {
        this.documents.delete(node);
        stack.push(document);
      }
    }
  }

  /** The browser throws a nested document away when its frame element is taken out of the tree, even to be put back. */
  forgetLostDocuments(): void {
    if (this.documents.size === 0) return;
    const lost: Document[] = [];
    for (const [host, document] of this.documents) {
      if ((host as HTMLIFrameElement).contentDocument === document) continue;
      this.documents.delete(host);
      lost.push(document);
    }
    for (const document of lost) this.forget(document);
  }

  clear(): void {
    for (const [key, node] of this.nodes) this.onforget(key, node);
    this.nodes.clear();
    this.keys = new WeakMap();
    this.documents.clear();
  }
}
