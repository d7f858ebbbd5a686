// A page in headless Chromium, spoken to over its debugging pipe. Nothing is served and nothing is fetched: host names
// lead nowhere, and the page's content comes over the pipe.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const OPTIONS = [
  '--headless',
  '--window-size=1280,800',
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-extensions',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  // A test machine is often root in a container, where the sandbox does not start.
  '--no-sandbox',
];

export async function openPage(program) {
  const profile = mkdtempSync(path.join(tmpdir(), 'playhead-conformance-'));
  const stdio = ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'];
  const browser = spawn(program, [...OPTIONS, `--user-data-dir=${profile}`], { stdio, detached: true });
  const gone = new Promise((_, fail) => {
    browser.on('error', (error) => fail(new Error(`${program} did not start: ${error.message}`)));
    browser.on('exit', (code) => fail(new Error(`${program} ended with ${code}`)));
  });
  gone.catch(() => {});

  const waiting = new Map();
  let last = 0;
  let begun = [];
  browser.stdio[4].on('data', (piece) => {
    let from = 0;
    for (let end = piece.indexOf(0); end >= 0; from = end + 1, end = piece.indexOf(0, from)) {
      const message = JSON.parse(Buffer.concat([...begun, piece.subarray(from, end)]).toString());
      begun = [];
      const answer = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error) answer?.fail(new Error(message.error.message));
      else answer?.done(message.result);
    }
    begun.push(piece.subarray(from));
  });
  const send = (method, params = {}, sessionId = undefined) => {
    const id = ++last;
    const answer = new Promise((done, fail) => waiting.set(id, { done, fail }));
    browser.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return Promise.race([answer, gone]);
  };

  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  /** The value of an expression in the page, which may be a promise. */
  const evaluate = async (expression) => {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await send('Runtime.evaluate', options, sessionId);
    if (exceptionDetails) {
      const said = new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      throw Object.assign(said, { isThePages: true });
    }
    return result.value;
  };
  const close = async () => {
    if (browser.exitCode === null && browser.signalCode === null) {
      const ended = new Promise((done) => browser.on('exit', done));
      // With all its processes, and not asked to go: a page that never comes back would keep it.
      process.kill(-browser.pid, 'SIGKILL');
      await ended;
    }
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  return { evaluate, close };
}
