// Runs in the peer's page. A player for each moment, because what it shows depends on the way there.
/** How long the player goes on by itself, in milliseconds: it looks again for sheets, and its scrolling may be smooth. */
const RETRIES = 1500;
const PATIENCE = 15000;

const root = document.getElementById('root');
const nextFrame = () => new Promise((done) => requestAnimationFrame(() => done()));
let player = null;

/** Pictures that have come, or will not come, in every document of the page. */
function hasCome(page) {
  const frames = [...page.querySelectorAll('iframe, frame')].map((frame) => frame.contentDocument).filter((inner) => inner !== null);
  return page.fonts.status === 'loaded' && [...page.images].every((image) => image.complete) && frames.every(hasCome);
}

async function show(wall) {
  player?.destroy();
  root.replaceChildren();
  // It changes the events that it is given.
  const events = structuredClone(recorded);
  const first = events.reduce((least, { timestamp }) => Math.min(least, timestamp), Infinity);
  player = new rrweb.Replayer(events, { root, mouseTail: false, showWarning: false, UNSAFE_replayCanvas: true });
  await nextFrame();
  // Events at the very moment are still to come for it.
  player.pause(wall - first + 1);
  const began = performance.now();
  const settled = () => performance.now() - began > RETRIES && hasCome(player.iframe.contentDocument);
  while (!settled() && performance.now() - began < PATIENCE) await nextFrame();
  await nextFrame();
  await nextFrame();
}

/** Its page laid out, and nothing more. */
function layOut() {
  const page = player.iframe.contentDocument.documentElement;
  return page === null ? 0 : page.offsetHeight + page.scrollTop;
}

/** One player for many moments, as a person uses it. */
async function begin() {
  player?.destroy();
  root.replaceChildren();
  player = new rrweb.Replayer(structuredClone(recorded), { root, showWarning: false });
  await nextFrame();
  player.pause(0);
  await nextFrame();
}

/** So that the frame before is painted, and the seek begins at any phase of the display's frames. */
const rest = (millis) => new Promise((done) => setTimeout(done, 60 + (Math.round(millis) % 17)));

/** How long a seek takes until the page is laid out, and until the second frame of the display. */
async function time(millis) {
  await rest(millis);
  const began = performance.now();
  player.pause(millis + 1);
  layOut();
  const laidOut = performance.now();
  await nextFrame();
  await nextFrame();
  return { layout: laidOut - began, second: performance.now() - began };
}

/** A seek in every frame of the display: the wall time, and how long it was busy with them. */
async function scrub(moments) {
  const began = performance.now();
  let busy = 0;
  for (const millis of moments) {
    const from = performance.now();
    player.pause(millis + 1);
    layOut();
    busy += performance.now() - from;
    await nextFrame();
  }
  return { busy, wall: performance.now() - began };
}

window.peer = { show, begin, time, scrub };
