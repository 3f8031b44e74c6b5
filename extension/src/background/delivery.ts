/** Brings the queue's events to the host, at least once each; the host knows an id again. */
import { ErrorCode, HostFailure } from '../protocol';
import type { Feature, Parts } from './feature';

/** Events in one frame. */
const BATCH = 100;

export const delivery: Feature = (parts, signal) => {
  let running = false;
  const deliver = async () => {
    if (running || signal.aborted || (await parts.consent.since()) === null) return;
    running = true;
    try {
      while (await deliverOnce(parts, BATCH)) if (signal.aborted) return;
    } catch {
      // Not connected: what waits is sent when the connection is back.
    } finally {
      running = false;
    }
  };

  parts.queue.watchSize((size) => {
    if (size > 0) void deliver();
  });
  parts.connection.onState(({ state }) => {
    if (state !== 'connected') return;
    void deliver();
    void parts.recording.tell().catch(() => undefined);
  }, signal);
};

/** @returns whether there may be more to send */
async function deliverOnce({ queue, connection }: Parts, count: number): Promise<boolean> {
  const events = await queue.first(count);
  if (events.length === 0) return false;
  try {
    const { ids } = await connection.request<'recordEvents'>({ type: 'recordEvents', events });
    await queue.acknowledged(ids);
    return ids.length > 0;
  } catch (failure) {
    if (!isRefusalForGood(failure)) throw failure;
    const [only, ...others] = events;
    // One bad event must not hold up the rest: alone, it shows itself.
    if (only && others.length === 0) await queue.refused(only.id);
    else while (await deliverOnce({ queue, connection } as Parts, 1));
    return true;
  }
}

function isRefusalForGood(failure: unknown): boolean {
  return (
    failure instanceof HostFailure &&
    (failure.code === ErrorCode.INVALID_VALUE || failure.code === ErrorCode.MALFORMED_FRAME)
  );
}
