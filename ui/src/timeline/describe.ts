import type { MarkKindDto, TimelineDto } from '../ipc/generated/bindings';
import { formatPlural } from '../shared/formatNumber';
import { formatClock, formatSpoken } from '../shared/formatTime';
import { micros, type Micros } from '../shared/units';
import type { TimelineModel } from './lanes';
import { isInLane } from './laneRows';
import type { Hit } from './hitTest';
import { countOfKind, GRAVITY } from './markIndex';
import { pageName, visitAt } from './pageNames';

const NOUNS: Record<MarkKindDto, readonly [one: string, many: string]> = {
  error: ['error', 'errors'],
  rage: ['rage click', 'rage clicks'],
  dead: ['dead click', 'dead clicks'],
  friction: ['sign of friction', 'signs of friction'],
  warning: ['warning', 'warnings'],
  navigation: ['page', 'pages'],
  click: ['click', 'clicks'],
  touch: ['touch', 'touches'],
  input: ['input', 'inputs'],
  scroll: ['scroll', 'scrolls'],
  viewport: ['resize', 'resizes'],
  request: ['request', 'requests'],
  failedRequest: ['failed request', 'failed requests'],
  note: ['note', 'notes'],
  console: ['console line', 'console lines'],
  other: ['message', 'messages'],
};

export interface HitText {
  readonly what: string;
  readonly when: string;
  /** What a click does. */
  readonly hint: string;
}

export function describeKind(kind: MarkKindDto, count: number): string {
  return formatPlural(count, ...NOUNS[kind]);
}

/** What stands under the pointer, and when it happened. */
export function describeHit(model: TimelineModel, hit: Hit, longest: Micros): HitText {
  const { marks } = model.timeline;
  const sign = hit.what === 'cluster' ? hit.cluster : hit.span;
  const from = formatClock(micros(sign.from), longest);
  if (sign.count === 1) {
    const mark = marks[sign.index];
    const until = mark && mark.until > mark.at ? ` – ${formatClock(micros(mark.until), longest)}` : '';
    return { what: mark ? markLabel(mark.kind, mark.label) : '', when: from + until, hint: '' };
  }
  const when = sign.until > sign.from ? `${from} – ${formatClock(micros(sign.until), longest)}` : from;
  if (hit.what === 'span') return { what: describeKind(sign.kind, sign.count), when, hint: '' };
  const kinds = GRAVITY.filter((kind) => isInLane(kind, hit.row.id))
    .map((kind) => ({ kind, count: countOfKind(model.index, kind, sign.from, sign.until + 1) }))
    .filter(({ count }) => count > 0);
  const what = kinds.map(({ kind, count }) => describeKind(kind, count)).join(', ');
  return { what, when, hint: sign.until > sign.from ? 'Click to zoom in' : '' };
}

export function markLabel(kind: MarkKindDto, label: string): string {
  if (label.trim() === '') return NOUNS[kind][0];
  return kind === 'error' || kind === 'rage' || kind === 'warning' || kind === 'note' || kind === 'failedRequest' ? `${NOUNS[kind][0]}: ${label}` : label;
}

/** `3 minutes 12 seconds, Checkout, 1 error`: the errors are those up to this moment. */
export function spokenMoment(model: TimelineModel | null, timeline: TimelineDto | null, at: Micros): string {
  const parts = [formatSpoken(at)];
  const page = timeline ? pageName(visitAt(timeline.visits, at)) : '';
  if (page !== '') parts.push(page);
  const errors = model ? countOfKind(model.index, 'error', -Infinity, at + 1) : 0;
  if (errors > 0) parts.push(describeKind('error', errors));
  return parts.join(', ');
}
