import type { PageVisitDto } from '../ipc/generated/bindings';

/** The visit that lasts at this moment: the last that began at or before it. */
export function visitAt(visits: readonly PageVisitDto[], at: number): PageVisitDto | null {
  let low = 0;
  let high = visits.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((visits[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return visits[low - 1] ?? null;
}

/** What tells pages of one site apart. An address that is none is given back as it is. */
export function addressPath(href: string): string {
  const found = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/i.exec(href);
  if (!found) return href;
  return found[1] === '' ? '/' : (found[1] ?? href);
}

export function pageName(visit: PageVisitDto | null): string {
  if (!visit) return '';
  return visit.title !== null && visit.title.trim() !== '' ? visit.title.trim() : addressPath(visit.href);
}
