import { errorDtoFrom, type Client } from '../ipc/client';
import type { AnswerRowsDto, AppEventDto, ErrorDto, QuestionDto } from '../ipc/generated/bindings';

export type AnswerKind = AnswerRowsDto['of'];
export type RowOf<K extends AnswerKind> = Extract<AnswerRowsDto, { of: K }>['rows'][number];
export type AnswerPart = Extract<AppEventDto, { event: 'answer' }>;

const OUTSIDE = { happened: 'The question could not be asked', advice: 'Ask it again' };

let asked = 0;

/** One question at a time: asking again takes the one before back. Rows come while it is being answered. */
export class Question<K extends AnswerKind> {
  rows = $state.raw<readonly RowOf<K>[]>([]);
  /** Asked, and not answered to the end. */
  isRunning = $state(false);
  /** There is an answer, whole or on its way. */
  isAsked = $state(false);
  /** There were more rows than are kept. */
  isCut = $state(false);
  failure = $state.raw<ErrorDto | null>(null);

  readonly #client: Client;
  readonly #session: number;
  readonly #kind: K;
  #number: number | null = null;
  /** The first part takes the place of the rows of the question before. */
  #isFirst = false;

  constructor(client: Client, session: number, kind: K) {
    this.#client = client;
    this.#session = session;
    this.#kind = kind;
  }

  async ask(what: QuestionDto): Promise<void> {
    this.stop();
    asked += 1;
    const number = asked;
    this.#number = number;
    this.#isFirst = true;
    this.isRunning = this.isAsked = true;
    this.isCut = false;
    this.failure = null;
    try {
      await this.#client.call('ask', { session: this.#session, question: number, what });
    } catch (thrown) {
      if (this.#number !== number) return;
      this.failure = errorDtoFrom(thrown, OUTSIDE);
      this.rows = [];
      this.isRunning = false;
      this.#number = null;
    }
  }

  /** Whether the part was an answer to this question. */
  take(part: AnswerPart): boolean {
    if (part.question !== this.#number || part.rows.of !== this.#kind) return false;
    const rows = part.rows.rows as RowOf<K>[];
    this.rows = this.#isFirst ? rows : [...this.rows, ...rows];
    this.#isFirst = false;
    if (part.over) {
      this.isRunning = false;
      this.isCut = part.isCut;
      this.#number = null;
    }
    return true;
  }

  stop(): void {
    const number = this.#number;
    this.#number = null;
    this.isRunning = false;
    if (number !== null) void this.#client.call('ask_stop', { question: number }).catch(() => undefined);
  }

  /** Nothing is asked any more. */
  clear(): void {
    this.stop();
    this.rows = [];
    this.isAsked = this.isCut = false;
    this.failure = null;
  }
}
