// Style sheets: those of `style` elements and those that were constructed and adopted.

import type { StageSheetDto, TextDto } from '../ipc/generated/bindings';
import { frameSheet } from './frameSheet';
import { isDocument, isHtml, isShadowRoot, windowOf, type FrameWindow } from './kinds';
import type { NodeTable } from './nodeTable';
import type { Problems } from './problems';
import type { TextCache } from './textCache';

/** Stands where the browser refused a rule, so that the indices of later edits stay right. */
const REFUSED_RULE = '@media not all {}';

type StyleElement = HTMLStyleElement;

/** A sheet whose rules are known one by one, with the browser's sheet they were last put into. */
interface RuleList {
  rules: string[];
  into: CSSStyleSheet | null;
}

interface Constructed {
  /** Null while the whole text is what is known. */
  rules: string[] | null;
  text: string;
  /** A constructed sheet can be adopted only in the window that made it. */
  readonly byWindow: Map<FrameWindow, CSSStyleSheet>;
}

export class Sheets {
  private readonly owned = new Map<StyleElement, RuleList>();
  /** Elements whose sheet was sent apart: their text children are held back. */
  private readonly sheeted = new WeakSet<Node>();
  private readonly constructed = new Map<number, Constructed>();
  private readonly adoptions = new Map<number, readonly number[]>();
  private readonly stale = new Set<number>();

  constructor(
    private readonly nodes: NodeTable,
    private readonly text: TextCache,
    private readonly problems: Problems,
  ) {}

  /** The sheet of a `style` element. With null its text children speak for themselves again. */
  setOwned(element: Element, sheet: StageSheetDto | null): void {
    if (!isStyleElement(element)) throw new Error('not a style element');
    this.owned.delete(element);
    if (sheet === null) {
      if (!this.sheeted.delete(element)) return;
      setSheetText(element, '');
      element.append(...this.nodes.releaseAll(element));
      return;
    }
    for (const child of [...element.childNodes]) {
      if (this.nodes.key(child) !== undefined) this.nodes.hold(element, child, null);
    }
    if (sheet.kind === 'text') {
      setSheetText(element, this.text.resolve(sheet.text));
    } else {
      setSheetText(element, '');
      this.owned.set(element, { rules: sheet.rules.map((rule) => this.text.resolve(rule)), into: null });
    }
    this.sheeted.add(element);
  }

  /** Whether text children of this element are held back because its sheet was sent apart. */
  holdsChildrenOf(node: Node): boolean {
    return this.sheeted.has(node);
  }

  /** Puts rules into sheets that came into being or were made anew: a sheet exists only while its element is connected. */
  fillOwned(): void {
    for (const [element, list] of this.owned) {
      const sheet = element.sheet;
      if (sheet === list.into) continue;
      list.into = sheet;
      if (sheet !== null) list.rules.forEach((rule, at) => this.insertRule(sheet, rule, at));
    }
  }

  spliceOwned(element: Element, at: number, removed: number, inserted: readonly TextDto[]): void {
    if (!isStyleElement(element)) throw new Error('not a style element');
    this.fillOwned();
    let list = this.owned.get(element);
    if (list === undefined) {
      const sheet = element.sheet;
      if (sheet === null) throw new Error('the style element has no sheet');
      list = { rules: Array.from(sheet.cssRules, (rule) => rule.cssText), into: null };
      this.owned.set(element, list);
      // The text would come back, in front of the rules, whenever the browser makes the sheet anew.
      setSheetText(element, '');
      this.fillOwned();
    }
    const texts = inserted.map((rule) => this.text.resolve(rule));
    list.rules.splice(at, removed, ...texts);
    if (list.into !== null) this.splice(list.into, at, removed, texts);
  }

  setConstructed(id: number, sheet: StageSheetDto): void {
    const known = this.constructed.get(id);
    const entry: Constructed = {
      rules: sheet.kind === 'rules' ? sheet.rules.map((rule) => this.text.resolve(rule)) : null,
      text: sheet.kind === 'text' ? this.text.resolve(sheet.text) : '',
      byWindow: known?.byWindow ?? new Map<FrameWindow, CSSStyleSheet>(),
    };
    this.constructed.set(id, entry);
    for (const instance of entry.byWindow.values()) this.fill(instance, entry);
    if (known === undefined) this.markAdoptersOf(id);
  }

  removeConstructed(id: number): void {
    this.constructed.delete(id);
    this.markAdoptersOf(id);
  }

  spliceConstructed(id: number, at: number, removed: number, inserted: readonly TextDto[]): void {
    const entry = this.constructed.get(id);
    if (entry === undefined) throw new Error('no such constructed sheet');
    entry.rules ??= this.rulesOf(entry.text);
    const texts = inserted.map((rule) => this.text.resolve(rule));
    entry.rules.splice(at, removed, ...texts);
    for (const instance of entry.byWindow.values()) this.splice(instance, at, removed, texts);
  }

