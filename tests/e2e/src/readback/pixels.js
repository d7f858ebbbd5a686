// Runs in the window, as the body of a function: what a canvas shows, and what it should show.
if (window.__pixels) return;

function surface(width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas.getContext('2d', { willReadFrequently: true });
}

async function picture(source) {
  const image = new Image();
  image.src = source;
  await image.decode();
  return image;
}

/** The pixels on white, so that what cannot be seen is not compared. */
function onWhite(drawn, width, height) {
  const context = surface(width, height);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(drawn, 0, 0);
  return context.getImageData(0, 0, width, height).data;
}

/** In a frame without scripts a canvas shows its pixels as the first picture of its background. */
async function shown(element) {
  const style = element.ownerDocument.defaultView.getComputedStyle(element);
  const layer = /^url\("([^"]*)"\)/.exec(style.backgroundImage);
  return layer === null ? null : picture(layer[1]);
}

const ARRAYS = { Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array };

async function value(json) {
  if (Array.isArray(json)) return Promise.all(json.map(value));
  if (json === null || typeof json !== 'object') return json;
  const { rr_type: type } = json;
  if (type === undefined) {
    const entries = await Promise.all(Object.entries(json).map(async ([name, item]) => [name, await value(item)]));
    return Object.fromEntries(entries);
  }
  const parts = await value(json.args ?? json.data ?? []);
  if (type === 'ArrayBuffer') return Uint8Array.from(atob(json.base64), (letter) => letter.charCodeAt(0)).buffer;
  if (type === 'Blob') return new Blob(parts, { type: json.type });
  if (type === 'ImageBitmap') return createImageBitmap(parts[0]);
  if (type === 'HTMLImageElement') return picture(json.src);
  if (type === 'ImageData') return new ImageData(...parts);
  if (type in ARRAYS) return new ARRAYS[type](parts[0]);
  throw new Error(type);
}

/** How many pixels of a canvas are not what the recording says, of how many. */
async function differing({ key, picture: under, commands }) {
  const element = window.__playheadStage.nodeOf(key);
  const { width, height } = element;
  if (width === 0 || height === 0) return [0, 0];
  const context = surface(width, height);
  if (under !== null) {
    try {
      context.drawImage(await picture(under), 0, 0);
    } catch {
      // Damaged: what was drawn after it is drawn all the same.
    }
  }
  for (const [property, json, assigned] of commands) {
    try {
      const list = await value(JSON.parse(json));
      if (assigned) context[property] = list[0];
      else context[property](...list);
    } catch {
      // Gradients and the like, whose making was not recorded.
    }
  }
  const stands = await shown(element);
  const expected = onWhite(context.canvas, width, height);
  const found = stands === null ? onWhite(surface(width, height).canvas, width, height) : onWhite(stands, width, height);
  let wrong = 0;
  for (let at = 0; at < expected.length; at += 4) {
    // A picture is kept as PNG, which rounds colours that are half transparent.
    const off = Math.max(...[0, 1, 2].map((channel) => Math.abs(expected[at + channel] - found[at + channel])));
    if (off > 3) wrong += 1;
  }
  return [wrong, width * height];
}

/** Red, green, blue and opacity at some points of what a canvas shows. */
async function colours(element, points) {
  const stands = await shown(element);
  const context = surface(element.width, element.height);
  if (stands !== null) context.drawImage(stands, 0, 0);
  return points.map(([x, y]) => [...context.getImageData(x, y, 1, 1).data]);
}

window.__pixels = { differing, colours };
