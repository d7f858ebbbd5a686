import type { ClickedDto, ObstacleDto } from '../ipc/generated/bindings';
import { formatDuration } from '../shared/formatTime';
import { micros } from '../shared/units';

export function targetOf(click: ClickedDto): string {
  const label = click.label === '' ? 'an element that was not recorded' : click.label;
  return click.text === '' ? label : `${label} “${click.text}”`;
}

/** From the click to the first change of the page. */
export function feedbackOf(click: ClickedDto): string {
  return click.firstChange === null ? 'nothing' : formatDuration(micros(click.firstChange - click.at));
}

export function obstacleText({ kind, label }: ObstacleDto): string {
  switch (kind) {
    case 'disabled':
      return `${label} is disabled`;
    case 'disabled-inside':
      return `In it stands ${label}, which is disabled: clicks go to what is around it`;
    case 'aria-disabled':
      return `${label} says that it is disabled (aria-disabled)`;
    case 'inert':
      return `${label} is inert: it takes no clicks`;
    case 'pointer-events':
      return `${label} lets clicks through (pointer-events: none)`;
    case 'behind-modal':
      return `${label} is open as a modal dialog, and this is behind it`;
    default:
      return 'It is no link, button or field, and stands in none';
  }
}

/** What is wrong with it in a word or two, for a row. */
export function trouble(click: ClickedDto): string {
  const [obstacle] = click.obstacles;
  if (obstacle) return obstacle.kind.replaceAll('-', ' ');
  if (click.errors.length > 0) return click.errors.length === 1 ? '1 error' : `${click.errors.length} errors`;
  return click.firstChange === null ? 'no reaction' : '';
}

export function statusText(status: number | null): string {
  if (status === null) return '';
  return status === 0 ? ' → no answer' : ` → ${status}`;
}
