// Popovers: whether one is open is not recorded, only that somebody pointed or typed into it.

import { isHtml } from './kinds';

/** Those that hold the pointer or the focus are open, in the top layer. */
export class Popovers {
  private readonly open = new Set<HTMLElement>();

  /** Elements that hold the pointer and the focus, innermost first. Where both are in popovers the pointer says more. */
  settle([pointed, focused]: readonly [readonly Element[], readonly Element[]]): void {
    const atPointer = pointed.filter(isPopover);
    const wanted = new Set(atPointer.length > 0 ? atPointer : focused.filter(isPopover));
    for (const element of this.open) {
      if (wanted.has(element)) continue;
      this.open.delete(element);
      if (element.isConnected && element.matches(':popover-open')) element.hidePopover();
    }
    // From the outside in: one that opens closes all that it is not in.
    for (const element of [...wanted].reverse()) {
      this.open.add(element);
      if (element.isConnected && !element.matches(':popover-open')) element.showPopover();
    }
  }

  clear(): void {
    this.open.clear();
  }
}

function isPopover(element: Element): element is HTMLElement {
  return element.hasAttribute('popover') && isHtml(element, element.localName as 'div');
}
