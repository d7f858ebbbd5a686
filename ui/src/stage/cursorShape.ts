import { isElement, isHtml } from './kinds';

/** The pointers we draw; every other cursor of the page is the arrow. */
export type CursorShape = 'arrow' | 'hand' | 'text';

const SHAPES: Readonly<Record<string, CursorShape>> = {
  pointer: 'hand',
  grab: 'hand',
  grabbing: 'hand',
  text: 'text',
  'vertical-text': 'text',
};

/** Which of them stands over a node. Resolves styles but reads no layout. */
export function cursorAt(node: Node | undefined): CursorShape {
  const element = isElement(node) ? node : (node?.parentElement ?? null);
  if (element === null) return 'arrow';
  const cursor = element.ownerDocument.defaultView?.getComputedStyle(element).cursor ?? 'auto';
  if (cursor === 'auto') {
    const types = isHtml(element, 'textarea') || (isHtml(element, 'input') && isTextField(element));
    return types || node?.nodeType === 3 ? 'text' : 'arrow';
  }
  // After pictures of its own a page names one of the browser's cursors.
  const named = cursor.slice(cursor.lastIndexOf(',') + 1).trim();
  return SHAPES[named] ?? 'arrow';
}

function isTextField(input: HTMLInputElement): boolean {
  return !['button', 'submit', 'reset', 'checkbox', 'radio', 'range', 'color', 'file', 'image'].includes(input.type);
}
