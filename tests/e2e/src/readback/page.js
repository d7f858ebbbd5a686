// Runs in the window, as the body of a function: reads what stands in the frame of the stage from the browser itself.
// It asks the stage only which key a node has; of nothing else does it take the stage's word.
if (window.__read) return;

const SHADOW = 11;
const stage = () => window.__playheadStage;
const frameOf = () => document.querySelector('iframe[title="Recorded page content"]');
const nextFrame = () => new Promise((done) => requestAnimationFrame(() => done()));

/** 53 bits of a text: enough to say that two are the same, and short on the wire. */
function hash(texts) {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  const mix = (code) => {
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  };
  for (const text of texts) {
    for (let at = 0; at < text.length; at += 1) mix(text.charCodeAt(at));
    mix(0x10000);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(16);
}

const rulesOf = (sheet) => Array.from(sheet.cssRules, (rule) => rule.cssText);
const digest = (rules) => [rules.length, hash(rules)];

// What is read

function describe(node, key, parent) {
  const read = { k: key, p: parent };
  switch (node.nodeType) {
    case 9:
      read.t = node.compatMode === 'BackCompat' ? 'quirks' : 'document';
      readRoot(read, node);
      readScroll(read, node.defaultView.scrollX, node.defaultView.scrollY);
      return read;
    case SHADOW:
      read.t = 'shadow';
      readRoot(read, node);
      return read;
    case 10:
      return { ...read, t: 'doctype', n: node.name, a: [['public', node.publicId], ['system', node.systemId]] };
    case 3:
      return { ...read, t: 'text', v: node.data };
    case 8:
      return { ...read, t: 'comment', v: node.data };
    default:
      break;
  }
  read.t = { 'http://www.w3.org/1999/xhtml': 'html', 'http://www.w3.org/2000/svg': 'svg', 'http://www.w3.org/1998/Math/MathML': 'math' }[node.namespaceURI] ?? 'other';
  read.n = node.localName;
  const marks = [];
  read.a = [];
  for (const { name, value } of node.attributes) {
    if (name.startsWith('ph-')) marks.push(name);
    else read.a.push([name, value]);
  }
  if (marks.length > 0) read.m = marks.sort();
  // This one answers for the window.
  if (node !== node.ownerDocument.scrollingElement) readScroll(read, node.scrollLeft, node.scrollTop);
  if (read.n === 'style') read.s = node.sheet === null ? null : digest(rulesOf(node.sheet));
  if (read.t === 'html') readControl(read, node);
  return read;
}

/** Our own sheet stands first in every root and is not the page's. */
function readRoot(read, root) {
  const adopted = [...root.adoptedStyleSheets].slice(1);
  if (adopted.length > 0) read.d = adopted.map((sheet) => digest(rulesOf(sheet)));
}

function readScroll(read, left, top) {
  if (left !== 0 || top !== 0) read.o = [left, top];
}

function readControl(read, node) {
  if (node.popover !== null && node.popover !== undefined) read.f = { popover: node.matches(':popover-open') };
  switch (read.n) {
    case 'input':
      read.f = { value: node.value, checked: node.checked };
      return;
    case 'textarea':
      read.f = { value: node.value };
      return;
    case 'option':
      read.f = { selected: node.selected };
      return;
    case 'dialog':
      read.f = { modal: node.matches(':modal') };
      return;
    case 'audio':
    case 'video':
      if (node.readyState > 0) read.f = { at: node.currentTime, paused: node.paused, length: node.duration };
      return;
    default:
      return;
  }
}

/** The last frame of a page in document order: a node, its shadow root, its children, its frame document. */
function readNodes() {
  const { keyOf } = stage();
  const nodes = [];
  const strangers = [];
  const top = frameOf()?.contentDocument ?? null;
  if (top === null || keyOf(top) === null) return { nodes, strangers };
  const stack = [[top, 0]];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const [node, parent] = next;
    const key = keyOf(node);
    if (key === null) {
      // The text that makes a sheet is the stage's own.
      if (node.parentNode?.localName !== 'style') strangers.push(node.nodeName);
      continue;
    }
    nodes.push(describe(node, key, parent));
    const below = [];
    if (node.shadowRoot) below.push(node.shadowRoot);
    below.push(...node.childNodes);
    const inner = node.localName === 'iframe' || node.localName === 'frame' ? node.contentDocument : null;
    if (inner && keyOf(inner) !== null) below.push(inner);
    for (const child of below.reverse()) stack.push([child, key]);
  }
  return { nodes, strangers };
}

function readSelections() {
  const { keyOf } = stage();
  const found = [];
  const documents = [frameOf().contentDocument];
  for (const inner of documents) {
    const selection = inner.defaultView.getSelection();
    for (let at = 0; at < (selection?.rangeCount ?? 0); at += 1) {
      const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(at);
      found.push([keyOf(startContainer), startOffset, keyOf(endContainer), endOffset]);
    }
    const roots = [inner];
    for (const root of roots) {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        if (/^i?frame$/.test(element.localName) && element.contentDocument && keyOf(element.contentDocument) !== null) {
          documents.push(element.contentDocument);
        }
      }
    }
  }
  return found;
}

function read() {
  const standing = stage().standing();
  const view = frameOf()?.contentWindow;
  return {
    ...standing,
    inner: view ? [view.innerWidth, view.innerHeight] : [0, 0],
    ...readNodes(),
    selections: view && standing.at !== null ? readSelections() : [],
    fonts: view ? [...view.document.fonts].map((face) => face.family.replace(/^"(.*)"$/, '$1')) : [],
  };
}

/** Asks the engine for a moment, waits until it stands, and reads it. */
async function at(micros) {
  await go(micros);
  return read();
}

