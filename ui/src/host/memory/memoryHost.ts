import type { Host } from '../host';
import { Mailbox } from '../mailbox';

/** Answers one command. Throws (or rejects with) an error in the wire's form. */
export type Answer = (request: unknown) => unknown;

/** Canned answers by command name, for tests and for a plain browser. */
export class MemoryHost implements Host {
  readonly #frames = new Mailbox();
  readonly #events = new Mailbox();
  readonly #answers: Map<string, Answer>;
  /** Every command so far, oldest first. */
  readonly calls: { name: string; request: unknown }[] = [];
  files: string[] = [];
  folder: string | null = null;
  title = '';

  constructor(answers: Record<string, Answer> = {}) {
    this.#answers = new Map(Object.entries(answers));
  }

  answer(name: string, answer: Answer): void {
    this.#answers.set(name, answer);
  }

  async call(name: string, request: unknown): Promise<unknown> {
    this.calls.push({ name, request });
    const answer = this.#answers.get(name);
    if (!answer) throw new Error(`No answer for the command "${name}"`);
    return answer(request);
  }

  onFrame(listener: (frame: unknown) => void): void {
    this.#frames.listen(listener);
  }

  onEvent(listener: (event: unknown) => void): void {
    this.#events.listen(listener);
  }

  sendFrame(frame: unknown): void {
    this.#frames.deliver(frame);
  }

  sendEvent(event: unknown): void {
    this.#events.deliver(event);
  }

  async pickFiles(): Promise<string[]> {
    return this.files;
  }

  async pickFolder(): Promise<string | null> {
    return this.folder;
  }

  setTitle(title: string): void {
    this.title = title;
    document.title = title;
  }
}
