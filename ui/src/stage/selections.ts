// The recorded selection, shown by the browser itself, one per document.

import type { SelectionRangeDto } from '../ipc/generated/bindings';
import { isDocument } from './kinds';
import type { NodeTable } from './nodeTable';
import type { Problems } from './problems';

export class Selections {
  private ranges: readonly SelectionRangeDto[] = [];
  private stale = false;
  private readonly selected = new Set<Document>();

  constructor(
    private readonly nodes: NodeTable,
    private readonly problems: Problems,
  ) {}

  set(ranges: readonly SelectionRangeDto[]): void {
    this.ranges = ranges;
    this.stale = true;
  }

  /** When all nodes of a frame stand. `changed`: the browser may have shifted the ranges with the nodes they are in. */
  settle(changed: boolean): void {
    if (!this.stale && (!changed || this.ranges.length === 0)) return;
    const isNew = this.stale;
    this.stale = false;
    for (const document of this.selected) document.defaultView?.getSelection()?.removeAllRanges();
    this.selected.clear();
    for (const range of this.ranges) {
      try {
        this.select(range);
      } catch (error) {
        // Nodes may leave under a selection; said once, when it was sent, is enough.
        if (isNew) this.problems.add(`selection: ${String(error)}`);
      }
    }
  }

  /** The documents are gone; the ranges may still be right. */
  leave(): void {
    this.selected.clear();
  }

  clear(): void {
    this.ranges = [];
    this.selected.clear();
    this.stale = false;
  }

  private select({ start, startOffset, end, endOffset }: SelectionRangeDto): void {
    const startNode = this.nodes.node(start);
    const endNode = this.nodes.node(end);
    if (startNode === undefined || endNode === undefined) throw new Error('an end is not on the stage');
    const document = isDocument(startNode) ? startNode : startNode.ownerDocument;
    const selection = document?.defaultView?.getSelection();
    if (document === null || selection === null || selection === undefined) return;
    selection.setBaseAndExtent(
      startNode,
      Math.min(startOffset, lengthOf(startNode)),
      endNode,
      Math.min(endOffset, lengthOf(endNode)),
    );
    this.selected.add(document);
  }
}

function lengthOf(node: Node): number {
  return 'length' in node ? (node as CharacterData).length : node.childNodes.length;
}
