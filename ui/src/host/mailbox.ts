/** Keeps what arrives before anybody listens. */
export class Mailbox {
  #listener: ((message: unknown) => void) | null = null;
  #waiting: unknown[] = [];

  listen(listener: (message: unknown) => void): void {
    this.#listener = listener;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) listener(message);
  }

  deliver(message: unknown): void {
    if (this.#listener) this.#listener(message);
    else this.#waiting.push(message);
  }
}
