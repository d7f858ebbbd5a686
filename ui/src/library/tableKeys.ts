import type { RecordingRowDto } from '../ipc/generated/bindings';
import type { LibraryController } from './libraryController.svelte';

interface Table {
  library: () => LibraryController;
  /** Scrolls to a line. */
  reveal: (line: number) => void;
  open: (row: RecordingRowDto) => void;
}

/** Rows of one press of Page Down, where the list does not say how many it shows. */
const PAGE = 12;

/** The keys of the list of recordings: moving, selecting, opening, removing. */
export function tableKeys({ library: libraryOf, reveal, open }: Table): (event: KeyboardEvent) => void {
  function move(to: number, extends_: boolean): void {
    const { view, selection } = libraryOf();
    const entries = view.dto?.entries ?? 0;
    if (entries === 0) return;
    const entry = Math.min(Math.max(to, 0), entries - 1);
    const id = view.rowAt(entry)?.id ?? null;
    if (extends_) void selection.extendTo(entry, id);
    else selection.pick(entry, id);
    reveal(view.lineOf(entry));
  }

  function moved(event: KeyboardEvent): number | null {
    const { view, selection } = libraryOf();
    const from = selection.entry;
    const last = (view.dto?.entries ?? 0) - 1;
    const targets: Record<string, number> = {
      ArrowDown: (from ?? -1) + 1,
      ArrowUp: from === null ? last : from - 1,
      PageDown: (from ?? 0) + PAGE,
      PageUp: (from ?? 0) - PAGE,
      Home: 0,
      End: last,
    };
    return targets[event.key] ?? null;
  }

  function act(event: KeyboardEvent): boolean {
    const library = libraryOf();
    const { view, selection } = library;
    const row = selection.entry === null ? null : (view.rowAt(selection.entry) ?? null);
    const hasCtrl = event.ctrlKey || event.metaKey;
    if (event.altKey) return false;
    if (hasCtrl) {
      if (event.key.toLowerCase() !== 'a') return false;
      void selection.all(view.dto?.entries ?? 0);
      return true;
    }
    const target = moved(event);
    if (target !== null) move(target, event.shiftKey);
    else if (event.key === ' ' && row && selection.entry !== null) selection.toggle(selection.entry, row.id);
    else if (event.key === 'Delete' && selection.count > 0) library.remove(selection.ids);
    else if (event.key === 'Enter' && row) open(row);
    else if (event.key === 'Escape' && selection.count > 1 && row && selection.entry !== null) selection.pick(selection.entry, row.id);
    else return false;
    return true;
  }

  return (event) => {
    // Buttons in a row have their own keys.
    if (event.target !== event.currentTarget || !act(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
