/** One selection for tree, stage and timeline: whichever was clicked, all show it. Keys are the engine's. */
export class NodeSelection {
  /** Stays while the playhead moves, also to moments at which the node does not exist. */
  selected = $state<number | null>(null);
  /** Under the pointer, in the tree or on the stage. */
  hovered = $state<number | null>(null);
  /** A click on the stage selects instead of nothing. */
  picking = $state(false);

  select(key: number | null): void {
    this.selected = key;
  }

  hover(key: number | null): void {
    this.hovered = key;
  }

  startPicking(): void {
    this.picking = true;
  }

  stopPicking(): void {
    this.picking = false;
    this.hovered = null;
  }

  /** What a click on the stage chose; ends the mode. Nothing was there: the mode goes on. */
  pick(key: number | null): void {
    if (key === null) return;
    this.selected = key;
    this.stopPicking();
  }
}
