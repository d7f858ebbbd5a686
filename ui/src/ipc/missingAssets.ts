import type { FrameDto, StageNodeDto } from './generated/bindings';

/** Counts the assets that are not in the recording among the nodes that stand on the stage now. */
export class MissingAssets {
  #parents = new Map<number, number>();
  #missing = new Set<number>();

  get count(): number {
    return this.#missing.size;
  }

  follow(frame: FrameDto): void {
    if (frame.body.kind === 'full') {
      this.#parents.clear();
      this.#missing.clear();
    }
    for (const op of frame.body.ops) {
      if (op.op === 'insert') {
        for (const node of op.nodes) this.#add(node, node.p ?? op.parent);
      } else if (op.op === 'setLive') {
        this.#set(op.key, op.live.missing !== undefined);
      } else if (op.op === 'move') {
        this.#parents.set(op.key, op.parent);
      } else if (op.op === 'remove') {
        this.#removeBelow(op.key);
      }
    }
  }

  #add(node: StageNodeDto, parent: number | null): void {
    if (parent !== null) this.#parents.set(node.k, parent);
    this.#set(node.k, node.live?.missing !== undefined);
  }

  #set(key: number, isMissing: boolean): void {
    if (isMissing) this.#missing.add(key);
    else this.#missing.delete(key);
  }

  #removeBelow(removed: number): void {
    for (const key of this.#missing) {
      let ancestor: number | undefined = key;
      while (ancestor !== undefined && ancestor !== removed) ancestor = this.#parents.get(ancestor);
      if (ancestor === removed) this.#missing.delete(key);
    }
  }
}
