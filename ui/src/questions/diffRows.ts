import type { DifferenceDto } from '../ipc/generated/bindings';

export interface DiffRow {
  readonly depth: number;
  readonly key: number;
  readonly label: string;
  /** Null: it stands there only for what differs in it. */
  readonly difference: DifferenceDto | null;
}

export function diffList(differences: readonly DifferenceDto[]): DiffRow[] {
  return differences.map((difference) => ({ depth: 0, key: difference.key, label: difference.label, difference }));
}

/** The elements that differ, in what they stand in. They come in the order of the document. */
export function diffTree(differences: readonly DifferenceDto[]): DiffRow[] {
  const rows: DiffRow[] = [];
  const differing = new Set(differences.map((difference) => difference.key));
  const shown = new Set<number>();
  for (const difference of differences) {
    difference.path.forEach((above, depth) => {
      if (shown.has(above.key) || differing.has(above.key)) return;
      shown.add(above.key);
      rows.push({ depth, key: above.key, label: above.label, difference: null });
    });
    rows.push({ depth: difference.path.length, key: difference.key, label: difference.label, difference });
  }
  return rows;
}
