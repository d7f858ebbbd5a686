// Arguments of canvas commands: JSON in which objects of the browser are written as `{rr_type, …}`.

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const TYPED_ARRAYS: Readonly<Record<string, new (buffer: ArrayBuffer) => ArrayBufferView>> = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
};

/** Deeper than any real argument; recorded JSON may nest without end. */
const DEEPEST = 16;

/** The values of one command's arguments. Pictures are ready to be drawn when the promise is. */
export function decodeArguments(json: string): unknown[] | Promise<unknown[]> {
  const parsed = JSON.parse(json) as Json;
  const list = Array.isArray(parsed) ? parsed : [parsed];
  return all(list.map((value) => decode(value, 0)));
}

/** Waits only if there is something to wait for: most commands draw at once. */
function all(values: unknown[]): unknown[] | Promise<unknown[]> {
  return values.some((value) => value instanceof Promise) ? Promise.all(values) : values;
}

function then(value: unknown[] | Promise<unknown[]>, next: (value: unknown[]) => unknown): unknown {
  return value instanceof Promise ? value.then(next) : next(value);
}

function decode(value: Json, depth: number): unknown {
  if (depth > DEEPEST) throw new Error('arguments nested too deep');
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return all(value.map((item) => decode(item, depth + 1)));
  const type = value['rr_type'];
  if (typeof type !== 'string') {
    const entries = Object.entries(value);
    const parts = all(entries.map(([, item]) => decode(item, depth + 1)));
    return then(parts, (items) => Object.fromEntries(entries.map(([name], at) => [name, items[at]])));
  }
  const list = (name: string): Json[] => (Array.isArray(value[name]) ? value[name] : []);
  const decodeList = (name: string) => all(list(name).map((item) => decode(item, depth + 1)));
  switch (type) {
    case 'ArrayBuffer':
      return bytesFromBase64(String(value['base64'] ?? '')).buffer;
    case 'Blob': {
      const options = typeof value['type'] === 'string' ? { type: value['type'] } : {};
      return then(decodeList('data'), (parts) => new Blob(parts as BlobPart[], options));
    }
    case 'HTMLImageElement':
      return loadImage(String(value['src'] ?? ''));
    case 'ImageBitmap':
      return Promise.resolve(decodeList('args')).then(([source]) => createImageBitmap(source as ImageBitmapSource));
    case 'ImageData':
      return then(decodeList('args'), ([data, width, height]) => {
        return new ImageData(data as Uint8ClampedArray<ArrayBuffer>, width as number, height as number);
      });
    case 'DataView':
      return then(decodeList('args'), ([buffer, offset, length]) => {
        return new DataView(buffer as ArrayBuffer, offset as number, length as number);
      });
  }
  const TypedArray = TYPED_ARRAYS[type];
  if (TypedArray !== undefined) return then(decodeList('args'), ([data]) => new TypedArray(data as ArrayBuffer));
  // Gradients and patterns are written as an index into objects whose making was not recorded.
  throw new Error(`a ${type} cannot be made again`);
}

export function bytesFromBase64(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Made in our own document: images of the frame tell nobody that they have loaded (WebKit). */
export async function loadImage(source: string): Promise<HTMLImageElement> {
  if (!/^(data|blob):/i.test(source)) throw new Error('the picture is not in the recording');
  const image = new Image();
  image.src = source;
  await image.decode();
  return image;
}
