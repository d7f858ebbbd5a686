import { expect, it, vi } from 'vitest';
import { MemoryHost } from '../host/memory/memoryHost';
import { Client } from '../ipc/client';
import type { WhenSpanDto } from '../ipc/generated/bindings';
import { Question, type AnswerPart } from './question.svelte';
import { ANY } from './whenText';

const WHEN = { ask: 'when', when: { ...ANY, selector: '.toast' } } as const;

function span(from: number): WhenSpanDto {
  return { tab: 0, from, until: from + 10, most: 1, page: 1, key: 4, label: 'p.toast' };
}

function part(question: number, from: number[], over: boolean): AnswerPart {
  return { event: 'answer', question, rows: { of: 'when', rows: from.map(span) }, over, isCut: false };
}

function setUp() {
  const host = new MemoryHost({ ask: () => new Promise(() => undefined), ask_stop: () => ({}) });
  const question = new Question(new Client(host), 1, 'when');
  const asked = () => host.calls.filter((call) => call.name === 'ask').map((call) => (call.request as { question: number }).question);
  return { host, question, asked };
}

it('gathers the parts of an answer, and knows when it is whole', () => {
  const { question, asked } = setUp();
  void question.ask(WHEN);
  const [number = 0] = asked();
  expect(question.take(part(number, [1], false))).toBe(true);
  expect([question.rows.length, question.isRunning]).toEqual([1, true]);
  question.take(part(number, [2, 3], true));
  expect([question.rows.map((row) => row.from), question.isRunning]).toEqual([[1, 2, 3], false]);
});

it('takes the question before back, and no answer to it', () => {
  const { host, question, asked } = setUp();
  void question.ask(WHEN);
  void question.ask(WHEN);
  const [first = 0, second = 0] = asked();
  expect(host.calls.find((call) => call.name === 'ask_stop')?.request).toEqual({ question: first });
  expect(question.take(part(first, [1], true))).toBe(false);
  question.take(part(second, [7], true));
  expect(question.rows.map((row) => row.from)).toEqual([7]);
});

it('keeps what was there until the new answer comes', () => {
  const { question, asked } = setUp();
  void question.ask(WHEN);
  question.take(part(asked()[0] ?? 0, [1], true));
  void question.ask(WHEN);
  expect(question.rows.length).toBe(1);
  question.take(part(asked()[1] ?? 0, [], true));
  expect(question.rows.length).toBe(0);
});

it('says why it could not be asked', async () => {
  const { host, question } = setUp();
  host.answer('ask', () => {
    throw { code: 'query', happened: 'This is no selector', advice: 'Close the bracket', path: null };
  });
  await question.ask(WHEN);
  await vi.waitFor(() => expect(question.failure?.happened).toBe('This is no selector'));
  expect(question.isRunning).toBe(false);
});
