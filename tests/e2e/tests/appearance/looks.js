// What the scripts look with, and how what they see is judged.
const page = __read.frameOf().contentDocument;
const view = page.defaultView;
const $ = (id) => page.getElementById(id);
const css = (element, property, pseudo) => element.ownerDocument.defaultView.getComputedStyle(element, pseudo)[property];
const box = (element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x, y, width, height].map(Math.round);
};
/** The rectangle of what is in an element. */
const textBox = (element) => {
  const range = element.ownerDocument.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect();
};
const inside = (frame) => frame.contentDocument;
/** Milliseconds from the start of the recording. */
const at = __playheadStage.standing().at / 1000;

/** Numbers may be half a pixel off. */
function isLike(seen, wanted) {
  if (Array.isArray(wanted)) {
    return Array.isArray(seen) && seen.length === wanted.length && wanted.every((part, index) => isLike(seen[index], part));
  }
  return typeof wanted === 'number' && typeof seen === 'number' ? Math.abs(seen - wanted) <= 0.5 : seen === wanted;
}

/** Without a step: which steps there are, in their order. With one: what is not as it must be. */
async function looks(list, step) {
  if (step === null) return list.map(([name]) => name).filter((name, index, names) => name !== names[index - 1]);
  const wrong = [];
  for (const [name, see, wanted] of list) {
    if (name !== step) continue;
    let seen;
    try {
      seen = await see();
    } catch (error) {
      seen = String(error);
    }
    if (!isLike(seen, wanted)) wrong.push(`${see}\n    wanted ${JSON.stringify(wanted)}, seen ${JSON.stringify(seen)}`);
  }
  return wrong;
}
