import type { ConsoleLineDto, MarkKindDto, TimelineDto } from '../ipc/generated/bindings';
import { formatPlural } from '../shared/formatNumber';

const ACTS: ReadonlySet<MarkKindDto> = new Set(['click', 'touch', 'input', 'scroll']);

/** What a recording without a page still holds: `3 acts of the user, 1 page address and 12 console lines`. */
export function whatIsThere(timeline: TimelineDto | null, lines: readonly ConsoleLineDto[]): string {
  const acts = timeline?.marks.filter((mark) => ACTS.has(mark.kind)).length ?? 0;
  const parts = [
    acts > 0 ? formatPlural(acts, 'act of the user', 'acts of the user') : '',
    timeline && timeline.visits.length > 0 ? formatPlural(timeline.visits.length, 'page address', 'page addresses') : '',
    lines.length > 0 ? formatPlural(lines.length, 'console line') : '',
  ].filter((part) => part !== '');
  const last = parts.pop();
  if (last === undefined) return '';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}
