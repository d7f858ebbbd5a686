/** Host and port of an address; the address itself where it has none (a file, `about:blank`). */
export function siteOf(href: string): string {
  try {
    return new URL(href).host || href;
  } catch {
    return href;
  }
}
