// rrweb's player in a page of its own. A recording can keep it busy for ever; the browser is then ended and begun anew.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { openPage } from './chromium.mjs';

const LIMIT_SECS = 20;

const bundle = path.join(path.dirname(createRequire(import.meta.url).resolve('rrweb')), 'rrweb.umd.cjs');

export class Player {
  #page = null;
  #events = '[]';

  constructor(chromium) {
    this.chromium = chromium;
  }

  async load(events) {
    this.#events = JSON.stringify(`[${events.map((event) => JSON.stringify(event)).join(',')}]`);
    await this.#ask(`conformance.load(${this.#events})`);
  }

  /** Its document at a moment, or `{ error }`: a sentence that says why there is none. */
  at(millis) {
    return this.#ask(`conformance.at(${millis})`).catch((error) => ({ error: error.message.split('\n')[0] }));
  }

  /** Our document with styles and rules in the browser's spelling. */
  async spelled(document) {
    const long = await this.#ask(`conformance.longhands(${JSON.stringify(document.style)})`);
    const adopted = await this.#ask(`conformance.spelled(${JSON.stringify(document.adopted)})`);
    return { ...document, long, adopted };
  }

  async close() {
    await this.#page?.close();
    this.#page = null;
  }

  async #ask(expression) {
    const page = await this.#opened();
    let timer;
    const late = new Promise((_, fail) => {
      timer = setTimeout(() => fail(new Error(`no answer within ${LIMIT_SECS} s`)), LIMIT_SECS * 1000);
    });
    try {
      return await Promise.race([page.evaluate(expression), late]);
    } catch (error) {
      // The page may still be busy, or its browser gone.
      if (!error.isThePages) await this.close();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #opened() {
    if (this.#page === null) {
      this.#page = await openPage(this.chromium);
      await this.#page.evaluate("document.write('<!doctype html><meta charset=utf-8><body></body>')");
      await this.#page.evaluate(readFileSync(bundle, 'utf8'));
      await this.#page.evaluate(readFileSync(new URL('page.js', import.meta.url), 'utf8'));
      await this.#page.evaluate(`conformance.load(${this.#events})`);
    }
    return this.#page;
  }
}
