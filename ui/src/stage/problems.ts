// What could not be put on the stage as sent. Nothing is dropped in silence, and one bad operation never takes the rest with it.

export interface ProblemReport {
  readonly count: number;
  /** The first one, in words. */
  readonly first: string | null;
  /** CSS rules this browser did not accept: expected between browsers, therefore not problems. */
  readonly refusedRules: number;
}

export class Problems {
  private count = 0;
  private first: string | null = null;
  private refused = 0;

  get report(): ProblemReport {
    return { count: this.count, first: this.first, refusedRules: this.refused };
  }

  add(what: string): void {
    this.count += 1;
    this.first ??= what;
  }

  addRefusedRule(): void {
    this.refused += 1;
  }

  /** Runs `act`; an exception becomes a problem. `what` is called only then, because building texts costs. */
  attempt(what: () => string, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.add(`${what()}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  clear(): void {
    this.count = 0;
    this.first = null;
    this.refused = 0;
  }
}
