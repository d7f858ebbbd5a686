// For tests: pages and frames written shortly, and what stands on the stage as text.

import type { FrameDto, OverlayDto, StageLiveDto, StageNodeDto, StageOpDto, StageSheetDto } from '../../ipc/generated/bindings';
import { DocumentMirror } from '../documentMirror';

export interface PageNode {
  readonly dto: StageNodeDto;
  readonly below: readonly PageNode[];
}

interface Extra {
  readonly live?: StageLiveDto;
  readonly sheet?: StageSheetDto;
  readonly c?: boolean;
  readonly t?: StageNodeDto['t'];
}

export function el(k: number, n: string, attributes: Record<string, string> = {}, below: PageNode[] = [], extra: Extra = {}): PageNode {
  return { dto: { k, t: 'html', n, a: Object.entries(attributes).flat(), ...extra }, below };
}

export function text(k: number, v: string): PageNode {
  return { dto: { k, t: 'text', v }, below: [] };
}

export function root(k: number, t: 'document' | 'quirksDocument' | 'shadowRoot', below: PageNode[], live?: StageLiveDto): PageNode {
  return { dto: { k, t, live }, below };
}

/** As on the wire: parents first. */
export function wire(node: PageNode, parent?: number): StageNodeDto[] {
  return [{ ...node.dto, p: parent }, ...node.below.flatMap((child) => wire(child, node.dto.k))];
}

export function insert(parent: number | null, before: number | null, node: PageNode): StageOpDto {
  return { op: 'insert', parent, before, nodes: wire(node) };
}

/** `html` is 2, `body` 3; the rest goes into the body. */
export function page(...below: PageNode[]): StageOpDto {
  return insert(null, null, root(1, 'document', [el(2, 'html', {}, [el(3, 'body', {}, below)])]));
}

const NOTHING: OverlayDto = { pointer: null, trail: [], presses: [], pressed: null };

export function frame(sequence: number, kind: 'full' | 'patch', ops: StageOpDto[], more: Partial<FrameDto> = {}): FrameDto {
  return {
    version: 2,
    session: 1,
    sequence,
    generation: 1,
    at: 0,
    tab: 0,
    followed: 0,
    epoch: 0,
    blank: null,
    body: { kind, ops },
    viewport: [800, 600],
    href: 'https://shop.example/',
    title: null,
    overlay: NOTHING,
    player: {
      playing: false,
      speed: 1,
      skipIdle: false,
      idleThreshold: 0,
      skipping: null,
      loopRange: null,
      pinned: null,
      atEnd: false,
    },
    cost: { segmentsRead: 0, recordsApplied: 0, ops: ops.length, nodes: 0, engineUs: 0 },
    ...more,
  };
}

export class TestStage {
  readonly iframe = document.createElement('iframe');
  readonly mirror: DocumentMirror;
  private sequence = 0;

  constructor() {
    this.iframe.setAttribute('sandbox', 'allow-same-origin');
    document.body.append(this.iframe);
    this.mirror = new DocumentMirror(this.iframe);
  }

  full(...ops: StageOpDto[]): this {
    this.mirror.apply(frame((this.sequence += 1), 'full', ops));
    return this;
  }

  patch(...ops: StageOpDto[]): this {
    this.mirror.apply(frame((this.sequence += 1), 'patch', ops));
    return this;
  }

  over(overlay: Partial<OverlayDto>, ...ops: StageOpDto[]): this {
    this.mirror.apply(frame((this.sequence += 1), 'patch', ops, { overlay: { ...NOTHING, ...overlay } }));
    return this;
  }

  get document(): Document {
    const { contentDocument } = this.iframe;
    if (contentDocument === null) throw new Error('no document');
    return contentDocument;
  }

  /** The only element that a selector finds. */
  find<E extends Element = HTMLElement>(selector: string): E {
    const found = this.document.querySelectorAll<E>(selector);
    if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} × ${selector}`);
    return found[0];
  }

  get problems(): string | null {
    return this.mirror.problems.first;
  }

  /** Below the body: `key name attribute=value [marks] “text”`, a line for each node. */
  get tree(): string {
    const { nodes } = this.mirror.readBack();
    const depths = new Map<number, number>([[3, -1]]);
    const lines: string[] = [];
    for (const node of nodes) {
      const above = node.parent === null ? undefined : depths.get(node.parent);
      if (above === undefined) continue;
      depths.set(node.key, above + 1);
      const attributes = (node.attributes ?? []).map(([name, value]) => ` ${name}=${value}`).join('');
      const marks = node.marks === undefined ? '' : ` [${node.marks.join(' ')}]`;
      const own = node.text === undefined ? '' : ` “${node.text}”`;
      lines.push(`${'  '.repeat(above + 1)}${node.key} ${node.name}${attributes}${marks}${own}${node.held === true ? ' held' : ''}`);
    }
    return lines.join('\n');
  }

  remove(): void {
    this.iframe.remove();
  }
}
