// One operation of a frame, carried out on the nodes it names.

import type { StageOpDto } from '../ipc/generated/bindings';
import type { NodeBuilder } from './buildNodes';
import type { Fonts } from './fonts';
import { isCharacterData, isDocument, isElement, isHtml, isShadowRoot } from './kinds';
import type { LiveState } from './liveState';
import type { NodeTable } from './nodeTable';
import type { Popovers } from './popovers';
import type { PseudoState } from './pseudoState';
import type { Selections } from './selections';
import type { Sheets } from './sheets';
import type { TextCache } from './textCache';

/** The parts of a mirror that operations act on. */
export interface StageParts {
  readonly nodes: NodeTable;
  readonly builder: NodeBuilder;
  readonly live: LiveState;
  readonly sheets: Sheets;
  readonly pseudo: PseudoState;
  readonly popovers: Popovers;
  readonly selections: Selections;
  readonly fonts: Fonts;
  readonly text: TextCache;
}

export function applyOp(op: StageOpDto, stage: StageParts): void {
  const { nodes, live, sheets } = stage;
  switch (op.op) {
    case 'remove':
      remove(known(nodes, op.key), nodes);
      return;
    case 'move':
      move(known(nodes, op.key), known(nodes, op.parent), op.before, stage);
      return;
    case 'insert':
      stage.builder.insert(op.parent, op.before, op.nodes);
      return;
    case 'setText': {
      const node = known(nodes, op.key);
      if (!isCharacterData(node)) throw new Error('neither text nor comment');
      node.data = stage.text.resolve(op.text);
      live.forms.noteChange(node);
      return;
    }
    case 'setAttribute': {
      const element = knownElement(nodes, op.key);
      live.attributes.set(element, op.name, stage.text.resolve(op.value));
      noteAttribute(op.key, element, op.name, live);
      return;
    }
    case 'removeAttribute': {
      const element = knownElement(nodes, op.key);
      live.attributes.remove(element, op.name);
      noteAttribute(op.key, element, op.name, live);
      return;
    }
    case 'setLive':
      live.set(op.key, op.live);
      return;
    case 'setSheet':
      sheets.setOwned(knownElement(nodes, op.key), op.sheet);
      sheets.fillOwned();
      return;
    case 'spliceRules':
      if (op.key !== null) sheets.spliceOwned(knownElement(nodes, op.key), op.at, op.removed, op.inserted);
      else if (op.constructed !== null) sheets.spliceConstructed(op.constructed, op.at, op.removed, op.inserted);
      return;
    case 'setConstructed':
      sheets.setConstructed(op.id, op.sheet);
      return;
    case 'removeConstructed':
      sheets.removeConstructed(op.id);
      return;
    case 'fonts':
      stage.fonts.set(op.fonts);
      return;
    case 'selection':
      stage.selections.set(op.ranges);
      return;
    case 'focus':
      stage.pseudo.setFocus(op.key);
      return;
    case 'viewport':
    case 'href':
      // Every frame carries both; the address is shown by the window, not by the page.
      return;
  }
}

function known(nodes: NodeTable, key: number): Node {
  const node = nodes.node(key);
  if (node === undefined) throw new Error(`${key} is not on the stage`);
  return node;
}

function knownElement(nodes: NodeTable, key: number): Element {
  const node = known(nodes, key);
  if (!isElement(node)) throw new Error(`${key} is no element`);
  return node;
}

function remove(node: Node, nodes: NodeTable): void {
  // Before the tree is cut: what hangs below is found by walking it.
  nodes.forget(node);
  nodes.release(node);
  // Documents and shadow roots cannot be taken off what holds them, only emptied.
  if (isDocument(node) || isShadowRoot(node)) node.replaceChildren();
  else node.parentNode?.removeChild(node);
}

function move(node: Node, parent: Node, before: number | null, stage: StageParts): void {
  stage.nodes.release(node);
  stage.builder.moveTo(node, parent, before);
  stage.nodes.forgetLostDocuments();
  stage.builder.settle();
}

/** What hangs on an attribute beside the attribute itself. */
function noteAttribute(key: number, element: Element, name: string, live: LiveState): void {
  live.forms.noteChange(element);
  if ((name === 'width' || name === 'height') && isHtml(element, 'canvas')) live.canvases.invalidate(key);
}