  /** Which constructed sheets a document or shadow root adopts, in order. The sheets may come later. */
  adopt(key: number, ids: readonly number[] | undefined): void {
    if (ids === undefined && !this.adoptions.has(key)) return;
    if (ids === undefined) this.adoptions.delete(key);
    else this.adoptions.set(key, ids);
    this.stale.add(key);
  }

  /** Our own sheet alone, as every root starts out. */
  adoptNone(root: Document | ShadowRoot): void {
    const window = windowOf(isDocument(root) ? root : root.ownerDocument);
    if (window !== null) root.adoptedStyleSheets = [frameSheet(window)];
  }

  /** Again, for a shadow root that came into another document: it loses what it had adopted in the old one. */
  readopt(root: ShadowRoot): void {
    this.adoptNone(root);
    for (const key of [this.nodes.key(root), this.nodes.key(root.host)]) {
      if (key !== undefined && this.adoptions.has(key)) this.stale.add(key);
    }
  }

  settleAdopted(): void {
    for (const key of this.stale) {
      this.problems.attempt(
        () => `adopted sheets of ${key}`,
        () => this.settleRoot(key),
      );
    }
    this.stale.clear();
  }

  forget(key: number): void {
    this.adoptions.delete(key);
    this.stale.delete(key);
  }

  /** Style elements that have left the tree for good are let go. */
  forgetUnknownOwners(): void {
    for (const element of this.owned.keys()) if (this.nodes.key(element) === undefined) this.owned.delete(element);
  }

  /** Windows that are gone take their sheets along. */
  forgetWindows(): void {
    for (const entry of this.constructed.values()) entry.byWindow.clear();
  }

  clear(): void {
    this.owned.clear();
    this.constructed.clear();
    this.adoptions.clear();
    this.stale.clear();
  }

  private settleRoot(key: number): void {
    const node = this.nodes.node(key);
    const host = node !== undefined && 'shadowRoot' in node ? (node as Element).shadowRoot : null;
    const root = host ?? node;
    if (root === undefined || !(isDocument(root) || isShadowRoot(root))) return;
    const window = windowOf(isDocument(root) ? root : root.ownerDocument);
    if (window === null) return;
    const adopted: CSSStyleSheet[] = [frameSheet(window)];
    for (const id of this.adoptions.get(key) ?? []) {
      const entry = this.constructed.get(id);
      if (entry !== undefined) adopted.push(this.instance(entry, window));
    }
    root.adoptedStyleSheets = adopted;
  }

  private instance(entry: Constructed, window: FrameWindow): CSSStyleSheet {
    const known = entry.byWindow.get(window);
    if (known !== undefined) return known;
    const sheet = new window.CSSStyleSheet();
    entry.byWindow.set(window, sheet);
    this.fill(sheet, entry);
    return sheet;
  }

  private fill(sheet: CSSStyleSheet, entry: Constructed): void {
    sheet.replaceSync(entry.rules === null ? entry.text : '');
    entry.rules?.forEach((rule, at) => this.insertRule(sheet, rule, at));
  }

  private rulesOf(text: string): string[] {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return Array.from(sheet.cssRules, (rule) => rule.cssText);
  }

  private splice(sheet: CSSStyleSheet, at: number, removed: number, inserted: readonly string[]): void {
    const length = sheet.cssRules.length;
    if (at + removed > length) this.problems.add(`rules ${at} to ${at + removed} of a sheet with ${length}`);
    const start = Math.min(at, length);
    for (let index = Math.min(at + removed, length) - 1; index >= start; index -= 1) sheet.deleteRule(index);
    inserted.forEach((rule, offset) => this.insertRule(sheet, rule, start + offset));
  }

  private insertRule(sheet: CSSStyleSheet, rule: string, at: number): void {
    try {
      sheet.insertRule(rule, at);
    } catch {
      this.problems.addRefusedRule();
      sheet.insertRule(REFUSED_RULE, at);
    }
  }

  private markAdoptersOf(id: number): void {
    for (const [key, ids] of this.adoptions) if (ids.includes(id)) this.stale.add(key);
  }
}

/** Replaces the text and every rule. Empty text in place of none changes nothing to a browser: it keeps edited rules. */
function setSheetText(element: StyleElement, text: string): void {
  element.textContent = text;
  const sheet = text === '' ? element.sheet : null;
  while (sheet !== null && sheet.cssRules.length > 0) sheet.deleteRule(sheet.cssRules.length - 1);
}

/** `style` of SVG has a sheet as well. */
function isStyleElement(node: Node): node is StyleElement {
  return isHtml(node, 'style') || ('localName' in node && node.localName === 'style');
}
