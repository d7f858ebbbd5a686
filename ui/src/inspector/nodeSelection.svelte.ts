interface Chosen {
  readonly key: number;
  /** The epoch of the page it was chosen on: another page's node with the same key is another node. */
  readonly page: number;
}

/** One selection for tree, stage and timeline: whichever was clicked, all show it. Keys are the engine's. */
export class NodeSelection {
  /** The epoch of the page that stands on the stage. */
  page = $state(0);
  /** Under the pointer, in the tree or on the stage. */
  hovered = $state<number | null>(null);
  /** A click on the stage selects instead of nothing. */
  picking = $state(false);

  #chosen = $state.raw<Chosen | null>(null);

  /** Stays while the playhead moves, also to moments at which the node does not exist. */
  readonly selected: number | null = $derived(this.#chosen?.page === this.page ? this.#chosen.key : null);
  /** What is selected stood on another page, or in another tab. */
  readonly isElsewhere: boolean = $derived(this.#chosen !== null && this.#chosen.page !== this.page);

  select(key: number | null): void {
    this.#chosen = key === null ? null : { key, page: this.page };
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
    this.select(key);
    this.stopPicking();
  }
}
