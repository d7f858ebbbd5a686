import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Client } from '../ipc/client';
import type { Commands, ElementRowDto } from '../ipc/generated/bindings';
import { ElementTree } from './elementTree.svelte';
import { rowLength, rowParts } from './rowParts';

interface Item {
  key: number;
  name: string;
  below?: Item[];
}

/** Answers as the engine does, from a tree that can be changed between two answers. */
class Engine {
  readonly asked: string[] = [];
  top: Item[];

  constructor(top: Item[]) {
    this.top = top;
  }

  readonly client = {
    call: async (name: string, request: unknown) => {
      if (name === 'element_details') return this.details((request as Commands['element_details']['request']).key);
      return this.rows(request as Commands['element_rows']['request']);
    },
  } as unknown as Client;

  details(key: number): unknown {
    this.asked.push(`details ${key}`);
    const path = this.pathTo(key);
    return path && { key, path: path.map((item) => ({ key: item.key, label: item.name })), outerHtml: '' };
  }

  rows(request: Commands['element_rows']['request']): Commands['element_rows']['response'] {
    const { first, count, reveal } = request;
    this.asked.push(`rows ${first}+${count}${reveal === null ? '' : ` reveal ${reveal}`}`);
    const open = new Set([...request.expanded, ...(reveal === null ? [] : (this.pathTo(reveal) ?? []).slice(0, -1).map(({ key }) => key))]);
    const all: ElementRowDto[] = [];
    const stack = this.top.map((item) => ({ item, depth: 0 })).reverse();
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { item, depth } = next;
      const below = item.below ?? [];
      all.push(rowOf({ key: item.key, name: item.name, depth, children: below.length, expanded: open.has(item.key) && below.length > 0 }));
      if (open.has(item.key)) stack.push(...below.map((child) => ({ item: child, depth: depth + 1 })).reverse());
    }
    const revealed = reveal === null ? -1 : all.findIndex(({ key }) => key === reveal);
    const from = revealed >= 0 && (revealed < first || revealed >= first + count) ? Math.max(0, revealed - 1) : first;
    return {
      at: 0,
      epoch: 0,
      total: all.length,
      first: from,
      rows: all.slice(from, from + count),
      revealed: revealed < 0 ? null : revealed,
    };
  }

  pathTo(key: number): Item[] | null {
    const stack = this.top.map((item) => [item]);
    for (let path = stack.pop(); path; path = stack.pop()) {
      const item = path.at(-1);
      if (item?.key === key) return path;
      for (const child of item?.below ?? []) stack.push([...path, child]);
    }
    return null;
  }
}

function rowOf(parts: Partial<ElementRowDto>): ElementRowDto {
  const row: ElementRowDto = {
    key: 1,
    depth: 0,
    kind: 'element',
    name: 'div',
    attributes: [],
    live: null,
    children: 0,
    expanded: false,
    inlineText: null,
    withheld: null,
  };
  return { ...row, ...parts };
}

const PAGE = (): Item[] => [
  {
    key: 1,
    name: 'html',
    below: [
      { key: 2, name: 'head', below: [{ key: 3, name: 'title' }] },
      { key: 4, name: 'body', below: [{ key: 5, name: 'main', below: [{ key: 6, name: 'p', below: [{ key: 7, name: 'b' }] }] }] },
    ],
  },
];

const names = (tree: ElementTree) => tree.rows?.rows.map(({ name, depth }) => '·'.repeat(depth) + name);

