import { BLOCKED_MARK } from './frameSheet';
import { isElement } from './kinds';
import type { OwnStyles } from './ownStyles';

/** Elements whose content was kept out of the recording: hatched, in the size they had. */
export class BlockedState {
  private readonly blocked = new Set<number>();

  constructor(private readonly styles: OwnStyles) {}

  set(key: number, node: Node, size: readonly [string, string] | undefined): void {
    if (!isElement(node)) return;
    if (size !== undefined) {
      this.blocked.add(key);
      this.styles.set(key, node, 'blocked', { width: size[0], height: size[1] });
      node.setAttribute(BLOCKED_MARK, '');
    } else if (this.blocked.delete(key)) {
      this.styles.set(key, node, 'blocked', null);
      node.removeAttribute(BLOCKED_MARK);
    }
  }

  forget(key: number): void {
    this.blocked.delete(key);
  }

  clear(): void {
    this.blocked.clear();
  }
}
