/** A node of one page of one tab. */
export interface ChosenNode {
  readonly key: number;
  /** The epoch of the page it was chosen on: another page's node with the same key is another node. */
  readonly page: number;
  readonly tab: number;
}

/** One selection for tree, stage and timeline: whichever was clicked, all show it. Keys are the engine's. */
export class NodeSelection {
  /** The epoch of the page that stands on the stage. */
  page = $state(0);
  /** The tab that it stands in. */
  tab = $state(0);
  /** Under the pointer, in the tree or on the stage. */
  hovered = $state<number | null>(null);
  /** A click on the stage selects instead of nothing. */
  picking = $state(false);

  #chosen = $state.raw<ChosenNode | null>(null);

  /** Stays while the playhead moves, also to moments at which the node does not exist. */
  readonly selected: number | null = $derived(
    this.#chosen?.page === this.page && this.#chosen.tab === this.tab ? this.#chosen.key : null,
  );
  /** What is selected stood on another page, or in another tab. */
  readonly isElsewhere: boolean = $derived(this.#chosen !== null && this.selected === null);

  /** What is selected, also while another page is shown. */
  get chosen(): ChosenNode | null {
    return this.#chosen;
  }

  select(key: number | null): void {
    if (key === null) this.#chosen = null;
    else if (this.selected !== key) this.#chosen = { key, page: this.page, tab: this.tab };
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
