/** Words that begin with `#`, each once, as they were first written. */
export function tagsOf(text: string): string[] {
  const found = new Map<string, string>();
  for (const [, tag] of text.matchAll(/(?:^|\s)#([\p{L}\p{N}_-]+)/gu)) {
    if (tag !== undefined && !found.has(tag.toLowerCase())) found.set(tag.toLowerCase(), tag);
  }
  return [...found.values()];
}
