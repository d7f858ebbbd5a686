// Drawing canvases again: from a recorded picture, or from the log of commands since the last full clear.

import type { CanvasDto, TextDto } from '../ipc/generated/bindings';
import { loadImage } from './canvasArguments';
import { prepareSteps, runSteps, type Command, type Step } from './canvasCommands';
import { isHtml } from './kinds';
import type { OwnStyles } from './ownStyles';
import type { Problems } from './problems';
import { sameText, type TextCache } from './textCache';

interface Wanted {
  readonly picture: TextDto | undefined;
  readonly commands: readonly Command[];
}

interface Painter {
  readonly key: number;
  readonly element: HTMLCanvasElement;
  /** Ours, in our document: what is drawn. Made with the first command. */
  context: CanvasRenderingContext2D | null;
  wanted: Wanted;
  /** What stands in the context; null: nothing, or cleared since. */
  drawn: Wanted | null;
  busy: boolean;
  /** Address of what the page shows, and of what it showed before. */
  shown: string | null;
  behind: string | null;
}

const NOTHING: Wanted = { picture: undefined, commands: [] };

/**
 * In a frame without scripts a canvas is no canvas: browsers lay it out as its fallback content (WebKitGTK 2.50,
 * Chromium 156). So it is drawn in our document and shown in the frame as a picture: empty content of its size makes
 * it a replaced element again, and its pixels are a background of that.
 *
 * A canvas is drawn by one job at a time. State that arrives meanwhile waits and is drawn next, so that pictures that
 * take long to decode neither overtake each other nor starve.
 */
export class Canvases {
  private readonly painters = new Map<number, Painter>();

  constructor(
    private readonly text: TextCache,
    private readonly styles: OwnStyles,
    private readonly problems: Problems,
  ) {}

  /** Called for every element that may be a canvas, when it has its attributes. */
  adopt(key: number, element: Element): void {
    if (!isHtml(element, 'canvas')) return;
    const painter: Painter = {
      key,
      element,
      context: null,
      wanted: NOTHING,
      drawn: NOTHING,
      busy: false,
      shown: null,
      behind: null,
    };
    this.painters.set(key, painter);
    this.show(painter, null);
  }

  set(key: number, picture: TextDto | undefined, canvas: CanvasDto | undefined): void {
    const painter = this.painters.get(key);
    if (painter === undefined) return;
    const commands = canvas?.commands ?? [];
    painter.wanted = picture === undefined && commands.length === 0 ? NOTHING : { picture, commands };
  }

  /** Setting its width or height clears a canvas, even to what it was. */
  invalidate(key: number): void {
    const painter = this.painters.get(key);
    if (painter === undefined) return;
    painter.drawn = null;
    this.show(painter, null);
  }

  settle(): void {
    for (const painter of this.painters.values()) {
      if (painter.drawn !== painter.wanted && !painter.busy) this.paint(painter);
    }
  }

  get busy(): boolean {
    for (const painter of this.painters.values()) if (painter.busy) return true;
    return false;
  }

  forget(key: number): void {
    const painter = this.painters.get(key);
    if (painter === undefined) return;
    this.painters.delete(key);
    for (const address of [painter.shown, painter.behind]) if (address !== null) URL.revokeObjectURL(address);
  }

  clear(): void {
    for (const key of [...this.painters.keys()]) this.forget(key);
  }

  private paint(painter: Painter): void {
    painter.busy = true;
    void this.paintAll(painter).then(
      () => {
        painter.busy = false;
      },
      (error: unknown) => {
        painter.busy = false;
        this.fail('drawing', error);
      },
    );
  }

