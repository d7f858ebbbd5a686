import { isBoolean, isNumber, isOneOf, Remembered } from '../shared/remembered.svelte';
import { clampCssPx, cssPx, type CssPx } from '../shared/units';

export const DRAWER_TABS = ['console', 'network', 'errors', 'events', 'notes', 'questions', 'privacy', 'health'] as const;
export type DrawerTab = (typeof DRAWER_TABS)[number];
export type LeftTab = 'library' | 'moments';
export const RIGHT_TABS = ['elements', 'history'] as const;
export type RightTab = (typeof RIGHT_TABS)[number];

/** Below it the left column is a rail (look.md, 1024 × 700). */
const NARROW = 1200;
/** Below it the right column opens over the stage (880 × 600). */
const SMALL = 1000;
/** Below it timeline and drawer are lower. */
const SHORT = 800;

const LEFT = { initial: cssPx(260), min: cssPx(200), max: cssPx(480) };
const RIGHT = { initial: cssPx(360), narrow: cssPx(300), min: cssPx(300), max: cssPx(720) };
const DRAWER = { initial: cssPx(220), short: cssPx(180), min: cssPx(120) };
const TIMELINE = { initial: cssPx(164), short: cssPx(96), min: cssPx(96), max: cssPx(360) };
/** Of a low window's height; at 700 it is all of `DRAWER.short`. */
const SHORT_DRAWER_SHARE = 0.26;
/** What the stage keeps when the columns grow. */
const LEAST_STAGE = 320;

function isSize(stored: unknown): stored is CssPx | null {
  return stored === null || isNumber(stored);
}

function remembered(key: string): Remembered<CssPx | null> {
  return new Remembered<CssPx | null>(`layout.${key}`, null, isSize);
}

/** Which zones are open and how large. Null sizes are the defaults, which depend on the window's size. */
export class Layout {
  windowWidth = $state(1440);
  windowHeight = $state(900);
  /** Only the page, transport and timeline. */
  isFocusView = $state(false);
  /** In narrow windows the columns lie over the stage, for as long as they are needed. */
  #leftOver = $state(false);
  #rightOver = $state(false);

  readonly #left = remembered('left');
  readonly #right = remembered('right');
  readonly #drawer = remembered('drawer');
  readonly #timeline = remembered('timeline');
  readonly #leftOpen = new Remembered('layout.leftOpen', true, isBoolean);
  readonly #rightOpen = new Remembered('layout.rightOpen', true, isBoolean);
  readonly #drawerOpen = new Remembered('layout.drawerOpen', false, isBoolean);
  readonly #drawerTab = new Remembered<DrawerTab>('layout.drawerTab', 'console', isOneOf(...DRAWER_TABS));
  readonly #leftTab = new Remembered<LeftTab>('layout.leftTab', 'library', isOneOf('library', 'moments'));
  readonly #rightTab = new Remembered<RightTab>('layout.rightTab', 'elements', isOneOf(...RIGHT_TABS));
  readonly #fit = new Remembered('layout.fit', true, isBoolean);

  readonly isNarrow = $derived(this.windowWidth < NARROW);
  readonly isSmall = $derived(this.windowWidth < SMALL);
  readonly isShort = $derived(this.windowHeight < SHORT);

