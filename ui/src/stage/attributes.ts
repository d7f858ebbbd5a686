import { HTML_NAMESPACE, isFrameElement } from './kinds';

/** The prefixes that HTML's parser gives a namespace on elements of SVG and MathML; `getAttributeNS` and styles rely on it. */
const NAMESPACE_OF_PREFIX: Readonly<Record<string, string>> = {
  xlink: 'http://www.w3.org/1999/xlink',
  xml: 'http://www.w3.org/XML/1998/namespace',
  xmlns: 'http://www.w3.org/2000/xmlns/',
};

/** Each of these would take a nested frame's document out of our reach; the engine sends none of them. */
const REFUSED_ON_FRAMES = new Set(['src', 'srcdoc', 'sandbox']);

/** Marks of the mirror itself. No recorded attribute has such a name on the stage. */
export const MARK_PREFIX = 'ph-';

/**
 * The only writer of recorded attributes. Live state takes some of them over (the `open` of a dialog, the `src` of an
 * image whose picture was recorded); what was recorded waits here until they are given back.
 */
export class Attributes {
  private readonly taken = new WeakMap<Element, Map<string, string | null>>();

  set(element: Element, name: string, value: string): void {
    if (isFrameElement(element) && REFUSED_ON_FRAMES.has(name.toLowerCase())) throw new Error('not on a frame');
    const taken = this.taken.get(element);
    if (taken?.has(name)) taken.set(name, value);
    else writeAttribute(element, name, value);
  }

  remove(element: Element, name: string): void {
    const taken = this.taken.get(element);
    if (taken?.has(name)) taken.set(name, null);
    else element.removeAttribute(name);
  }

  /** From now on what stands in `name` is for the caller to decide. */
  take(element: Element, name: string): void {
    const taken = this.taken.get(element) ?? new Map<string, string | null>();
    if (!taken.has(name)) taken.set(name, element.getAttribute(name));
    this.taken.set(element, taken);
  }

  recorded(element: Element, name: string): string | null {
    const taken = this.taken.get(element);
    return taken?.has(name) ? (taken.get(name) ?? null) : element.getAttribute(name);
  }

  takenNames(element: Element): readonly string[] {
    return [...(this.taken.get(element)?.keys() ?? [])];
  }

  giveBack(element: Element, name: string): void {
    const taken = this.taken.get(element);
    if (!taken?.has(name)) return;
    const value = taken.get(name) ?? null;
    taken.delete(name);
    if (value === null) element.removeAttribute(name);
    else writeAttribute(element, name, value);
  }
}

function writeAttribute(element: Element, name: string, value: string): void {
  const namespace = element.namespaceURI === HTML_NAMESPACE ? undefined : namespaceOf(name);
  if (namespace === undefined) element.setAttribute(name, value);
  else element.setAttributeNS(namespace, name, value);
}

function namespaceOf(name: string): string | undefined {
  if (name === 'xmlns') return NAMESPACE_OF_PREFIX['xmlns'];
  const colon = name.indexOf(':');
  return colon < 0 ? undefined : NAMESPACE_OF_PREFIX[name.slice(0, colon)];
}
