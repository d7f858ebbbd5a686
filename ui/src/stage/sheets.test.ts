import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StageSheetDto } from '../ipc/generated/bindings';
import { el, page, TestStage, text } from './testing/page';

let stage: TestStage;

beforeEach(() => {
  stage = new TestStage();
});

afterEach(() => stage.remove());

const css = (text: string): StageSheetDto => ({ kind: 'text', text });
const rules = (...texts: string[]): StageSheetDto => ({ kind: 'rules', rules: texts });

/** Selectors of the only `style`; a rule that stands for a refused one is a dash. */
function selectors(): string[] {
  const sheet = stage.find<HTMLStyleElement>('style').sheet;
  return [...(sheet?.cssRules ?? [])].map((rule) => ('selectorText' in rule ? String(rule.selectorText) : '–'));
}

describe('the sheet of a style element', () => {
  it('is its text, and its text children are known but not inserted', () => {
    stage.full(page(el(4, 'style', {}, [text(5, 'p {}'), text(6, 'q {}')], { sheet: css('a { color: red; }') })));
    expect(selectors()).toEqual(['a']);
    expect(stage.tree).toBe('4 style\n  5 #text “p {}” held\n  6 #text “q {}” held');
    stage.patch({ op: 'remove', key: 5 }, { op: 'setText', key: 6, text: 'i {}' });
    expect(stage.tree).toBe('4 style\n  6 #text “i {}” held');
  });

  it('is made of rules, where a refused one keeps its place', () => {
    stage.full(page(el(4, 'style', {}, [], { sheet: rules('a {}', '@what', 'b {}') })));
    expect(selectors()).toEqual(['a', '–', 'b']);
    expect(stage.mirror.problems).toEqual({ count: 0, first: null, refusedRules: 1 });
  });

  it('changes by places', () => {
    stage.full(page(el(4, 'style', {}, [], { sheet: rules('a {}', '@what', 'b {}', 'i {}') })));
    const splice = { op: 'spliceRules', key: 4, constructed: null } as const;
    stage.patch({ ...splice, at: 2, removed: 1, inserted: ['u {}', 'p {}'] });
    expect(selectors()).toEqual(['a', '–', 'u', 'p', 'i']);
    stage.patch({ ...splice, at: 4, removed: 3, inserted: [] });
    expect(selectors()).toEqual(['a', '–', 'u', 'p']);
    expect(stage.problems).toBe('rules 4 to 7 of a sheet with 5');
  });

  it('can be edited when it came as text', () => {
    stage.full(page(el(4, 'style', {}, [], { sheet: css('a {} b {}') })));
    stage.patch({ op: 'spliceRules', key: 4, constructed: null, at: 1, removed: 0, inserted: ['i {}'] });
    expect(selectors()).toEqual(['a', 'i', 'b']);
  });

  it('comes back when the element moves', () => {
    stage.full(page(el(4, 'style', {}, [], { sheet: rules('a {}') }), el(5, 'div')));
    stage.patch({ op: 'move', key: 4, parent: 5, before: null });
    expect(selectors()).toEqual(['a']);
  });

  it('gives way to the text children when it is taken away', () => {
    stage.full(page(el(4, 'style', {}, [text(5, 'b {}')], { sheet: rules('a {}') })));
    stage.patch({ op: 'setSheet', key: 4, sheet: null });
    expect(stage.tree).toBe('4 style\n  5 #text “b {}”');
    stage.patch({ op: 'setSheet', key: 4, sheet: css('i {}') });
    expect(stage.tree).toBe('4 style\n  5 #text “b {}” held');
  });
});