  readonly leftIs: 'column' | 'over' | 'closed' = $derived.by(() => {
    if (this.isNarrow) return this.#leftOver ? 'over' : 'closed';
    return this.#leftOpen.value && !this.isFocusView ? 'column' : 'closed';
  });
  readonly hasRail = $derived(this.isNarrow && !this.isFocusView);
  readonly rightIs: 'column' | 'over' | 'closed' = $derived.by(() => {
    if (this.isSmall) return this.#rightOver ? 'over' : 'closed';
    return this.#rightOpen.value && !this.isFocusView ? 'column' : 'closed';
  });
  readonly drawerIsOpen = $derived(this.#drawerOpen.value && !this.isFocusView);

  readonly left: CssPx = $derived(clampCssPx(this.#left.value ?? LEFT.initial, LEFT.min, LEFT.max));
  readonly rightInitial: CssPx = $derived(this.isNarrow ? RIGHT.narrow : RIGHT.initial);
  readonly rightMax: CssPx = $derived(cssPx(Math.max(RIGHT.min, Math.min(RIGHT.max, this.windowWidth / 2 - LEAST_STAGE / 4))));
  readonly right: CssPx = $derived(clampCssPx(this.#right.value ?? this.rightInitial, RIGHT.min, this.rightMax));
  readonly drawerInitial: CssPx = $derived(
    this.isShort ? clampCssPx(this.windowHeight * SHORT_DRAWER_SHARE, DRAWER.min, DRAWER.short) : DRAWER.initial,
  );
  readonly drawerMax: CssPx = $derived(this.isShort ? DRAWER.short : cssPx(Math.max(DRAWER.min, this.windowHeight * 0.45)));
  readonly drawer: CssPx = $derived(clampCssPx(this.#drawer.value ?? this.drawerInitial, DRAWER.min, this.drawerMax));
  readonly timelineInitial: CssPx = $derived(this.isShort ? TIMELINE.short : TIMELINE.initial);
  readonly timeline: CssPx = $derived(
    this.isShort ? TIMELINE.short : clampCssPx(this.#timeline.value ?? TIMELINE.initial, TIMELINE.min, TIMELINE.max),
  );

  readonly leftLimits = LEFT;
  readonly rightMin = RIGHT.min;
  readonly drawerMin = DRAWER.min;
  readonly timelineMin = TIMELINE.min;
  readonly timelineMax = TIMELINE.max;

  get leftTab(): LeftTab {
    return this.#leftTab.value;
  }

  get drawerTab(): DrawerTab {
    return this.#drawerTab.value;
  }

  get rightTab(): RightTab {
    return this.#rightTab.value;
  }

  get fit(): boolean {
    return this.#fit.value;
  }

  resizeLeft(size: CssPx): void {
    this.#left.value = size === LEFT.initial ? null : size;
  }

  resizeRight(size: CssPx): void {
    this.#right.value = size === this.rightInitial ? null : size;
  }

  resizeDrawer(size: CssPx): void {
    this.#drawer.value = size === this.drawerInitial ? null : size;
  }

  resizeTimeline(size: CssPx): void {
    this.#timeline.value = size === TIMELINE.initial ? null : size;
  }

  toggleLeft(): void {
    if (this.isNarrow) this.#leftOver = !this.#leftOver;
    else this.#leftOpen.value = this.#show(this.leftIs !== 'closed');
  }

  toggleRight(): void {
    if (this.isSmall) this.#rightOver = !this.#rightOver;
    else this.#rightOpen.value = this.#show(this.rightIs !== 'closed');
  }

  toggleDrawer(): void {
    this.#drawerOpen.value = this.#show(this.drawerIsOpen);
  }

  /** Opens the left column with this tab. */
  showLeft(tab: LeftTab): void {
    this.#leftTab.value = tab;
    this.isFocusView = false;
    if (this.leftIs === 'closed') this.toggleLeft();
  }

  /** Opens the right column with this tab. */
  showRightTab(tab: RightTab): void {
    this.#rightTab.value = tab;
    this.isFocusView = false;
    this.showRight();
  }

  showRight(): void {
    if (this.rightIs === 'closed') this.toggleRight();
  }

  showDrawer(tab: DrawerTab): void {
    this.#drawerTab.value = tab;
    if (!this.drawerIsOpen) this.toggleDrawer();
  }

  /** What a click on a tab of the strip means: the shown one folds. */
  pickDrawerTab(tab: DrawerTab): void {
    if (this.drawerIsOpen && tab === this.drawerTab) this.toggleDrawer();
    else this.showDrawer(tab);
  }

  closeLeftOver(): void {
    this.#leftOver = false;
  }

  closeOver(): void {
    this.#leftOver = false;
    this.#rightOver = false;
  }

  get hasOver(): boolean {
    return this.leftIs === 'over' || this.rightIs === 'over';
  }

  toggleFit(): void {
    this.#fit.value = !this.#fit.value;
  }

  /** A zone that is asked for ends the focus view. */
  #show(isShown: boolean): boolean {
    this.isFocusView = false;
    return !isShown;
  }
}
