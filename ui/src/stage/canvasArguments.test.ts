import { describe, expect, it } from 'vitest';
import { decodeArguments } from './canvasArguments';

const bytes = { rr_type: 'ArrayBuffer', base64: 'AAEC' };

describe('arguments of a canvas command', () => {
  const check = (given: unknown, expected: unknown[]) => expect(decodeArguments(JSON.stringify(given))).toEqual(expected);

  it('are plain values, lists and objects', () => {
    check([1, 'a', null, true, [2, [3]], { x: 4 }], [1, 'a', null, true, [2, [3]], { x: 4 }]);
  });

  it('may be bytes in any shape', () => {
    check([{ rr_type: 'Uint8Array', args: [bytes] }], [new Uint8Array([0, 1, 2])]);
    check([{ rr_type: 'Float32Array', args: [[1, 0.5]] }], [new Float32Array([1, 0.5])]);
    const [view] = decodeArguments(JSON.stringify([{ rr_type: 'DataView', args: [bytes, 1, 2] }])) as [DataView];
    expect([view.byteLength, view.getUint8(0)]).toEqual([2, 1]);
  });

  it('are a promise only where a picture has to be decoded', () => {
    const image = decodeArguments(JSON.stringify([{ rr_type: 'HTMLImageElement', src: 'https://not.recorded/' }, 0]));
    expect(image).toBeInstanceOf(Promise);
    return expect(image).rejects.toThrow('the picture is not in the recording');
  });

  it('are refused when they cannot be made again or nest without end', () => {
    expect(() => decodeArguments('[{"rr_type":"WebGLBuffer","index":0}]')).toThrow('a WebGLBuffer cannot be made again');
    expect(() => decodeArguments('['.repeat(40) + ']'.repeat(40))).toThrow('too deep');
  });
});