  /** Until what stands is what is wanted. Without pictures to decode, everything is drawn before this returns. */
  private async paintAll(painter: Painter): Promise<void> {
    while (this.painters.get(painter.key) === painter && painter.drawn !== painter.wanted) {
      const { wanted } = painter;
      if (wanted === NOTHING) {
        painter.context = null;
        painter.drawn = NOTHING;
        this.show(painter, null);
        this.styles.settleOne(painter.key);
        return;
      }
      const done = prefixLength(painter.drawn, wanted);
      const work = this.prepare(done === null ? wanted.picture : undefined, wanted.commands.slice(done ?? 0));
      const steps = work instanceof Promise ? await work : work;
      // A canvas that was cleared meanwhile lost what the first commands had drawn.
      if (done !== null && painter.drawn === null) continue;
      this.draw(painter, done === null, steps);
      painter.drawn = wanted;
      await this.publish(painter);
    }
  }

  private prepare(picture: TextDto | undefined, commands: readonly Command[]): Step[] | Promise<Step[]> {
    const failed = (property: string, error: unknown): void => this.fail(property, error);
    const readable = commands.map(([property, json, assign]) => ({ property, json: this.text.resolve(json), assign }));
    const steps = prepareSteps(readable, failed);
    if (picture === undefined) return steps;
    return loadImage(this.text.resolve(picture)).then(
      async (image) => [{ property: 'drawImage', values: [image, 0, 0], assign: false }, ...(await steps)],
      (error: unknown) => {
        this.fail('picture', error);
        return steps;
      },
    );
  }

  private draw(painter: Painter, fromScratch: boolean, steps: readonly Step[]): void {
    const isNew = painter.context === null;
    painter.context ??= document.createElement('canvas').getContext('2d');
    const { context, element } = painter;
    if (context === null) throw new Error('no 2D context');
    if (fromScratch || isNew) {
      // Setting the size clears pixels and every state of the context.
      context.canvas.width = element.width;
      context.canvas.height = element.height;
    }
    runSteps(context, steps, (property, error) => this.fail(property, error));
  }

  /** Hands the pixels to the page. */
  private async publish(painter: Painter): Promise<void> {
    const canvas = painter.context?.canvas;
    if (canvas === undefined || canvas.width === 0 || canvas.height === 0) return;
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done));
    if (blob === null || painter.drawn === null || this.painters.get(painter.key) !== painter) return;
    const address = URL.createObjectURL(blob);
    this.show(painter, address);
    this.styles.settleOne(painter.key);
    afterTwoFrames(() => {
      if (painter.shown !== address || painter.behind === null) return;
      this.show(painter, address);
      this.styles.settleOne(painter.key);
    });
  }

  private show(painter: Painter, address: string | null): void {
    const { key, element, shown } = painter;
    const size = `width='${element.width}' height='${element.height}'`;
    // The earlier picture stays behind the new one until that is decoded: else the page would flicker.
    const behind = address === null || address === shown ? null : shown;
    const layers = [address, behind].filter((layer) => layer !== null);
    this.styles.set(key, element, 'canvas', {
      content: `url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' ${size}/>")`,
      'background-image': layers.length === 0 ? 'none' : layers.map((layer) => `url("${layer}")`).join(', '),
      'background-origin': 'content-box',
      'background-size': '100% 100%',
      'background-repeat': 'no-repeat',
    });
    for (const old of [shown, painter.behind]) {
      if (old !== null && old !== address && old !== behind) URL.revokeObjectURL(old);
    }
    painter.behind = behind;
    painter.shown = address;
  }

  private fail(what: string, error: unknown): void {
    this.problems.add(`canvas ${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function afterTwoFrames(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act));
}

/** How many commands of `wanted` stand already; null: it has to be drawn from nothing. */
function prefixLength(drawn: Wanted | null, wanted: Wanted): number | null {
  if (drawn === null || drawn.commands.length > wanted.commands.length) return null;
  const samePicture =
    drawn.picture === wanted.picture ||
    (drawn.picture !== undefined && wanted.picture !== undefined && sameText(drawn.picture, wanted.picture));
  if (!samePicture) return null;
  const differs = drawn.commands.some(([property, json, assign], at) => {
    const other = wanted.commands[at];
    return other === undefined || other[0] !== property || other[2] !== assign || !sameText(other[1], json);
  });
  return differs ? null : drawn.commands.length;
}
