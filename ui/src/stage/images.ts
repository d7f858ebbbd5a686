import type { TextDto } from '../ipc/generated/bindings';
import type { Attributes } from './attributes';
import { isHtml } from './kinds';
import type { TextCache } from './textCache';

/** Images whose pixels were recorded: they stand in for the recorded address, which may be gone or another size. */
export class Images {
  private readonly images = new Map<number, HTMLImageElement>();

  constructor(
    private readonly attributes: Attributes,
    private readonly text: TextCache,
  ) {}

  set(key: number, node: Node, picture: TextDto | undefined): void {
    if (!isHtml(node, 'img')) return;
    if (picture === undefined) {
      if (!this.images.delete(key)) return;
      this.attributes.giveBack(node, 'srcset');
      this.attributes.giveBack(node, 'src');
      return;
    }
    this.images.set(key, node);
    this.attributes.take(node, 'srcset');
    this.attributes.take(node, 'src');
    node.removeAttribute('srcset');
    const source = this.text.resolve(picture);
    if (node.getAttribute('src') !== source) node.setAttribute('src', source);
  }

  forget(key: number): void {
    this.images.delete(key);
  }

  clear(): void {
    this.images.clear();
  }
}
