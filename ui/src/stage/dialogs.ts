// Dialogs, open or modal, without the focus moving into the frame.

import type { DialogModeDto } from '../ipc/generated/bindings';
import type { Attributes } from './attributes';
import { isHtml } from './kinds';
import type { Problems } from './problems';

/**
 * `open` is taken over from the attributes: a dialog that has it cannot be made modal, and one that loses it stays in the
 * top layer. What the page shows is decided here after every frame, also because a move drops a dialog from that layer.
 */
export class Dialogs {
  private readonly dialogs = new Map<number, { element: HTMLDialogElement; mode: DialogModeDto | undefined }>();

  constructor(
    private readonly attributes: Attributes,
    private readonly problems: Problems,
  ) {}

  /** Called for every element that may be a dialog, before it gets its attributes. */
  adopt(key: number, element: Element): void {
    if (!isHtml(element, 'dialog')) return;
    this.attributes.take(element, 'open');
    this.dialogs.set(key, { element, mode: undefined });
  }

  set(key: number, mode: DialogModeDto | undefined): void {
    const dialog = this.dialogs.get(key);
    if (dialog !== undefined) dialog.mode = mode;
    else if (mode !== undefined) this.problems.add(`dialog state for ${key}, which is none`);
  }

  settle(): void {
    for (const [key, { element, mode }] of this.dialogs) {
      this.problems.attempt(
        () => `dialog ${key}`,
        () => this.settleOne(element, mode),
      );
    }
  }

  forget(key: number): void {
    this.dialogs.delete(key);
  }

  clear(): void {
    this.dialogs.clear();
  }

  private settleOne(element: HTMLDialogElement, mode: DialogModeDto | undefined): void {
    const recorded = this.attributes.recorded(element, 'open');
    if (mode === 'modal') {
      // In a detached tree or a document without a window there is no top layer.
      if (!element.isConnected || element.matches(':modal')) return;
      element.removeAttribute('open');
      showModalWithoutFocus(element);
      return;
    }
    if (element.matches(':modal')) element.close();
    if (recorded === null && mode === undefined) element.removeAttribute('open');
    else if (element.getAttribute('open') !== (recorded ?? '')) element.setAttribute('open', recorded ?? '');
  }
}

/**
 * `showModal` focuses the dialog or a field in it, which takes the keyboard away from the window. Nothing in an inert
 * dialog can be focused, and being inert no longer matters once it is shown (WebKitGTK 2.50, Chromium 156).
 */
function showModalWithoutFocus(element: HTMLDialogElement): void {
  const inert = element.getAttribute('inert');
  element.setAttribute('inert', '');
  try {
    element.showModal();
  } finally {
    if (inert === null) element.removeAttribute('inert');
    else element.setAttribute('inert', inert);
  }
}
