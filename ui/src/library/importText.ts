import { formatBytes, formatCount, formatPlural } from '../shared/formatNumber';
import { messages } from '../shared/messages';
import { importedPart, rateOf, type QueuedImport } from './importQueue.svelte';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;

/** `Importing a.json: 42 % · 4.2 of 10.0 MB · 81,204 events · about 4 s left`. */
export function importText(running: readonly QueuedImport[], waiting = 0): string {
  const [first] = running;
  if (!first) return '';
  const what = running.length === 1 ? first.fileName : formatPlural(running.length, 'file');
  return `Importing ${what}: ${progressText(running)}${waiting > 0 ? ` · ${formatCount(waiting)} waiting` : ''}`;
}

/** `42 % · 4.2 of 10.0 MB · 81,204 events · about 4 s left`. */
function progressText(running: readonly QueuedImport[]): string {
  const sum = (of: (entry: QueuedImport) => number) => running.reduce((total, entry) => total + of(entry), 0);
  const events = sum((entry) => entry.events);
  return joined([...readText(running), formatPlural(events, 'event'), remainsText(running)]);
}

/** For a row of the queue: `42 % · 4.2 of 10.0 MB · 2.1 MB/s · about 4 s left`. */
export function rowText(entry: QueuedImport): string {
  const rate = rateOf(entry);
  return joined([...readText([entry]), rate === null ? '' : `${formatBytes(Math.round(rate))}/s`, remainsText([entry])]);
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

function readText(running: readonly QueuedImport[]): string[] {
  const [bytes, total] = bytesOf(running);
  const part = importedPart(running);
  return [part === null ? '' : `${Math.floor(part * 100)} %`, total > 0 ? `${formatBytes(bytes)} of ${formatBytes(total)}` : ''];
}

function remainsText(running: readonly QueuedImport[]): string {
  const [bytes, total] = bytesOf(running);
  return total > 0 && bytes >= total ? messages.import.ordering : timeLeft(running);
}

function bytesOf(running: readonly QueuedImport[]): [bytes: number, total: number] {
  return [running.reduce((sum, entry) => sum + entry.bytes, 0), running.reduce((sum, entry) => sum + entry.totalBytes, 0)];
}

/** Of several that run beside each other, the longest. */
function timeLeft(running: readonly QueuedImport[]): string {
  const known = running.map(({ left }) => left).filter((left) => left !== null);
  if (known.length === 0) return '';
  const left = Math.max(...known);
  if (left < SECOND) return 'less than 1 s left';
  if (left < 90 * SECOND) return `about ${Math.round(left / SECOND)} s left`;
  return `about ${Math.round(left / MINUTE)} min left`;
}
