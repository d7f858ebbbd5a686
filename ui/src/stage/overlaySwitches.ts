/** What is drawn above the page; each can be switched off. */
export interface OverlaySwitches {
  pointer: boolean;
  trail: boolean;
  clicks: boolean;
  touch: boolean;
  scroll: boolean;
  console: boolean;
  /** What was clicked, by name. */
  names: boolean;
  /** The page's frame is red for a moment when something fails. */
  errors: boolean;
  /** The new size, when the window changed it. */
  viewport: boolean;
}

export const DEFAULT_OVERLAYS: OverlaySwitches = {
  pointer: true,
  trail: true,
  clicks: true,
  touch: true,
  scroll: true,
  console: true,
  names: true,
  errors: true,
  viewport: true,
};
