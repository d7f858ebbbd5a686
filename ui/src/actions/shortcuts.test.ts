import { expect, it } from 'vitest';
import { actionFor, isTakenByTarget, shortcutText } from './shortcuts';
import { ACTIONS } from './table';

function press(text: string, key = text.split('+').at(-1) ?? ''): KeyboardEvent {
  const has = (name: string) => text.split('+').slice(0, -1).includes(name);
  return new KeyboardEvent('keydown', {
    key: key === 'Space' ? ' ' : key,
    ctrlKey: has('Ctrl'),
    shiftKey: has('Shift'),
    altKey: has('Alt'),
    bubbles: true,
    cancelable: true,
  });
}

it.each([
  ['Space', 'play.toggle'],
  ['k', 'play.toggle'],
  ['ArrowLeft', 'move.back5'],
  ['Shift+ArrowLeft', 'move.back1'],
  ['j', 'play.reverse'],
  ['l', 'play.forward'],
  ['u', 'play.untilError'],
  ['p', 'move.nextPage'],
  ['Shift+P', 'move.previousPage'],
  ['n', 'note.add'],
  ['Alt+4', 'view.moments'],
  ['Alt+5', 'inspect.network'],
  ['Ctrl+ArrowLeft', 'move.previousAct'],
  ['Alt+ArrowLeft', 'move.jumpBack'],
  ['ArrowUp', 'play.faster'],
  ['e', 'move.nextError'],
  ['Shift+E', 'move.previousError'],
  ['Shift+?', 'help.keys'],
  ['[', 'range.start'],
  ['\\', 'range.clear'],
  ['7', 'move.tenth'],
  ['Ctrl+k', 'open.search'],
  ['Ctrl+Shift+C', 'inspect.pick'],
])('%s means %s', (text, id) => {
  expect(actionFor(press(text))?.action.id).toBe(id);
});

it('leaves keys alone that mean nothing', () => {
  expect(actionFor(press('Ctrl+y'))).toBeNull();
  expect(actionFor(press('Ctrl+Alt+e'))).toBeNull();
});

it('gives no two actions the same key', () => {
  const keys = ACTIONS.flatMap((action) => action.keys);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

it('writes keys as people read them', () => {
  expect(shortcutText('Ctrl+ArrowLeft')).toBe('Ctrl+←');
});

function taken(html: string, event: KeyboardEvent): boolean {
  document.body.innerHTML = html;
  let answer = false;
  const listener = (heard: KeyboardEvent) => (answer = isTakenByTarget(heard));
  window.addEventListener('keydown', listener, { once: true });
  document.body.firstElementChild?.dispatchEvent(event);
  return answer;
}

it.each([
  ['<input type="text">', 'k', true],
  ['<input type="text">', 'Ctrl+k', false],
  ['<input type="text">', 'Alt+ArrowLeft', false],
  ['<button></button>', 'Space', true],
  ['<button></button>', 'k', false],
  ['<div role="slider"></div>', 'ArrowLeft', true],
  ['<div role="slider"></div>', 'Ctrl+ArrowLeft', false],
  ['<p></p>', 'Space', false],
])('in %s, %s belongs to the element: %s', (html, text, expected) => {
  expect(taken(html, press(text))).toBe(expected);
});
