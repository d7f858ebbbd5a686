import type { ElementDetailsDto, ElementRowDto, ElementRowsDto, ElementRowsRequestDto } from '../ipc/generated/bindings';
import type { Tree } from './demoPage';

interface Place {
  node: Tree;
  depth: number;
  parents: Tree[];
}

function places(root: Tree): Map<number, Place> {
  const found = new Map<number, Place>();
  const visit = (node: Tree, parents: Tree[]): void => {
    found.set(node.key, { node, depth: parents.length, parents });
    for (const child of node.children ?? []) visit(child, [...parents, node]);
  };
  visit(root, []);
  return found;
}

function rowOf({ node, depth }: Place, isExpanded: boolean): ElementRowDto {
  const isText = node.tag === '#text';
  const children = node.children ?? [];
  const [only] = children;
  const inline = children.length === 1 && only?.tag === '#text' ? (only.text ?? null) : null;
  const live = node.live?.value;
  return {
    key: node.key,
    depth,
    kind: isText ? 'text' : 'element',
    name: isText ? (node.text ?? '') : node.tag,
    attributes: Object.entries(node.attributes ?? {}),
    live: typeof live === 'string' && live !== '' ? `value: ${live}` : null,
    children: inline === null ? children.length : 0,
    expanded: isExpanded,
    inlineText: inline,
    withheld: null,
  };
}

export function elementRows(root: Tree, at: number, request: ElementRowsRequestDto): ElementRowsDto {
  const all = places(root);
  const expanded = new Set(request.expanded);
  const revealed = request.reveal === null ? undefined : all.get(request.reveal);
  for (const parent of revealed?.parents ?? []) expanded.add(parent.key);
  const rows: ElementRowDto[] = [];
  const visit = (node: Tree): void => {
    const place = all.get(node.key);
    if (!place) return;
    const row = rowOf(place, expanded.has(node.key));
    rows.push(row);
    if (row.expanded && row.inlineText === null) node.children?.forEach(visit);
  };
  visit(root);
  const index = rows.findIndex((row) => row.key === request.reveal);
  let first = Math.min(request.first, Math.max(0, rows.length - 1));
  if (index >= 0 && (index < first || index >= first + request.count)) first = Math.max(0, index - Math.floor(request.count / 2));
  return {
    at,
    epoch: 0,
    total: rows.length,
    first,
    rows: rows.slice(first, first + request.count),
    revealed: index < 0 ? null : index,
  };
}

export function elementDetails(root: Tree, key: number): ElementDetailsDto | null {
  const place = places(root).get(key);
  if (!place) return null;
  const { node, parents } = place;
  const label = (tree: Tree): string => {
    const { id, class: classes } = tree.attributes ?? {};
    return `${tree.tag}${id ? `#${id}` : ''}${classes ? `.${classes.split(' ').join('.')}` : ''}`;
  };
  const path = [...parents, node];
  return {
    key,
    sourceId: key,
    kind: node.tag === '#text' ? 'text' : 'element',
    name: node.tag,
    path: path.map((tree) => ({ key: tree.key, label: label(tree) })),
    selector: path.map(label).join(' > '),
    xpath: `/${path.map((tree) => tree.tag).join('/')}`,
    attributes: Object.entries(node.attributes ?? {}),
    live: typeof node.live?.value === 'string' ? [['value', node.live.value]] : [],
    text: textOf(node),
    outerHtml: htmlOf(node),
    withheld: null,
  };
}

function textOf(node: Tree): string {
  return node.text ?? (node.children ?? []).map(textOf).join(' ');
}

function htmlOf(node: Tree): string {
  if (node.tag === '#text') return node.text ?? '';
  const attributes = Object.entries(node.attributes ?? {}).map(([name, value]) => ` ${name}="${value}"`);
  return `<${node.tag}${attributes.join('')}>${(node.children ?? []).map(htmlOf).join('')}</${node.tag}>`;
}
