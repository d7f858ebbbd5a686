// Fonts that were loaded by script and whose bytes are in the recording.

import type { FontDto } from '../ipc/generated/bindings';
import { bytesFromBase64 } from './canvasArguments';
import { windowOf, type FrameWindow } from './kinds';
import type { Problems } from './problems';
import type { TextCache } from './textCache';

export class Fonts {
  /** By what they are made of, so that a longer list adds only what is new. */
  private faces = new Map<string, FontFace>();
  private wanted: readonly FontDto[] | null = null;

  constructor(
    private readonly text: TextCache,
    private readonly problems: Problems,
  ) {}

  set(fonts: readonly FontDto[]): void {
    this.wanted = fonts;
  }

  settle(document: Document | null): void {
    const window = document === null ? null : windowOf(document);
    if (this.wanted === null || document === null || window === null) return;
    const faces = new Map<string, FontFace>();
    for (const font of this.wanted) {
      const name = JSON.stringify([font.family, font.base64, font.descriptors]);
      this.problems.attempt(
        () => `font “${font.family}”`,
        () => {
          faces.set(name, this.faces.get(name) ?? this.load(font, window));
        },
      );
    }
    for (const [name, face] of this.faces) if (!faces.has(name)) document.fonts.delete(face);
    for (const face of faces.values()) document.fonts.add(face);
    this.faces = faces;
    this.wanted = null;
  }

  private load(font: FontDto, window: FrameWindow): FontFace {
    const source = this.text.resolve(font.base64);
    // A CSS source stands where the page gave one (its addresses are `data:`); base64 has no brackets.
    const made = source.includes('(') ? source : bytesFromBase64(source);
    const face = new window.FontFace(font.family, made, font.descriptors);
    face.loaded.catch((error: unknown) => this.problems.add(`font “${font.family}”: ${String(error)}`));
    return face;
  }

  clear(): void {
    this.faces.clear();
    this.wanted = null;
  }
}
