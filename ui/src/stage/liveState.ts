// What a page holds beside its nodes and attributes, spread over the parts that know how to show it.

import type { StageLiveDto } from '../ipc/generated/bindings';
import { Attributes } from './attributes';
import { BlockedState } from './blockedState';
import { Canvases } from './canvas';
import { Dialogs } from './dialogs';
import { FormState } from './formState';
import { Images } from './images';
import { MediaState } from './mediaState';
import type { NodeTable } from './nodeTable';
import { OwnStyles } from './ownStyles';
import type { Problems } from './problems';
import { ScrollState } from './scrollState';
import type { Sheets } from './sheets';
import type { TextCache } from './textCache';

export class LiveState {
  readonly attributes = new Attributes();
  private readonly dialogs: Dialogs;
  readonly canvases: Canvases;
  readonly scroll: ScrollState;
  readonly media: MediaState;
  readonly forms: FormState;
  private readonly images: Images;
  private readonly blocked: BlockedState;
  private readonly styles: OwnStyles;
  private readonly missingAssets = new Map<number, string>();
  /** Sent in this frame; applied when all nodes of it stand. */
  private readonly waiting = new Map<number, StageLiveDto>();

  constructor(
    private readonly nodes: NodeTable,
    private readonly sheets: Sheets,
    text: TextCache,
    private readonly problems: Problems,
  ) {
    this.dialogs = new Dialogs(this.attributes, problems);
    this.styles = new OwnStyles(this.attributes);
    this.canvases = new Canvases(text, this.styles, problems);
    this.scroll = new ScrollState(nodes);
    this.media = new MediaState(problems);
    this.forms = new FormState(text);
    this.images = new Images(this.attributes, text);
    this.blocked = new BlockedState(this.styles);
  }

  /** Recorded addresses of assets that are not in the recording, by the node that should show them. */
  get missing(): ReadonlyMap<number, string> {
    return this.missingAssets;
  }

  /** Called for every field, dialog and canvas, before it gets its attributes. */
  adoptBare(key: number, element: Element): void {
    this.dialogs.adopt(key, element);
    this.forms.adopt(key, element);
  }

  /** Called for them when they have their attributes. */
  adopt(key: number, element: Element): void {
    this.canvases.adopt(key, element);
  }

  /** Replaces the whole live state of a node. */
  set(key: number, live: StageLiveDto): void {
    this.waiting.set(key, live);
  }

  /** Brings the page to what was sent. Reads no layout. */
  settle(): void {
    for (const [key, live] of this.waiting) {
      this.problems.attempt(
        () => `live state of ${key}`,
        () => this.spread(key, live),
      );
    }
    this.waiting.clear();
    const step = (what: string, act: () => void): void => this.problems.attempt(() => what, act);
    this.sheets.settleAdopted();
    step('form fields', () => this.forms.settle());
    step('canvases', () => this.canvases.settle());
    step('styles', () => this.styles.settle());
    this.dialogs.settle();
  }

  forget(key: number, node: Node): void {
    this.waiting.delete(key);
    this.missingAssets.delete(key);
    this.dialogs.forget(key);
    this.canvases.forget(key);
    this.scroll.forget(key);
    this.media.forget(key);
    this.forms.forget(key, node);
    this.images.forget(key);
    this.blocked.forget(key);
    this.styles.forget(key);
  }

  clear(): void {
    this.waiting.clear();
    this.missingAssets.clear();
    this.dialogs.clear();
    this.canvases.clear();
    this.scroll.clear();
    this.media.clear();
    this.forms.clear();
    this.images.clear();
    this.blocked.clear();
    this.styles.clear();
  }

  private spread(key: number, live: StageLiveDto): void {
    const node = this.nodes.node(key);
    if (node === undefined) {
      this.problems.add(`live state for ${key}, which is not on the stage`);
      return;
    }
    if (live.missing === undefined) this.missingAssets.delete(key);
    else this.missingAssets.set(key, live.missing);
    this.sheets.adopt(key, live.adopted);
    this.forms.set(key, node, live);
    this.dialogs.set(key, live.dialog);
    this.images.set(key, node, live.picture);
    this.canvases.set(key, live.picture, live.canvas);
    this.media.set(key, node, live.media);
    this.blocked.set(key, node, live.blockedSize);
    this.scroll.set(key, live.scroll);
  }
}
