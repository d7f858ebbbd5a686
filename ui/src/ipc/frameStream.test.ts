// @vitest-environment node
import { expect, it } from 'vitest';
import { FrameStream } from './frameStream';
import { FRAME_VERSION } from './generated/bindings';

/** A frame in short: `full 3` or `patch 4`, with the generation after `g` and the session after `s`. */
function frame(text: string): object {
  const [kind, sequence] = text.split(' ');
  return {
    version: FRAME_VERSION,
    session: Number(/s(\d+)/.exec(text)?.[1] ?? 1),
    sequence: Number(sequence),
    generation: Number(/g(\d+)/.exec(text)?.[1] ?? 0),
    body: { kind, ops: [] },
  };
}

function check(frames: string[], verdicts: string[], gaps = 0): void {
  let asked = 0;
  const stream = new FrameStream(1, { onFrame: () => undefined, onGap: () => (asked += 1), onForeignVersion: () => undefined });
  expect(frames.map((text) => stream.accept(frame(text)))).toEqual(verdicts);
  expect(asked).toBe(gaps);
}

it('shows a full frame and the patches that follow it', () => {
  check(['full 1', 'patch 2', 'patch 3', 'full 7', 'patch 8'], ['shown', 'shown', 'shown', 'shown', 'shown']);
});

it('asks for a full frame where one is missing, and shows nothing until it comes', () => {
  check(['full 1', 'patch 3', 'patch 4', 'full 5', 'patch 6'], ['shown', 'gap', 'gap', 'shown', 'shown'], 2);
});

it('cannot begin with a patch', () => {
  check(['patch 1', 'full 2'], ['gap', 'shown'], 1);
});

it('drops what is late, of an older generation or of another session', () => {
  check(['full 5 g2', 'full 4 g2', 'full 6 g1', 'full 6 g2 s9', 'patch 6 g2'], ['shown', 'stale', 'stale', 'stale', 'shown']);
});

it('refuses another version of the wire', () => {
  const versions: unknown[] = [];
  const stream = new FrameStream(1, { onFrame: () => undefined, onGap: () => undefined, onForeignVersion: (v) => versions.push(v) });
  expect(stream.accept({ ...frame('full 1'), version: FRAME_VERSION + 1 })).toBe('foreign');
  expect(stream.accept('noise')).toBe('foreign');
  expect(versions).toEqual([FRAME_VERSION + 1, null]);
});
