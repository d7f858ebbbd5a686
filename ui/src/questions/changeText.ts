import type { ChangeDto } from '../ipc/generated/bindings';

const LONGEST = 60;

function quoted(value: string | null): string {
  if (value === null) return 'nothing';
  const line = value.replace(/\s+/g, ' ').trim();
  return line === '' ? 'empty' : `“${line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line}”`;
}

function was(change: ChangeDto): string {
  return `${quoted(change.old)} → ${quoted(change.new)}`;
}

/** One change as a person says it. */
export function changeText(change: ChangeDto): string {
  const { kind, name, old, new: now } = change;
  switch (kind) {
    case 'created':
      return 'created';
    case 'removed':
      return old === 'page' ? 'gone with its page' : change.other === null ? 'removed' : 'removed with what it stood in';
    case 'moved':
      return 'moved';
    case 'attribute':
      if (old === null) return `${name} set: ${quoted(now)}`;
      return now === null ? `${name} taken away, was ${quoted(old)}` : `${name}: ${was(change)}`;
    case 'child-added':
      return `came into it: ${now ?? 'an element'}`;
    case 'child-removed':
      return `went from it: ${old ?? 'an element'}`;
    case 'order':
      return 'what stands in it has another order';
    case 'checked':
      return now === 'true' ? 'ticked' : 'unticked';
    default:
      return `${kind}: ${was(change)}`;
  }
}

/** `+` came, `−` went, `~` is otherwise. */
export function signOf(changes: readonly ChangeDto[]): '+' | '−' | '~' {
  const kind = changes[0]?.kind;
  return kind === 'created' ? '+' : kind === 'removed' ? '−' : '~';
}