/** Asks the engine for a moment, and waits until it stands. */
async function go(micros, patience = 30000) {
  const { session } = stage().standing();
  const before = stage().standing();
  await window.__TAURI_INTERNALS__.invoke('player', {
    request: { session, commands: [{ do: 'pause' }, { do: 'seek', at: micros }], painted: null },
  });
  const until = performance.now() + patience;
  const arrived = () => {
    const now = stage().standing();
    return now.at === micros && !now.playing && (now.sequence !== before.sequence || before.at === micros);
  };
  while (!arrived() && performance.now() < until) await nextFrame();
  await come(until);
}

/** When everything of the frame that stands has come, and the offsets that waited for it are reached. */
async function settled(until = performance.now() + 30000) {
  await come(until);
  return read();
}

async function come(until) {
  // What has come may ask for more: a drawing for its pictures.
  do {
    while (stage().standing().loading && performance.now() < until) await nextFrame();
    await nextFrame();
    await nextFrame();
  } while (stage().standing().loading && performance.now() < until);
}

async function command(...commands) {
  const { session } = stage().standing();
  await window.__TAURI_INTERNALS__.invoke('player', { request: { session, commands, painted: null } });
}

/** Plays until the page is past a moment, reads it in full run, stops it there, and reads it again. */
async function playPast(micros, speed, patience = 30000) {
  await command({ do: 'setSpeed', speed }, { do: 'play' });
  const until = performance.now() + patience;
  while (!(stage().standing().at >= micros) && performance.now() < until) await nextFrame();
  const running = read();
  await command({ do: 'pause' }, { do: 'setSpeed', speed: 1 });
  while (stage().standing().playing && performance.now() < until) await nextFrame();
  return { running, stopped: await settled() };
}

// What this browser makes of what is expected

const references = new Map();

/** An empty document of the same mode, as the stage makes them. */
function reference(quirks) {
  if (!references.has(quirks)) {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-same-origin');
    frame.style.cssText = 'position: absolute; width: 0; height: 0; border: 0; visibility: hidden';
    document.body.append(frame);
    const made = frame.contentDocument;
    made.open();
    made.write(quirks ? '<html><body></body></html>' : '<!doctype html><html><body></body></html>');
    made.close();
    references.set(quirks, frame);
  }
  return references.get(quirks).contentDocument;
}

/** The rules of a sheet made from nothing. `content` is its text, or the texts of its rules one by one. */
function rulesExpected({ quirks, constructed, content }) {
  const made = reference(quirks);
  const whole = typeof content === 'string';
  const style = made.createElement('style');
  let sheet;
  if (constructed) {
    sheet = new made.defaultView.CSSStyleSheet();
    if (whole) sheet.replaceSync(content);
  } else {
    if (whole) style.textContent = content;
    made.head.append(style);
    ({ sheet } = style);
  }
  if (!whole) {
    for (const rule of content) {
      try {
        sheet.insertRule(rule, sheet.cssRules.length);
      } catch {
        sheet.insertRule('@media not all {}', sheet.cssRules.length);
      }
    }
  }
  const rules = rulesOf(sheet);
  style.remove();
  return rules;
}

/** The value of a control with these attributes, into which a text was typed if it is not null. */
function valueExpected({ name, attributes, value }) {
  const made = reference(false);
  const control = made.createElement(name);
  for (const [attribute, text] of attributes) if (attribute !== 'src') control.setAttribute(attribute, text);
  if (value !== null) {
    if (name === 'textarea') control.value = value;
    else if (!/^(checkbox|radio|file|button|submit|reset|image|hidden)$/.test(control.type)) control.value = value;
  }
  return control.value;
}

/** A `style` attribute with declarations of the stage's own on top. */
function styleExpected({ style, declarations }) {
  const element = reference(false).createElement('div');
  if (style !== null) element.setAttribute('style', style);
  for (const [name, value] of declarations) element.style.setProperty(name, value, 'important');
  return element.style.cssText;
}

/** What stands in a `style` attribute, without the declarations with which the stage shows a canvas. */
function withoutCanvas(style) {
  const element = reference(false).createElement('div');
  element.setAttribute('style', style ?? '');
  for (const name of ['content', 'background-image', 'background-origin', 'background-size', 'background-repeat']) {
    element.style.removeProperty(name);
  }
  return element.style.cssText;
}

/** The offset that the layout lets a scroller have when it is sent to (left, top). */
function offsetExpected({ key, left, top }) {
  const node = stage().nodeOf(key);
  const scroller = node.nodeType === 9 ? node.defaultView : node;
  scroller.scrollTo({ left, top, behavior: 'instant' });
  return node.nodeType === 9 ? [scroller.scrollX, scroller.scrollY] : [node.scrollLeft, node.scrollTop];
}

function actualRules({ key, adopted }) {
  const node = stage().nodeOf(key);
  const sheet = adopted === null ? node.sheet : (node.shadowRoot ?? node).adoptedStyleSheets[adopted + 1];
  return sheet ? rulesOf(sheet) : [];
}

const ANSWERS = {
  rules: (question) => digest(rulesExpected(question)),
  bothRules: (question) => [rulesExpected(question), actualRules(question)],
  value: valueExpected,
  style: styleExpected,
  canvasStyle: ({ stands, recorded }) => [styleExpected({ style: recorded, declarations: [] }), stands].map(withoutCanvas),
  offset: offsetExpected,
  canvas: (question) => window.__pixels.differing(question),
};

async function ask(questions) {
  const answers = [];
  for (const question of questions) answers.push(await ANSWERS[question.ask](question));
  return answers;
}

window.__read = { read, go, at, settled, command, playPast, ask, nextFrame, frameOf };
