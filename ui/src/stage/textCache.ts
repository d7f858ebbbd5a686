import type { TextDto } from '../ipc/generated/bindings';

/** Long strings of a session, sent once and referred to by hash ever after. */
export class TextCache {
  private readonly texts = new Map<string, string>();

  constructor(private readonly onmissing: (hash: string) => void) {}

  add(resources: Readonly<Record<string, string>> | undefined): void {
    if (resources === undefined) return;
    for (const [hash, text] of Object.entries(resources)) this.texts.set(hash, text);
  }

  resolve(text: TextDto): string {
    if (typeof text === 'string') return text;
    const found = this.texts.get(text.r);
    if (found === undefined) {
      this.onmissing(text.r);
      return '';
    }
    return found;
  }

  clear(): void {
    this.texts.clear();
  }
}

/** Equal without looking up either. */
export function sameText(a: TextDto, b: TextDto): boolean {
  return typeof a === 'string' || typeof b === 'string' ? a === b : a.r === b.r;
}
