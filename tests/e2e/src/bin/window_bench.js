// Times seeks in the window. Runs in the page of the program, under WebDriver.

const stage = () => window.__playheadStage;
const frame = () => document.querySelector('iframe[data-stage], .stage iframe, iframe');
const nextFrame = () => new Promise((done) => requestAnimationFrame(() => done()));
/** A turn of the event loop, without waiting for a frame of the display. */
const nextTurn = () => {
  const channel = new MessageChannel();
  const turned = new Promise((done) => { channel.port1.onmessage = () => done(); });
  channel.port2.postMessage(0);
  return turned;
};

function layOut() {
  const page = frame()?.contentDocument;
  return page?.documentElement ? page.documentElement.offsetHeight + page.documentElement.scrollTop : 0;
}

function ask(commands) {
  const { session } = stage().standing();
  return window.__TAURI_INTERNALS__.invoke('player', { request: { session, commands, painted: null } });
}

/** So that the frame before is painted, and the seek begins at any phase of the display's frames. */
const rest = (micros) => new Promise((done) => setTimeout(done, 60 + (micros % 17)));

/** The page is laid out, in the same turn, as soon as the frame of this moment stands. */
function laidOut(micros) {
  const before = stage().standing();
  return new Promise((done) => {
    const late = setTimeout(() => done(null), 20000);
    stage().whenApplied(() => {
      const now = stage().standing();
      if (now.at !== micros || (now.sequence === before.sequence && before.at !== micros)) return;
      const stood = performance.now();
      layOut();
      stage().whenApplied(() => undefined);
      clearTimeout(late);
      done({ stood, laidOut: performance.now() });
    });
  });
}

/** From the command until the frame stands, until its layout is done, and until the second frame of the display. */
async function seek(micros) {
  await rest(micros);
  const began = performance.now();
  const coming = laidOut(micros);
  ask([{ do: 'pause' }, { do: 'seek', at: micros }]);
  const came = await coming;
  if (came === null) return { arrived: false };
  await nextFrame();
  await nextFrame();
  return { stands: came.stood - began, layout: came.laidOut - began, second: performance.now() - began, arrived: true };
}

/** Turns that take longer did something. The clock's own steps are of a millisecond. */
const IDLE_TURN = 2;

/** How long the window's thread is busy with script, style and layout, painting left out. */
class Busy {
  total = 0;
  #runs = true;
  #paintsFrom = null;
  #request = 0;

  constructor() {
    this.ended = this.#watch();
  }

  async stop() {
    this.#runs = false;
    await this.ended;
    return this.total;
  }

  async #watch() {
    let from = performance.now();
    while (this.#runs) {
      // Asked for anew in every turn, so that it comes after all others that were asked for.
      cancelAnimationFrame(this.#request);
      this.#request = requestAnimationFrame(() => {
        layOut();
        void document.documentElement.offsetHeight;
        this.#paintsFrom = performance.now();
      });
      await nextTurn();
      const now = performance.now();
      const script = (this.#paintsFrom ?? now) - from;
      if (script > IDLE_TURN) this.total += script;
      this.#paintsFrom = null;
      from = now;
    }
    cancelAnimationFrame(this.#request);
  }
}

/**
 * A random seek in every frame of the display, as dragging does it: the wall time, and how long the window's thread was
 * busy.
 */
async function scrub(times) {
  const began = performance.now();
  const busy = new Busy();
  for (const micros of times) {
    const coming = laidOut(micros);
    ask([{ do: 'seek', at: micros }]);
    await coming;
    await nextFrame();
  }
  await nextFrame();
  return { busy: await busy.stop(), wall: performance.now() - began };
}
