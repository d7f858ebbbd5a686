// Typed text, checked boxes and chosen options, without an event being fired.

import type { StageLiveDto } from '../ipc/generated/bindings';
import { isElement, isHtml } from './kinds';
import type { TextCache } from './textCache';

interface Recorded {
  readonly value: string | undefined;
  readonly checked: boolean | undefined;
  readonly selected: boolean | undefined;
}

/** Setting the value of these writes their attribute; of `file` it throws. Their live state is not text. */
const TEXTLESS_TYPES = new Set(['checkbox', 'radio', 'file', 'button', 'submit', 'reset', 'image', 'hidden']);

const FIELDS = new Set(['input', 'textarea', 'select', 'optgroup', 'option', 'form']);
const FIELD_SELECTOR = [...FIELDS].join(',');

/**
 * Browsers tie fields together: checking a radio unchecks its group, choosing an option changes its select, inserting
 * or moving either does both, and what a field once was set to hides its attribute for good. What stands would follow
 * from the way there. So nothing is set once: after every frame that touched a field each of them is asserted, from
 * its recorded state where it has one, else from its attributes.
 */
export class FormState {
  private readonly recorded = new Map<number, Recorded>();
  private readonly inputs = new Map<number, HTMLInputElement>();
  private readonly areas = new Map<number, HTMLTextAreaElement>();
  private readonly selects = new Map<number, HTMLSelectElement>();
  /** Options with a state of their own; the others are found through their select. */
  private readonly options = new WeakMap<Element, number>();
  /** Fields for text that were set once: their attribute no longer speaks for them. */
  private readonly dirtied = new Set<number>();
  private touched = false;

  constructor(private readonly text: TextCache) {}

  /** Called for every element that may be a field. */
  adopt(key: number, element: Element): void {
    this.touched ||= FIELDS.has(element.localName);
    if (isHtml(element, 'input')) this.inputs.set(key, element);
    else if (isHtml(element, 'textarea')) this.areas.set(key, element);
    else if (isHtml(element, 'select')) this.selects.set(key, element);
  }

  /** A node changed, or its children did. */
  noteChange(node: Node): void {
    for (const part of [node, node.parentNode]) this.touched ||= isElement(part) && FIELDS.has(part.localName);
  }

  noteMove(node: Node): void {
    this.noteChange(node);
    this.touched ||= isElement(node) && node.querySelector(FIELD_SELECTOR) !== null;
  }

  set(key: number, node: Node, live: StageLiveDto): void {
    this.noteChange(node);
    const isStateless = live.value === undefined && live.checked === undefined && live.selected === undefined;
    if (isStateless) {
      this.recorded.delete(key);
      if (isElement(node)) this.options.delete(node);
      return;
    }
    const value = live.value === undefined ? undefined : this.text.resolve(live.value);
    this.recorded.set(key, { value, checked: live.checked, selected: live.selected });
    this.dirtied.add(key);
    if (isHtml(node, 'option')) this.options.set(node, key);
  }

  settle(): void {
    if (!this.touched) return;
    this.touched = false;
    for (const key of this.dirtied) {
      const input = this.inputs.get(key);
      const field = input === undefined || TEXTLESS_TYPES.has(input.type) ? this.areas.get(key) : input;
      if (field === undefined) continue;
      const value = this.recorded.get(key)?.value ?? field.defaultValue;
      if (field.value !== value) field.value = value;
    }
    this.settleChecks();
    for (const [key, select] of this.selects) this.settleSelect(select, this.recorded.get(key)?.value);
  }

  forget(key: number, node: Node): void {
    this.noteChange(node);
    this.recorded.delete(key);
    this.inputs.delete(key);
    this.areas.delete(key);
    this.selects.delete(key);
    this.dirtied.delete(key);
  }

  clear(): void {
    this.recorded.clear();
    this.inputs.clear();
    this.areas.clear();
    this.selects.clear();
    this.dirtied.clear();
  }

  /** Off before on, because a radio that is checked unchecks the rest of its group, whatever came before. */
  private settleChecks(): void {
    const on: { box: HTMLInputElement; isRecorded: boolean }[] = [];
    for (const [key, box] of this.inputs) {
      if (box.type !== 'checkbox' && box.type !== 'radio') continue;
      const recorded = this.recorded.get(key)?.checked;
      if (recorded ?? box.defaultChecked) on.push({ box, isRecorded: recorded !== undefined });
      else if (box.checked) box.checked = false;
    }
    if (!isSettled(on)) {
      // Where several of a group say they are on: recorded state before attributes, then the last in the document.
      on.sort((a, b) => Number(a.isRecorded) - Number(b.isRecorded) || documentOrder(a.box, b.box));
      for (const { box } of on) box.checked = true;
    }
  }

  private settleSelect(select: HTMLSelectElement, value: string | undefined): void {
    const { options } = select;
    const wanted = new Set<HTMLOptionElement>();
    let recorded: HTMLOptionElement | undefined;
    let stated: HTMLOptionElement | undefined;
    let usable: HTMLOptionElement | undefined;
    let named: HTMLOptionElement | undefined;
    for (const option of options) {
      const key = this.options.get(option);
      const own = key === undefined ? undefined : this.recorded.get(key)?.selected;
      if (own === true) recorded = option;
      if (own ?? option.defaultSelected) {
        stated = option;
        wanted.add(option);
      }
      if (!option.disabled) usable ??= option;
      if (value !== undefined && option.value === value) named ??= option;
    }
    if (!select.multiple) {
      // As a browser resets a drop-down list: the last one that says so, else the first that can be chosen.
      const one = named ?? recorded ?? stated ?? (select.size <= 1 ? usable : undefined);
      wanted.clear();
      if (one !== undefined) wanted.add(one);
    }
    for (const option of options) if (option.selected && !wanted.has(option)) option.selected = false;
    for (const option of wanted) if (!option.selected) option.selected = true;
  }
}

/** Boxes that are on already have nobody to argue with. */
function isSettled(on: readonly { box: HTMLInputElement }[]): boolean {
  return on.every(({ box }) => box.checked);
}

function documentOrder(a: Node, b: Node): number {
  return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}
