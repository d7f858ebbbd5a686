// What a node is, without `instanceof`: nodes of the frame belong to another realm, whose classes are not ours.

export const HTML_NAMESPACE = 'http://www.w3.org/1999/xhtml';
export const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';
export const MATHML_NAMESPACE = 'http://www.w3.org/1998/Math/MathML';

export function isElement(node: Node | null | undefined): node is Element {
  return node?.nodeType === 1;
}

export function isCharacterData(node: Node | null | undefined): node is CharacterData {
  return node?.nodeType === 3 || node?.nodeType === 8;
}

export function isDocument(node: Node | null | undefined): node is Document {
  return node?.nodeType === 9;
}

export function isShadowRoot(node: Node | null | undefined): node is ShadowRoot {
  return node?.nodeType === 11 && 'host' in node;
}

/** An HTML element with this local name. */
export function isHtml<K extends keyof HTMLElementTagNameMap>(
  node: Node | null | undefined,
  name: K,
): node is HTMLElementTagNameMap[K] {
  return isElement(node) && node.localName === name && node.namespaceURI === HTML_NAMESPACE;
}

/** An element with a style declaration of its own. */
export function isStyled(node: Node | null | undefined): node is HTMLElement | SVGElement {
  return isElement(node) && 'style' in node;
}

export type FrameElement = HTMLIFrameElement;

/** An element that can hold a document. `frame` has the same members as far as we use them. */
export function isFrameElement(node: Node | null | undefined): node is FrameElement {
  return isHtml(node, 'iframe') || isHtml(node, 'frame' as 'iframe');
}

export type FrameWindow = Window & typeof globalThis;

/** The window of a document that stands in a frame, with its constructors. */
export function windowOf(document: Document): FrameWindow | null {
  return document.defaultView;
}
