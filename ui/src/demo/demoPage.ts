import type { StageLiveDto, StageNodeDto, StageOpDto } from '../ipc/generated/bindings';

/** What of the made-up shop changes with time. */
export interface ShopState {
  cart: string[];
  typed: string;
  failed: boolean;
}

interface Tree {
  key: number;
  tag: string;
  attributes?: Record<string, string>;
  text?: string;
  live?: StageLiveDto;
  children?: Tree[];
}

const STYLE = `
  body { margin: 0; font: 16px/1.5 Georgia, serif; color: #2b2118; background: #fdf8ef; }
  header { display: flex; align-items: baseline; gap: 24px; padding: 20px 40px; background: #7a2e1d; color: #fff3e0; }
  header h1 { flex: 1; margin: 0; font-size: 28px; }
  .cart { padding: 4px 14px; border-radius: 14px; background: #f2b544; color: #2b2118; }
  main { display: grid; grid-template-columns: 2fr 1fr; gap: 32px; padding: 32px 40px; }
  .goods { display: grid; grid-template-columns: repeat(3, 1fr); gap: 16px; margin: 0; padding: 0; list-style: none; }
  .goods li { padding: 16px; border: 1px solid #e2d3ba; background: #fffdf8; }
  .goods b { display: block; height: 90px; margin-bottom: 10px; background: linear-gradient(135deg, #d9b48f, #7a2e1d); }
  button { padding: 8px 14px; border: 0; background: #2f6b4f; color: white; font: inherit; }
  .basket { padding: 20px; background: #f3e7d2; }
  .problem { padding: 10px; background: #b3261e; color: white; }
  input { width: 100%; box-sizing: border-box; padding: 8px; border: 1px solid #b79f78; font: inherit; }
`;

const GOODS = ['Copper kettle', 'Walnut board', 'Linen apron', 'Stone mortar', 'Honey jar', 'Beech spoon'];

function el(key: number, tag: string, attributes: Record<string, string>, ...children: Tree[]): Tree {
  return { key, tag, attributes, children };
}

function text(key: number, value: string): Tree {
  return { key, tag: '#text', text: value };
}

function goods(): Tree[] {
  return GOODS.map((name, index) => {
    const key = 100 + index * 10;
    return el(
      key,
      'li',
      { 'data-sku': `K-${index + 1}` },
      el(key + 1, 'b', {}),
      el(key + 2, 'span', {}, text(key + 3, name)),
      el(key + 4, 'p', { class: 'price' }, text(key + 5, `${12 + index * 7} €`)),
      el(key + 6, 'button', { type: 'button' }, text(key + 7, 'Add to cart')),
    );
  });
}

function cartLine(name: string, index: number): Tree {
  const key = 300 + index * 10;
  return el(key, 'li', { class: 'line' }, text(key + 1, name));
}

function problem(): Tree {
  return el(290, 'p', { class: 'problem', role: 'alert' }, text(291, 'The discount could not be applied'));
}

/** The whole page as one tree below the document. */
export function pageOf(state: ShopState): Tree {
  return el(
    3,
    'html',
    { lang: 'en' },
    el(4, 'head', {}, el(5, 'title', {}, text(6, 'Kitchen shop'))),
    el(
      10,
      'body',
      {},
      el(
        11,
        'header',
        {},
        el(12, 'h1', {}, text(13, 'Kitchen shop')),
        el(14, 'span', { class: 'cart', id: 'cart-count' }, text(15, `Cart: ${state.cart.length}`)),
      ),
      el(
        20,
        'main',
        {},
        el(21, 'ul', { class: 'goods' }, ...goods()),
        el(
          30,
          'section',
          { class: 'basket', 'aria-label': 'Your basket' },
          el(31, 'h2', {}, text(32, 'Your basket')),
          el(33, 'ul', { id: 'basket-lines' }, ...state.cart.map(cartLine)),
          el(34, 'label', { for: 'code' }, text(35, 'Discount code')),
          { ...el(36, 'input', { id: 'code', name: 'code', type: 'text' }), live: { value: state.typed } },
          ...(state.failed ? [problem()] : []),
          el(40, 'button', { type: 'submit' }, text(41, 'Go to checkout')),
        ),
      ),
    ),
  );
}

function flatten(tree: Tree, parent: number | undefined, into: StageNodeDto[]): void {
  if (tree.tag === '#text') {
    into.push({ k: tree.key, p: parent, t: 'text', v: tree.text ?? '' });
    return;
  }
  const a = Object.entries(tree.attributes ?? {}).flat();
  into.push({ k: tree.key, p: parent, t: 'html', n: tree.tag, ...(a.length > 0 ? { a } : {}), live: tree.live });
  if (tree.key === 4) into.push({ k: 7, p: 4, t: 'html', n: 'style', sheet: { kind: 'text', text: STYLE } });
  for (const child of tree.children ?? []) flatten(child, tree.key, into);
}

export function fullOps(state: ShopState): StageOpDto[] {
  const nodes: StageNodeDto[] = [
    { k: 1, t: 'document' },
    { k: 2, p: 1, t: 'doctype', n: 'html' },
  ];
  flatten(pageOf(state), 1, nodes);
  return [{ op: 'insert', parent: null, before: null, nodes }];
}

/** What leads from one state to another. */
export function patchOps(from: ShopState, to: ShopState): StageOpDto[] {
  const ops: StageOpDto[] = [];
  if (from.cart.length !== to.cart.length) ops.push({ op: 'setText', key: 15, text: `Cart: ${to.cart.length}` });
  for (let index = to.cart.length; index < from.cart.length; index += 1) ops.push({ op: 'remove', key: 300 + index * 10 });
  to.cart.slice(from.cart.length).forEach((name, added) => {
    const nodes: StageNodeDto[] = [];
    flatten(cartLine(name, from.cart.length + added), undefined, nodes);
    ops.push({ op: 'insert', parent: 33, before: null, nodes });
  });
  if (from.typed !== to.typed) ops.push({ op: 'setLive', key: 36, live: { value: to.typed } });
  if (from.failed && !to.failed) ops.push({ op: 'remove', key: 290 });
  if (!from.failed && to.failed) {
    const nodes: StageNodeDto[] = [];
    flatten(problem(), undefined, nodes);
    ops.push({ op: 'insert', parent: 30, before: 40, nodes });
  }
  return ops;
}

export type { Tree };
