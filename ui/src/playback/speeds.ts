/** The speeds on offer, forwards; the engine takes everything between the first and the last, and backwards. */
export const SPEEDS = [0.25, 0.5, 1, 1.5, 2, 4, 8, 16] as const;

/** The next one on offer in the direction that it plays in. */
export function nextSpeed(speed: number, faster: boolean): number {
  const size = Math.abs(speed);
  const found = faster ? SPEEDS.find((s) => s > size) : SPEEDS.findLast((s) => s < size);
  return (found ?? size) * direction(speed);
}

/** The keys of an editing desk: the first press gives the direction, each further one a higher speed. */
export function shuttleSpeed(speed: number, playing: boolean, forward: boolean): number {
  const wanted = forward ? 1 : -1;
  if (direction(speed) !== wanted) return wanted;
  if (!playing) return wanted * Math.abs(speed);
  return nextSpeed(speed, true);
}

export function formatSpeed(speed: number): string {
  return speed < 0 ? `◂ ${-speed}×` : `${speed}×`;
}

/** For assistive technology. */
export function spokenSpeed(speed: number): string {
  return speed < 0 ? `${-speed}×, backwards` : `${speed}×`;
}

function direction(speed: number): 1 | -1 {
  return speed < 0 ? -1 : 1;
}
