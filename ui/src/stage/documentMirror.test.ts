import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DocumentMirror } from './documentMirror';
import { el, frame, insert, page, root, TestStage, text } from './testing/page';

let stage: TestStage;

beforeEach(() => {
  stage = new TestStage();
});

afterEach(() => stage.remove());

describe('nodes', () => {
  it('stand as they were sent, every one known by its key', () => {
    stage.full(page(el(4, 'p', { class: 'a' }, [text(5, 'one'), el(6, 'b', {}, [text(7, 'two')])])));
    expect(stage.tree).toBe('4 p class=a\n  5 #text “one”\n  6 b\n    7 #text “two”');
    expect(stage.mirror.readBack().strangers).toEqual([]);
    expect(stage.problems).toBeNull();
  });

  it('are inserted before a sibling, moved and removed', () => {
    stage.full(page(el(4, 'a'), el(5, 'b'), el(6, 'i', {}, [text(7, 'x')])));
    stage.patch(insert(3, 5, el(8, 'u')));
    expect(stage.tree).toBe('4 a\n8 u\n5 b\n6 i\n  7 #text “x”');
    stage.patch({ op: 'move', key: 6, parent: 4, before: null }, { op: 'remove', key: 8 });
    expect(stage.tree).toBe('4 a\n  6 i\n    7 #text “x”\n5 b');
    expect(stage.mirror.nodeCount).toBe(7);
  });

  it('change their text and attributes', () => {
    stage.full(page(el(4, 'p', { id: 'p', title: 'old' }, [text(5, 'old')])));
    stage.patch(
      { op: 'setText', key: 5, text: 'new' },
      { op: 'setAttribute', key: 4, name: 'title', value: 'new' },
      { op: 'removeAttribute', key: 4, name: 'id' },
    );
    expect(stage.tree).toBe('4 p title=new\n  5 #text “new”');
  });

  it('keep their place when the stage must not hold them', () => {
    stage.full(page(el(4, 'ph-script', { src: 'x.js' }, [text(5, 'alert(1)')])));
    expect(stage.tree).toBe('4 ph-script src=x.js [ph-inert]\n  5 #text “alert(1)”');
  });

  it('of SVG have their namespaces', () => {
    const use = el(5, 'use', { 'xlink:href': '#a' }, [], { t: 'svg' });
    stage.full(page(el(4, 'svg', { viewBox: '0 0 1 1' }, [use], { t: 'svg' })));
    const found = stage.find<SVGElement>('use');
    expect(found.namespaceURI).toBe('http://www.w3.org/2000/svg');
    expect(found.getAttributeNS('http://www.w3.org/1999/xlink', 'href')).toBe('#a');
  });

  it('stand in shadow roots and in frames', () => {
    const shadow = root(5, 'shadowRoot', [el(6, 'b'), el(7, 'slot')]);
    const inner = root(10, 'document', [el(11, 'html', {}, [el(12, 'body', {}, [text(13, 'inside')])])]);
    stage.full(page(el(4, 'div', {}, [shadow, text(8, 'slotted')]), el(9, 'iframe', {}, [inner])));
    expect(stage.tree).toBe(
      [
        '4 div',
        '  5 #shadow-root',
        '    6 b',
        '    7 slot',
        '  8 #text “slotted”',
        '9 iframe',
        '  10 #document',
        '    11 html',
        '      12 body',
        '        13 #text “inside”',
      ].join('\n'),
    );
  });

  it('of a frame that moves are forgotten, and built again when they are sent again', () => {
    const inner = root(5, 'document', [el(6, 'html', {}, [el(7, 'body')])]);
    stage.full(page(el(4, 'iframe', {}, [inner]), el(8, 'div')));
    stage.patch({ op: 'move', key: 4, parent: 8, before: null });
    expect(stage.tree).toBe('8 div\n  4 iframe');
    stage.patch(insert(4, null, inner));
    expect(stage.tree).toBe('8 div\n  4 iframe\n    5 #document\n      6 html\n        7 body');
  });
});

