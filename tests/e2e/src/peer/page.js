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

window.peer = { show };
