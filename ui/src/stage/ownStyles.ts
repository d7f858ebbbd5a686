import type { Attributes } from './attributes';
import { isStyled } from './kinds';

/** Declarations by property name. */
export type Declarations = Readonly<Record<string, string>>;

interface OwnStyle {
  readonly element: HTMLElement | SVGElement;
  readonly parts: Map<string, Declarations>;
  /** The recorded `style` that ours were last put on top of; undefined: they have to be put again. */
  over: string | null | undefined;
}

/** Declarations that the mirror adds to an element's recorded `style`, where nothing else can show what was recorded. */
export class OwnStyles {
  private readonly styles = new Map<number, OwnStyle>();

  constructor(private readonly attributes: Attributes) {}

  /** `part` names who asks, so that several may. */
  set(key: number, node: Node, part: string, declarations: Declarations | null): void {
    if (!isStyled(node)) return;
    const style = this.styles.get(key) ?? { element: node, parts: new Map<string, Declarations>(), over: undefined };
    if (declarations !== null) style.parts.set(part, declarations);
    else if (!style.parts.delete(part)) return;
    style.over = undefined;
    if (style.parts.size > 0) {
      this.attributes.take(node, 'style');
      this.styles.set(key, style);
    } else {
      this.attributes.giveBack(node, 'style');
      this.styles.delete(key);
    }
  }

  settle(): void {
    for (const style of this.styles.values()) this.put(style);
  }

  /** At once, for what became ready between two frames. */
  settleOne(key: number): void {
    const style = this.styles.get(key);
    if (style !== undefined) this.put(style);
  }

  forget(key: number): void {
    this.styles.delete(key);
  }

  clear(): void {
    this.styles.clear();
  }

  private put(style: OwnStyle): void {
    const { element, parts } = style;
    const recorded = this.attributes.recorded(element, 'style');
    if (style.over === recorded) return;
    style.over = recorded;
    element.setAttribute('style', recorded ?? '');
    for (const declarations of parts.values()) {
      for (const [name, value] of Object.entries(declarations)) element.style.setProperty(name, value, 'important');
    }
  }
}
