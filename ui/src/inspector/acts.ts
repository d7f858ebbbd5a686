import type { MarkDto, MarkKindDto, PageVisitDto } from '../ipc/generated/bindings';

/** A sentence of the session's story, with the moment it is about. */
export interface Act {
  readonly at: number;
  readonly kind: MarkKindDto;
  readonly sentence: string;
  /** What a click selects on the page. */
  readonly mark: MarkDto;
}

const ACTS: ReadonlySet<MarkKindDto> = new Set(['click', 'touch', 'input', 'scroll', 'navigation', 'viewport']);
const STORY: ReadonlySet<MarkKindDto> = new Set([...ACTS, 'error', 'failedRequest', 'rage', 'dead', 'friction']);

/** Everything that tells the session as a story: what the user did, and what went wrong. */
export function storyOf(marks: readonly MarkDto[], visits: readonly PageVisitDto[] = []): Act[] {
  const acts: Act[] = [];
  for (const mark of marks) {
    if (!STORY.has(mark.kind)) continue;
    const last = acts.at(-1);
    // A failed request is an error, too, at the moment of its answer.
    if (mark.kind === 'failedRequest') continue;
    if (last && mark.kind === 'scroll' && last.kind === 'scroll' && last.mark.target === mark.target) continue;
    acts.push({ at: mark.at, kind: mark.kind, sentence: sentenceOf(mark, visits), mark });
  }
  return acts;
}

export function sentenceOf(mark: MarkDto, visits: readonly PageVisitDto[] = []): string {
  if (mark.kind === 'navigation') {
    const visit = visits.find((candidate) => candidate.at === mark.at && candidate.tab === mark.tab);
    if (visit) return `Opened ${visit.title === null || visit.title === '' ? visit.href : `“${visit.title}”`}`;
  }
  if (mark.kind === 'rage') return `Rage: ${mark.label}`;
  const text = mark.kind === 'input' ? mark.label.replace(/^typed in /, 'typed into ') : mark.label;
  return text === '' ? mark.kind : text.charAt(0).toUpperCase() + text.slice(1);
}

/** The last acts of the user before a moment, the oldest first. */
export function actsBefore(marks: readonly MarkDto[], at: number, most: number): MarkDto[] {
  const found: MarkDto[] = [];
  for (let place = marks.length - 1; place >= 0 && found.length < most; place -= 1) {
    const mark = marks[place];
    if (mark && mark.at <= at && ACTS.has(mark.kind)) found.push(mark);
  }
  return found.reverse();
}

export function filterActs(acts: readonly Act[], text: string, errorsOnly = false): readonly Act[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && !errorsOnly) return acts;
  return acts.filter((act) => {
    if (errorsOnly && act.kind !== 'error') return false;
    const sentence = act.sentence.toLowerCase();
    return words.every((word) => sentence.includes(word));
  });
}
