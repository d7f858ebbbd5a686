// Times seeks in the window. Runs in the page of the program, under WebDriver.

const stage = () => window.__playheadStage;
const frame = () => document.querySelector('iframe[data-stage], .stage iframe, iframe');
const nextFrame = () => new Promise((done) => requestAnimationFrame(() => done()));
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
    stage().whenApplied((begun) => {
      const now = stage().standing();
      if (now.at !== micros || (now.sequence === before.sequence && before.at !== micros)) return;
      const stood = performance.now();
      layOut();
      stage().whenApplied(() => undefined);
      clearTimeout(late);
      done({ begun, stood, laidOut: performance.now() });
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

/** Microtasks that a callback may lead to, one after the other: the window's effects run in the first of them. */
const HOPS = 10;

/**
 * How long the window's thread is busy with script, style and layout, painting left out: frames of the stage as they are
 * applied, callbacks before a frame of the display and timers, each with its microtasks and the layout it makes necessary.
 * Layout is asked for at the end of each, so none is left to the painting that follows.
 */
class Busy {
  total = 0;
  #requestFrame = window.requestAnimationFrame;
  #setTimeout = window.setTimeout;

  constructor() {
    const timed = (callback) => (...values) => {
      const began = performance.now();
      try {
        callback(...values);
      } finally {
        void this.#settle(began);
      }
    };
    window.requestAnimationFrame = (callback) => this.#requestFrame.call(window, timed(callback));
    window.setTimeout = (callback, ...rest) => this.#setTimeout.call(window, timed(callback), ...rest);
  }

  stop() {
    window.requestAnimationFrame = this.#requestFrame;
    window.setTimeout = this.#setTimeout;
    return this.total;
  }

  async #settle(began) {
    for (let hop = 0; hop < HOPS; hop += 1) await null;
    layOut();
    void document.documentElement.offsetHeight;
    this.total += performance.now() - began;
  }
}

/** The next frame of the stage is applied and laid out. */
function nextLaidOut() {
  const before = stage().standing().sequence;
  return new Promise((done) => {
    const late = setTimeout(() => done(null), 20000);
    stage().whenApplied((begun) => {
      if (stage().standing().sequence === before) return;
      layOut();
      stage().whenApplied(() => undefined);
      clearTimeout(late);
      done({ begun, laidOut: performance.now() });
    });
  });
}

/**
 * The playhead dragged to random moments, each as soon as the one before has been painted: the wall time, and how long
 * the window's thread was busy; how much of that was the page's. Moments are parts of the recording, 0 to 1.
 */
async function scrub(parts) {
  const axis = document.querySelector('.timeline [role="slider"]');
  const box = axis.getBoundingClientRect();
  // A pointer that no device moves cannot be captured.
  axis.setPointerCapture = () => undefined;
  const point = (type, part) => axis.dispatchEvent(new PointerEvent(type, {
    bubbles: true, button: 0, buttons: 1, pointerId: 1,
    // Away from the very ends, where what begins or ends a range is.
    clientX: box.left + box.width * (0.05 + 0.9 * part), clientY: box.top + 4,
  }));
  const first = nextLaidOut();
  point('pointerdown', 0.5);
  await first;
  const began = performance.now();
  const busy = new Busy();
  let stage = 0;
  let seeks = 0;
  for (const part of parts) {
    const coming = nextLaidOut();
    point('pointermove', part);
    const came = await coming;
    if (came !== null) {
      stage += came.laidOut - came.begun;
      seeks += 1;
    }
    await nextFrame();
  }
  await nextFrame();
  point('pointerup', parts.at(-1));
  return { busy: stage + busy.stop(), stage, seeks, wall: performance.now() - began };
}