describe('the element tree', () => {
  let engine: Engine;
  let tree: ElementTree;

  beforeEach(() => {
    vi.useFakeTimers();
    engine = new Engine(PAGE());
    tree = new ElementTree(engine.client, 1);
  });

  afterEach(() => {
    tree.close();
    vi.useRealTimers();
  });

  const settle = () => vi.advanceTimersByTimeAsync(1000);

  it('begins with what a page shows', async () => {
    tree.follow();
    await settle();
    expect(names(tree)).toEqual(['html', '·head', '·body', '··main']);
  });

  it('leaves closed what was closed by hand', async () => {
    tree.follow();
    await settle();
    tree.setExpanded(4, false);
    tree.follow();
    await settle();
    expect(names(tree)).toEqual(['html', '·head', '·body']);
  });

  it('asks at most ten times a second, and never twice at once', async () => {
    tree.follow();
    await settle();
    engine.asked.length = 0;
    for (let frame = 0; frame < 60; frame += 1) {
      tree.follow();
      await vi.advanceTimersByTimeAsync(16);
    }
    expect(engine.asked.length).toBeGreaterThan(7);
    expect(engine.asked.length).toBeLessThanOrEqual(11);
  });

  it('does not let a person wait for that', async () => {
    tree.follow();
    await vi.advanceTimersByTimeAsync(0);
    tree.setExpanded(5, true);
    await vi.advanceTimersByTimeAsync(1);
    expect(names(tree)).toContain('···p');
  });

  it('opens the way to a node and keeps it open', async () => {
    tree.inspect(7);
    tree.reveal(7);
    await settle();
    expect(tree.revealed).toEqual({ index: 5 });
    tree.follow();
    await settle();
    expect(names(tree)).toEqual(['html', '·head', '·body', '··main', '···p', '····b']);
    expect(tree.parentOf(5)).toBe(6);
  });

  it('shows a node as soon as it exists', async () => {
    const [html] = PAGE();
    engine.top = html ? [{ key: html.key, name: html.name }] : [];
    tree.inspect(7);
    tree.reveal(7);
    await settle();
    expect(tree.inspected).toEqual({ key: 7, found: null });
    expect(tree.revealed).toBeNull();
    engine.top = PAGE();
    tree.follow();
    await settle();
    expect(tree.revealed).toEqual({ index: 5 });
    expect(tree.inspected?.found?.key).toBe(7);
  });

  it('expands all below a node', async () => {
    tree.follow();
    await settle();
    void tree.expandBelow(2);
    await settle();
    expect(names(tree)).toEqual(['html', '·head', '·body', '··main', '···p', '····b']);
  });

  it('reads the rows that came into view, and tells what was waited for', async () => {
    tree.follow();
    await settle();
    tree.showWindow(2, 1);
    const seen: string[] = [];
    await settle();
    tree.whenRead(3, (row) => seen.push(row.name));
    expect(seen).toEqual([]);
    tree.showWindow(3, 1);
    await settle();
    expect(seen).toEqual(['main']);
  });

  it('says it when the engine does not answer', async () => {
    const broken = new ElementTree({ call: () => Promise.reject(new Error('gone')) }, 1);
    broken.follow();
    await settle();
    expect(broken.failure?.happened).toBe('The element tree could not be read');
    broken.close();
  });
});

describe('a row of the tree', () => {
  const text = (parts: Partial<ElementRowDto>) =>
    rowParts(rowOf(parts))
      .map((part) => part.text)
      .join('');

  it('is written as HTML is', () => {
    expect(text({ attributes: [['class', 'a b'], ['hidden', '']] })).toBe('<div class="a b" hidden>');
    expect(text({ inlineText: 'Hello' })).toBe('<div>Hello</div>');
    expect(text({ children: 3 })).toBe('<div>…</div>');
    expect(text({ children: 3, expanded: true })).toBe('<div>');
    expect(text({ kind: 'text', name: 'words' })).toBe('"words"');
    expect(text({ kind: 'comment', name: 'c' })).toBe('<!-- c -->');
    expect(text({ kind: 'doctype', name: 'html' })).toBe('<!doctype html>');
    expect(text({ kind: 'shadowRoot', name: '#shadow-root' })).toBe('#shadow-root');
  });

  it('is as long as it is written', () => {
    expect(rowLength(rowOf({ inlineText: 'Hello', live: 'open' }))).toBe('<div>Hello</div>'.length + 6);
  });
});
