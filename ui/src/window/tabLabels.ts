import type { PageVisitDto, TabDto } from '../ipc/generated/bindings';
import { siteOf } from '../shared/address';

export interface TabLabel {
  readonly tab: number;
  /** The title or address of its page at the moment; else its number. */
  readonly label: string;
  readonly href: string;
  /** What the recording calls it; empty where it does not. */
  readonly name: string;
  readonly first: number;
  readonly last: number;
  /** It has begun by then. */
  readonly isThere: boolean;
}

/** What each tab is called at a moment: by the page it shows, or shows first. Equal names are told apart by number. */
export function tabLabels(tabs: readonly TabDto[], visits: readonly PageVisitDto[], at: number): TabLabel[] {
  const labels = tabs.map(({ tab, name, first, last }, place): TabLabel => {
    const own = visits.filter((visit) => visit.tab === tab);
    const visit = own.findLast((candidate) => candidate.at <= at) ?? own[0];
    const label = visit?.title ?? (visit ? siteOf(visit.href) : '');
    return { tab, label: label === '' ? `Tab ${place + 1}` : label, href: visit?.href ?? '', name, first, last, isThere: first <= at };
  });
  const uses = new Map<string, number>();
  for (const { label } of labels) uses.set(label, (uses.get(label) ?? 0) + 1);
  return labels.map((entry, place) => ((uses.get(entry.label) ?? 0) > 1 ? { ...entry, label: `${place + 1} · ${entry.label}` } : entry));
}
