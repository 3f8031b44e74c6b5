/** Asks for the program again and again while the page is open, so that nobody has to press. */
import { useEffect, useRef } from 'preact/hooks';
import type { WorkerState } from '../../messages';
import { worker } from '../shared/client';

/** Milliseconds; an installation takes a minute, so the first looks are close together. */
const FIRST = 1_000;
const LONGEST = 10_000;

/** Milliseconds until the next look, after `looks` that found nothing. */
export function pauseAfter(looks: number): number {
  return Math.min(LONGEST, Math.round(FIRST * 1.3 ** looks));
}

export function useAwaitedProgram(state: WorkerState | null): void {
  const looks = useRef(0);
  const connection = state?.connection;
  // Each attempt ends in a state of its own time: that arms the next.
  const standing =
    connection?.state === 'waiting' ? `waiting ${connection.retryAt}` : connection?.state;
  useEffect(() => {
    if (connection?.state === 'connected') looks.current = 0;
    if (connection?.state !== 'waiting' && connection?.state !== 'closed') return undefined;
    const look = () => void worker.retry().catch(() => undefined);
    const inSight = () => {
      if (!document.hidden) look();
    };
    const wait = connection.state === 'closed' ? 0 : pauseAfter(looks.current++);
    const timer = setTimeout(look, wait);
    document.addEventListener('visibilitychange', inSight);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', inSight);
    };
  }, [standing]);
}
