import { formatBytes, formatPlural } from '../shared/formatNumber';
import { messages } from '../shared/messages';
import { fileNameOf } from './fileName';
import { importedPart, type ImportProgress } from './libraryController.svelte';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;

/** `Importing a.json: 42 % · 4.2 of 10.0 MB · 81,204 events · about 4 s left`. */
export function importText(imports: readonly ImportProgress[]): string {
  const [first] = imports;
  if (!first) return '';
  const sum = (of: (running: ImportProgress) => number) => imports.reduce((total, running) => total + of(running), 0);
  const [bytes, total] = [sum(({ bytes: read }) => read), sum(({ totalBytes }) => totalBytes)];
  const part = importedPart(imports);
  const parts = [
    part === null ? '' : `${Math.floor(part * 100)} %`,
    total > 0 ? `${formatBytes(bytes)} of ${formatBytes(total)}` : '',
    formatPlural(
      sum(({ events }) => events),
      'event',
    ),
    total > 0 && bytes >= total ? messages.import.ordering : timeLeft(imports),
  ];
  const what = imports.length === 1 ? fileNameOf(first.path) : formatPlural(imports.length, 'file');
  return `Importing ${what}: ${parts.filter((word) => word !== '').join(' · ')}`;
}

/** Of several that run beside each other, the longest. */
function timeLeft(imports: readonly ImportProgress[]): string {
  const known = imports.map(({ left }) => left).filter((left) => left !== null);
  if (known.length === 0) return '';
  const left = Math.max(...known);
  if (left < SECOND) return 'less than 1 s left';
  if (left < 90 * SECOND) return `about ${Math.round(left / SECOND)} s left`;
  return `about ${Math.round(left / MINUTE)} min left`;
}
