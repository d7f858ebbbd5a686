import type { FrameDto, StageNodeDto } from './generated/bindings';

export interface MissingAsset {
  readonly key: number;
  /** As recorded. */
  readonly address: string;
}

/** Follows the assets that are not in the recording among the nodes that stand on the stage now. */
export class MissingAssets {
  #parents = new Map<number, number>();
  #missing = new Map<number, string>();

  #list: readonly MissingAsset[] = [];

  /** The same array as long as nothing changes. */
  get list(): readonly MissingAsset[] {
    return this.#list;
  }

  follow(frame: FrameDto): void {
    const before = new Map(this.#missing);
    this.#apply(frame);
    const isSame =
      before.size === this.#missing.size && [...before].every(([key, address]) => this.#missing.get(key) === address);
    if (!isSame) this.#list = [...this.#missing].map(([key, address]) => ({ key, address }));
  }

  #apply(frame: FrameDto): void {
    if (frame.body.kind === 'full') {
      this.#parents.clear();
      this.#missing.clear();
    }
    for (const op of frame.body.ops) {
      if (op.op === 'insert') {
        for (const node of op.nodes) this.#add(node, node.p ?? op.parent);
      } else if (op.op === 'setLive') {
        this.#set(op.key, op.live.missing);
      } else if (op.op === 'move') {
        this.#parents.set(op.key, op.parent);
      } else if (op.op === 'remove') {
        this.#removeBelow(op.key);
      }
    }
  }

  #add(node: StageNodeDto, parent: number | null): void {
    if (parent !== null) this.#parents.set(node.k, parent);
    this.#set(node.k, node.live?.missing);
  }

  #set(key: number, address: string | undefined): void {
    if (address === undefined) this.#missing.delete(key);
    else this.#missing.set(key, address);
  }

  #removeBelow(removed: number): void {
    for (const key of this.#missing.keys()) {
      let ancestor: number | undefined = key;
      while (ancestor !== undefined && ancestor !== removed) ancestor = this.#parents.get(ancestor);
      if (ancestor === removed) this.#missing.delete(key);
    }
  }
}
