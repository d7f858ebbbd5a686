/**
 * Runs a task that fetches what is shown: one at a time, not more often than the gap allows, and once more when it was
 * asked for meanwhile.
 */
export class Refresher {
  readonly #task: () => Promise<void>;
  readonly #gapMs: number;
  #isWanted = false;
  #isRunning = false;
  #isUrgent = false;
  #isClosed = false;
  /** Ends the gap early. */
  #wake: (() => void) | null = null;

  constructor(task: () => Promise<void>, gapMs: number) {
    this.#task = task;
    this.#gapMs = gapMs;
  }

  /** `soon`: a person did something and waits for it, so the gap does not count. */
  request(soon = false): void {
    if (this.#isClosed) return;
    this.#isWanted = true;
    if (soon) {
      this.#isUrgent = true;
      this.#wake?.();
    }
    if (!this.#isRunning) void this.#run();
  }

  close(): void {
    this.#isClosed = true;
    this.#wake?.();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#isWanted && !this.#isClosed) {
      this.#isWanted = false;
      this.#isUrgent = false;
      await this.#task();
      if (!this.#isClosed && !this.#isUrgent) await this.#gap();
    }
    this.#isRunning = false;
  }

  #gap(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(wake, this.#gapMs);
      this.#wake = wake;
    });
  }
}
