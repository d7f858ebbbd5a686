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

/** From the command until the frame stands, until its layout is done, and until the second frame of the display. */
async function seek(micros) {
  await rest(micros);
  const before = stage().standing();
  const began = performance.now();
  ask([{ do: 'pause' }, { do: 'seek', at: micros }]);
  const arrived = () => {
    const now = stage().standing();
    return now.at === micros && (now.sequence !== before.sequence || before.at === micros);
  };
  while (!arrived() && performance.now() < began + 20000) await nextTurn();
  const stood = performance.now();
  layOut();
  const laidOut = performance.now();
  await nextFrame();
  await nextFrame();
  return { stands: stood - began, layout: laidOut - began, second: performance.now() - began, arrived: arrived() };
}

/** Turns that take longer did something. The clock's own steps are of a millisecond. */
const IDLE_TURN = 2;

/**
 * A random seek in every frame of the display, as dragging does it: the wall time, and how long the window's thread was
 * busy with script and layout. Turns in which it painted do not count.
 */
async function scrub(times) {
  const began = performance.now();
  let busy = 0;
  let paints = 0;
  let watch = requestAnimationFrame(function count() {
    paints += 1;
    watch = requestAnimationFrame(count);
  });
  for (const micros of times) {
    ask([{ do: 'seek', at: micros }]);
    const asked = performance.now();
    while (stage().standing().at !== micros && performance.now() < asked + 20000) {
      const [from, painted] = [performance.now(), paints];
      await nextTurn();
      const turn = performance.now() - from;
      if (turn > IDLE_TURN && paints === painted) busy += turn;
    }
    const from = performance.now();
    layOut();
    busy += performance.now() - from;
    await nextFrame();
  }
  cancelAnimationFrame(watch);
  return { busy, wall: performance.now() - began };
}
