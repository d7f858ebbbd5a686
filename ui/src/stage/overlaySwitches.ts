/** What is drawn above the page; each can be switched off. */
export interface OverlaySwitches {
  pointer: boolean;
  trail: boolean;
  clicks: boolean;
  touch: boolean;
  scroll: boolean;
  console: boolean;
}

export const DEFAULT_OVERLAYS: OverlaySwitches = {
  pointer: true,
  trail: true,
  clicks: true,
  touch: true,
  scroll: true,
  console: true,
};
