import type { Connection } from './connection';
import type { Consent } from './consent';
import type { EventQueue } from './queue';
import type { Recording } from './recording';
import type { Watching } from './watching';

/** What the features share; made once for each life of the worker. */
export interface Parts {
  connection: Connection;
  queue: EventQueue;
  consent: Consent;
  recording: Recording;
  watching: Watching;
}

/**
 * One thing the worker does. It registers its listeners before it returns, as the browser demands,
 * and does nothing after the signal.
 */
export type Feature = (parts: Parts, signal: AbortSignal) => void;
