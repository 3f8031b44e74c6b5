/** What the panel and the script it puts into a page say to each other while a routine is done. */
import type { ReplayStep } from '../protocol';

/** How sure it must be that an element is the one that was meant. */
export const ACT = 0.75;
export const ASK = 0.4;

export type Why =
  /** It was another one each time: the person's to choose. */
  | 'varies'
  /** Nothing like it is there. */
  | 'missing'
  /** The page takes a payment, a password or a code. */
  | 'secret'
  /** It pays or orders: the person's to press. */
  | 'payment'
  /** It cannot be pressed or written into now. */
  | 'locked'
  /** The field did not take the value. */
  | 'refused'
  /** It is not sure what to make of what was copied. */
  | 'unsure'
  /** The person did something in the page meanwhile. */
  | 'person'
  /** The page in the tab is another one. */
  | 'page';

export type Command =
  | { replay: 'find'; step: ReplayStep }
  /** `least`: how sure it must be still; the page may be another one since it was looked at. */
  | { replay: 'act'; step: ReplayStep; value: string | null; least: number }
  | { replay: 'resume' }
  | { replay: 'end' };

export interface Told {
  /** How sure it is of the element that it marked in the page; 0 where there is none. */
  confidence: number;
  why: Why | null;
  /** What was copied. */
  copied: string | null;
}
