import type { RecordingRowDto } from '../ipc/generated/bindings';
import { formatDay, formatPlural } from '../shared/formatNumber';
import { formatLength } from '../shared/formatTime';
import { messages } from '../shared/messages';
import { micros } from '../shared/units';

/** Its site; a recording that knows no address says so. */
export function siteText({ site }: { site: string }): string {
  return site === '' ? messages.library.noSite : site;
}

/** The file with the folder or archive that it lay in: many exports are called the same. */
export function fileText({ fileName, sourcePath }: Pick<RecordingRowDto, 'fileName' | 'sourcePath'>): string {
  const parts = sourcePath.split(/[/\\]/).filter((part) => part !== '');
  return parts.length > 1 && parts.at(-1) === fileName ? parts.slice(-2).join('/') : fileName;
}

/** A row's name for assistive technology. */
export function rowName(row: RecordingRowDto): string {
  const errors = row.errors === 0 ? 'no errors' : formatPlural(row.errors, 'error');
  return `${siteText(row)}, ${row.fileName}, ${formatLength(micros(row.duration))}, ${errors}, ${formatDay(row.startWall)}`;
}

/** What there is of several words, in one line. */
export function joined(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}
