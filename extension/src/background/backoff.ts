/** How long to wait before the next attempt to connect. */

/** Milliseconds; the first retry comes after about this long. */
const FIRST = 1_000;

/** Milliseconds; what does not come back within minutes is asked for every five. */
const LONGEST = 5 * 60_000;

/**
 * Exponential with "equal jitter": half of the wait is certain, half is drawn, so that several
 * profiles that lost one engine do not come back in step.
 *
 * @param attempt failed attempts so far, 1 after the first
 * @param random a draw from [0, 1)
 * @returns milliseconds
 */
export function waitAfter(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** Math.min(Math.max(attempt, 1) - 1, 30));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
