// @vitest-environment node
import { expect, it } from 'vitest';
import type { FrameDto, StageNodeDto, StageOpDto } from './generated/bindings';
import { MissingAssets } from './missingAssets';

function image(key: number, parent?: number): StageNodeDto {
  return { k: key, p: parent, t: 'html', n: 'img', live: { missing: 'https://a.example/x.png' } };
}

function box(key: number, parent?: number): StageNodeDto {
  return { k: key, p: parent, t: 'html', n: 'div' };
}

function check(frames: ['full' | 'patch', StageOpDto[]][], counts: number[]): void {
  const missing = new MissingAssets();
  const found = frames.map(([kind, ops]) => {
    missing.follow({ body: { kind, ops } } as FrameDto);
    return missing.list.length;
  });
  expect(found).toEqual(counts);
}

it('counts missing assets through inserts, changes and removals of what holds them', () => {
  check(
    [
      ['full', [{ op: 'insert', parent: null, before: null, nodes: [box(1), box(2, 1), image(3, 2), image(4, 1)] }]],
      ['patch', [{ op: 'insert', parent: 2, before: null, nodes: [image(5)] }]],
      ['patch', [{ op: 'setLive', key: 4, live: {} }]],
      ['patch', [{ op: 'move', key: 5, parent: 1, before: null }]],
      ['patch', [{ op: 'remove', key: 2 }]],
      ['full', []],
    ],
    [2, 3, 2, 2, 1, 0],
  );
});
