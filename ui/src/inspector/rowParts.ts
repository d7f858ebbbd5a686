import type { ElementRowDto } from '../ipc/generated/bindings';

export type Tone = 'tag' | 'attribute' | 'value' | 'comment' | 'text' | 'quiet';

export interface Part {
  readonly tone: Tone;
  readonly text: string;
}

/** A row of the tree as it is written, piece by piece with its colour. */
export function rowParts(row: ElementRowDto): Part[] {
  switch (row.kind) {
    case 'element':
      return elementParts(row);
    case 'text':
      return [part('text', `"${row.name}"`)];
    case 'comment':
      return [part('comment', `<!-- ${row.name} -->`)];
    case 'doctype':
      return [part('quiet', `<!doctype ${row.name}>`)];
    case 'document':
    case 'frameDocument':
    case 'shadowRoot':
      return [part('quiet', row.name)];
  }
}

/** As many characters as a row has, for the width of the tree. */
export function rowLength(row: ElementRowDto): number {
  const written = rowParts(row).reduce((length, { text }) => length + text.length, 0);
  return written + (row.live === null ? 0 : row.live.length + 2);
}

function elementParts(row: ElementRowDto): Part[] {
  const parts = [part('tag', `<${row.name}`)];
  for (const [name, value] of row.attributes) {
    parts.push(part('attribute', ` ${name}`));
    if (value !== '') parts.push(part('quiet', '="'), part('value', value), part('quiet', '"'));
  }
  parts.push(part('tag', '>'));
  if (row.inlineText !== null) parts.push(part('text', row.inlineText));
  else if (row.children > 0 && !row.expanded) parts.push(part('quiet', '…'));
  if (row.inlineText !== null || (row.children > 0 && !row.expanded)) parts.push(part('tag', `</${row.name}>`));
  return parts;
}

function part(tone: Tone, text: string): Part {
  return { tone, text };
}
