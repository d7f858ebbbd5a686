/** The speeds on offer; the engine takes everything between the first and the last. */
export const SPEEDS = [0.25, 0.5, 1, 1.5, 2, 4, 8, 16] as const;

export function nextSpeed(speed: number, faster: boolean): number {
  const found = faster ? SPEEDS.find((s) => s > speed) : SPEEDS.findLast((s) => s < speed);
  return found ?? speed;
}

export function formatSpeed(speed: number): string {
  return `${speed}×`;
}
