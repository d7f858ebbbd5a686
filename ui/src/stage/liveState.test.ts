import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StageLiveDto, StageOpDto } from '../ipc/generated/bindings';
import { el, page, TestStage, text } from './testing/page';

let stage: TestStage;

beforeEach(() => {
  stage = new TestStage();
});

afterEach(() => stage.remove());

const live = (key: number, state: StageLiveDto): StageOpDto => ({ op: 'setLive', key, live: state });

describe('form fields', () => {
  it('show what was typed, and their attribute again when that is gone', () => {
    stage.full(page(el(4, 'input', { value: 'attribute' }, [], { live: { value: 'typed' } })));
    const input = stage.find<HTMLInputElement>('input');
    expect(input.value).toBe('typed');
    stage.patch({ op: 'setAttribute', key: 4, name: 'value', value: 'other' });
    expect(input.value).toBe('typed');
    stage.patch(live(4, {}));
    expect(input.value).toBe('other');
    stage.patch({ op: 'setAttribute', key: 4, name: 'value', value: 'last' });
    expect(input.value).toBe('last');
  });

  it('do the same with the text of a textarea', () => {
    stage.full(page(el(4, 'textarea', {}, [text(5, 'default')], { live: { value: 'typed' } })));
    expect(stage.find<HTMLTextAreaElement>('textarea').value).toBe('typed');
    stage.patch(live(4, {}));
    expect(stage.find<HTMLTextAreaElement>('textarea').value).toBe('default');
  });

  it('leave the value attribute of a box as recorded', () => {
    stage.full(page(el(4, 'input', { type: 'checkbox', value: 'v' }, [], { live: { checked: true, value: 'on' } })));
    expect(stage.tree).toBe('4 input type=checkbox value=v');
    expect(stage.find<HTMLInputElement>('input').checked).toBe(true);
  });

  it('give a radio back to its attribute when another of the group is no longer on', () => {
    const radio = (key: number, more: Record<string, string> = {}) => el(key, 'input', { type: 'radio', name: 'r', ...more });
    stage.full(page(radio(4, { checked: '' }), radio(5)));
    const on = () => [...stage.document.querySelectorAll('input')].map((input) => input.checked);
    stage.patch(live(5, { checked: true }));
    expect(on()).toEqual([false, true]);
    stage.patch(live(5, {}));
    expect(on()).toEqual([true, false]);
  });

  it('choose an option, and the first one again', () => {
    const option = (key: number, value: string) => el(key, 'option', { value });
    stage.full(page(el(4, 'select', {}, [option(5, 'a'), option(6, 'b')])));
    const select = stage.find<HTMLSelectElement>('select');
    stage.patch(live(6, { selected: true }));
    expect(select.value).toBe('b');
    stage.patch(live(6, {}));
    expect(select.value).toBe('a');
    stage.patch(live(4, { value: 'b' }));
    expect(select.value).toBe('b');
  });
});

describe('elements that are not what they were', () => {
  it('have the size that was kept when their content was blocked', () => {
    stage.full(page(el(4, 'div', { style: 'color: red' }, [], { live: { blockedSize: ['10px', '20px'] } })));
    expect(stage.tree).toBe('4 div style=color: red [ph-blocked]');
    expect(stage.find('div').style.width).toBe('10px');
    stage.patch({ op: 'setAttribute', key: 4, name: 'style', value: 'color: blue' });
    expect(stage.find('div').style).toMatchObject({ color: 'blue', width: '10px', height: '20px' });
    stage.patch(live(4, {}));
    expect(stage.find('div').getAttribute('style')).toBe('color: blue');
  });

  it('show their recorded picture instead of an address', () => {
    stage.full(page(el(4, 'img', { src: 'https://a/', srcset: 'b 2x' }, [], { live: { picture: 'data:image/gif,x' } })));
    const image = stage.find('img');
    expect([image.getAttribute('src'), image.getAttribute('srcset')]).toEqual(['data:image/gif,x', null]);
    stage.patch({ op: 'setAttribute', key: 4, name: 'src', value: 'https://c/' }, live(4, {}));
    expect([image.getAttribute('src'), image.getAttribute('srcset')]).toEqual(['https://c/', 'b 2x']);
  });

  it('are listed with their address when the recording lacks them', () => {
    stage.full(page(el(4, 'img', {}, [], { live: { missing: 'https://a/b.png' } }), el(5, 'img')));
    expect([...stage.mirror.missing]).toEqual([[4, 'https://a/b.png']]);
    stage.patch({ op: 'remove', key: 4 });
    expect([...stage.mirror.missing]).toEqual([]);
  });
});

describe('live state of a node that is not there', () => {
  it('is a problem', () => {
    stage.full(page(), live(99, { value: 'x' }));
    expect(stage.problems).toBe('live state for 99, which is not on the stage');
  });
});