describe('a bad operation', () => {
  it('is reported and leaves the rest alone', () => {
    stage.full(page(el(4, 'p')));
    stage.patch(
      { op: 'remove', key: 99 },
      { op: 'setText', key: 4, text: 'no' },
      { op: 'setAttribute', key: 4, name: 'class', value: 'yes' },
    );
    expect(stage.tree).toBe('4 p class=yes');
    expect(stage.mirror.problems).toEqual({ count: 2, first: 'remove 99: 99 is not on the stage', refusedRules: 0 });
  });

  it('may be an attribute with a name that only a parser accepts', () => {
    stage.full(page(el(4, 'p', { '<': '1', class: 'a' })));
    expect(stage.tree).toBe('4 p class=a');
    expect(stage.problems).toMatch(/^attribute < of 4/);
  });

  it('may be an element with such a name: its children keep a parent', () => {
    stage.full(page(el(4, 'a"b', {}, [text(5, 'x')])));
    expect(stage.tree).toBe('4 ph-element\n  5 #text “x”');
    expect(stage.problems).toMatch(/^element “a"b” 4/);
  });

  it('may try to give a frame an address', () => {
    stage.full(page(el(4, 'iframe', { src: 'https://other.example/' })));
    expect(stage.tree).toBe('4 iframe');
    expect(stage.problems).toBe('attribute src of 4: Error: not on a frame');
  });
});

describe('a frame', () => {
  it('is applied once', () => {
    const first = frame(1, 'full', [page()]);
    expect(stage.mirror.apply(first)).toBe('applied');
    expect(stage.mirror.apply(first)).toBe('standing');
  });

  it('that patches what is not on the stage changes nothing', () => {
    stage.full(page(text(4, 'old')));
    const later = frame(3, 'patch', [{ op: 'setText', key: 4, text: 'new' }]);
    expect(stage.mirror.apply(later)).toBe('baseMissing');
    expect(stage.mirror.apply(frame(2, 'patch', [], { session: 2 }))).toBe('baseMissing');
    expect(stage.tree).toBe('4 #text “old”');
  });

  it('brings long texts once for the whole session', () => {
    stage.mirror.apply(frame(1, 'full', [page(text(4, ''))], { resources: { h1: 'long' } }));
    stage.mirror.apply(frame(2, 'patch', [{ op: 'setText', key: 4, text: { r: 'h1' } }]));
    expect(stage.tree).toBe('4 #text “long”');
    stage.mirror.apply(frame(3, 'patch', [{ op: 'setText', key: 4, text: { r: 'h2' } }]));
    expect(stage.problems).toBe('text h2 was never sent');
  });

  it('without a document empties the stage', () => {
    stage.full(page(text(4, 'old'))).full();
    expect(stage.document.childNodes).toHaveLength(0);
    expect(stage.mirror.readBack().nodes).toEqual([]);
  });

  it('may bring another page in a patch', () => {
    stage.full(page(text(4, 'old')));
    stage.patch({ op: 'remove', key: 1 }, insert(null, null, root(9, 'document', [el(2, 'html', {}, [el(3, 'body', {}, [text(4, 'new')])])])));
    expect(stage.tree).toBe('4 #text “new”');
    expect([stage.mirror.nodeCount, stage.problems]).toEqual([4, null]);
  });

  it('that is full leaves nothing of what stood before', () => {
    stage.full(page(el(4, 'x-thing', {}, [], { c: true })));
    expect(stage.find('x-thing').matches(':defined')).toBe(true);
    stage.full(page(el(4, 'x-thing')));
    expect(stage.find('x-thing').matches(':defined')).toBe(false);
  });

  it('refuses to stand in a frame that could run scripts', () => {
    const open = document.createElement('iframe');
    expect(() => new DocumentMirror(open)).toThrow('not sandboxed');
    open.setAttribute('sandbox', 'allow-same-origin allow-scripts');
    expect(() => new DocumentMirror(open)).toThrow('not sandboxed');
  });
});

describe('hover, focus and press', () => {
  const pointer = (target: number | null) => ({ at: 0, x: 1, y: 1, target, kind: 'mouse' as const });

  it('mark the node and everything around it, out of shadow roots', () => {
    stage.full(page(el(4, 'div', {}, [root(5, 'shadowRoot', [el(6, 'button', {}, [text(7, 'x')])])]), el(8, 'p')));
    stage.over({ pointer: pointer(7), pressed: 7 });
    expect(stage.tree).toBe(
      [
        '4 div [ph-hover ph-active]',
        '  5 #shadow-root',
        '    6 button [ph-hover ph-active]',
        '      7 #text “x”',
        '8 p',
      ].join('\n'),
    );
    stage.over({ pointer: pointer(8) });
    expect(stage.tree).toBe('4 div\n  5 #shadow-root\n    6 button\n      7 #text “x”\n8 p [ph-hover]');
  });

  it('mark what the address points to', () => {
    const shown = frame(1, 'full', [page(el(4, 'p', { id: 'a b' }), el(5, 'p'))], { href: 'https://shop.example/#a%20b' });
    stage.mirror.apply(shown);
    expect(stage.tree).toBe('4 p id=a b [ph-target]\n5 p');
    stage.mirror.apply(frame(2, 'patch', []));
    expect(stage.tree).toBe('4 p id=a b\n5 p');
  });

  it('show focus on a field without focusing it', () => {
    stage.full(page(el(4, 'form', {}, [el(5, 'input'), el(6, 'button')])));
    stage.patch({ op: 'focus', key: 5 });
    expect(stage.tree).toBe(
      '4 form [ph-focus-within]\n  5 input [ph-focus ph-focus-visible ph-focus-within]\n  6 button',
    );
    expect(document.activeElement).toBe(document.body);
    stage.patch({ op: 'focus', key: 6 });
    expect(stage.tree).toBe('4 form [ph-focus-within]\n  5 input\n  6 button [ph-focus ph-focus-within]');
    stage.patch({ op: 'focus', key: null });
    expect(stage.tree).toBe('4 form\n  5 input\n  6 button');
  });
});
