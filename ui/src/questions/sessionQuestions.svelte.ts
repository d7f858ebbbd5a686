import type { Client } from '../ipc/client';
import type { PastDto, WatchValueDto, WhenDto } from '../ipc/generated/bindings';
import type { ChosenNode } from '../inspector/nodeSelection.svelte';
import { Refresher } from '../inspector/refresher';
import { isOneOf, Remembered } from '../shared/remembered.svelte';
import { Question, type AnswerPart } from './question.svelte';
import { ANY, isSameWhen, whenText } from './whenText';

export const QUESTIONS = ['when', 'text', 'clicks', 'compare'] as const;
export type QuestionTab = (typeof QUESTIONS)[number];

/** A moment that is compared with another. */
export interface ComparedMoment {
  readonly at: number;
  readonly tab: number;
}

/** A condition that stays on the timeline. */
export class Watch {
  readonly id: number;
  readonly when: WhenDto;
  readonly question: Question<'when'>;
  /** In the page that is shown. */
  value = $state.raw<WatchValueDto | null>(null);

  constructor(id: number, when: WhenDto, question: Question<'when'>) {
    this.id = id;
    this.when = when;
    this.question = question;
  }

  get name(): string {
    return whenText(this.when);
  }
}

/** Watches are looked at again at most so often while the page plays. */
const WATCH_GAP_MS = 120;

/** What is asked about one recording, and what was answered. */
export class SessionQuestions {
  /** What the when form says. */
  form = $state<WhenDto>({ ...ANY });
  words = $state('');
  /** Counts up when a question is to be asked: its first field takes the focus. */
  asked = $state(0);
  /** Milliseconds; only what stood there for less. Null: all. */
  shorterMs = $state<number | null>(null);
  watches = $state.raw<readonly Watch[]>([]);
  from = $state.raw<ComparedMoment | null>(null);
  to = $state.raw<ComparedMoment | null>(null);
  /** The pictures of both moments are shown. */
  picturesAreShown = $state(false);
  historySubtree = $state(false);
  readonly when: Question<'when'>;
  readonly text: Question<'text'>;
  readonly clicks: Question<'click'>;
  readonly diff: Question<'difference'>;
  readonly history: Question<'history'>;
  readonly audit: Question<'private'>;
  /** Where the chosen element came and went. */
  readonly life: Question<'history'>;
  #whose = $state.raw<ChosenNode | null>(null);
  #isWithSubtree = false;
  #lifeOf: ChosenNode | null = null;

  readonly #tab = new Remembered<QuestionTab>('questions.tab', 'when', isOneOf(...QUESTIONS));
  readonly #client: Client;
  readonly #session: number;
  readonly #look: Refresher;
  #watched = 0;

  constructor(client: Client, session: number) {
    this.#client = client;
    this.#session = session;
    this.when = new Question(client, session, 'when');
    this.text = new Question(client, session, 'text');
    this.clicks = new Question(client, session, 'click');
    this.diff = new Question(client, session, 'difference');
    this.audit = new Question(client, session, 'private');
    this.history = new Question(client, session, 'history');
    this.life = new Question(client, session, 'history');
    this.#look = new Refresher(() => this.#lookAtWatches(), WATCH_GAP_MS);
  }

  get tab(): QuestionTab {
    return this.#tab.value;
  }

  set tab(tab: QuestionTab) {
    this.#tab.value = tab;
  }

  take(part: AnswerPart): void {
    const all = [this.when, this.text, this.clicks, this.diff, this.audit, this.history, this.life];
    if (all.some((question) => question.take(part))) return;
    this.watches.some((watch) => watch.question.take(part));
  }

  // When

  async askWhen(): Promise<void> {
    const when = { ...this.form };
    if (when.selector.trim() === '') this.when.clear();
    else await this.when.ask({ ask: 'when', when });
  }

  isWatched(when: WhenDto): boolean {
    return this.watches.some((watch) => isSameWhen(watch.when, when));
  }

  watch(when: WhenDto): void {
    if (when.selector.trim() === '' || this.isWatched(when)) return;
    this.#watched += 1;
    const watch = new Watch(this.#watched, { ...when }, new Question(this.#client, this.#session, 'when'));
    this.watches = [...this.watches, watch];
    void watch.question.ask({ ask: 'when', when: watch.when });
    this.look();
  }

  unwatch(id: number): void {
    this.watches.find((watch) => watch.id === id)?.question.stop();
    this.watches = this.watches.filter((watch) => watch.id !== id);
  }

  /** Another page stands there. */
  look(): void {
    if (this.watches.length > 0) this.#look.request();
  }

  async #lookAtWatches(): Promise<void> {
    const { watches } = this;
    try {
      const values = await this.#client.call('watch_values', {
        session: this.#session,
        watches: watches.map((watch) => watch.when),
      });
      watches.forEach((watch, place) => (watch.value = values[place] ?? null));
    } catch {
      // No page is there yet; the next one asks again.
      for (const watch of watches) watch.value = null;
    }
  }

  // Texts

  async askText(): Promise<void> {
    const words = this.words.trim();
    const shorter = this.shorterMs === null ? null : this.shorterMs * 1000;
    if (words === '' && shorter === null) this.text.clear();
    else await this.text.ask({ ask: 'text', words: words.split(/\s+/).filter(Boolean), shorter });
  }

  // Two moments

  markFrom(moment: ComparedMoment): void {
    this.from = moment;
    this.to = null;
    this.diff.clear();
  }

  async compareWith(moment: ComparedMoment): Promise<void> {
    this.tab = 'compare';
    this.to = moment;
    const { from } = this;
    if (from === null) return;
    // The earlier one first, whichever was marked first.
    const [first, last] = from.at <= moment.at ? [from, moment] : [moment, from];
    await this.diff.ask({ ask: 'diff', tab: last.tab, from: first.at, to: last.at });
  }

  // An element

  async askHistory(chosen: ChosenNode | null): Promise<void> {
    const isSame = this.#whose === chosen && this.#isWithSubtree === this.historySubtree;
    if (isSame) return;
    this.#whose = chosen;
    this.#isWithSubtree = this.historySubtree;
    if (chosen === null) {
      this.history.clear();
      return;
    }
    const { key, page, tab } = chosen;
    await this.history.ask({ ask: 'history', tab, page, key, subtree: this.historySubtree });
  }

  async askLife(chosen: ChosenNode | null): Promise<void> {
    if (this.#lifeOf === chosen) return;
    this.#lifeOf = chosen;
    if (chosen === null) this.life.clear();
    else await this.life.ask({ ask: 'history', tab: chosen.tab, page: chosen.page, key: chosen.key, subtree: false });
  }

  close(): void {
    this.#look.close();
    for (const question of [this.when, this.text, this.clicks, this.diff, this.audit, this.history, this.life]) question.stop();
    for (const watch of this.watches) watch.question.stop();
  }
}

/** When an element came and when it went. */
export function lifeOf(rows: readonly PastDto[]): { created: PastDto | null; removed: PastDto | null } {
  return {
    created: rows.find((row) => row.change.kind === 'created') ?? null,
    removed: rows.findLast((row) => row.change.kind === 'removed') ?? null,
  };
}
