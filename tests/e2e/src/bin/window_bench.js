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

/** From the command until the frame stands, until its layout is done, and until the second frame of the display. */
async function seek(micros) {
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

/** A random seek in every frame of the display, as dragging does it: the wall time, and the sum of long gaps. */
async function scrub(times) {
  let last = performance.now();
  const began = last;
  let long = 0;
  for (const micros of times) {
    await ask([{ do: 'seek', at: micros }]);
    while (stage().standing().at !== micros && performance.now() < last + 20000) await nextTurn();
    layOut();
    await nextFrame();
    const now = performance.now();
    if (now - last > 33) long += now - last;
    last = now;
  }
  await nextFrame();
  return { wall: performance.now() - began, long };
}
