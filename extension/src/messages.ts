/** What the extension's pages and its worker say to each other. */
import type { FormSnapshot } from './fill/form';
import type { Snapshot } from './page/snapshot';
import type {
  FilledOne,
  PageEvent,
  Push,
  Reason,
  ReplyTo,
  Request,
  RequestOf,
  RequestType,
  Shown,
} from './protocol';

/** Each cause that has a remedy of its own. */
export type FaultKind =
  | 'notInstalled'
  | 'forbidden'
  | 'crashed'
  | 'garbled'
  | 'silent'
  | 'hostTooOld'
  | 'extensionTooOld'
  | 'busy';

export interface Fault {
  kind: FaultKind;
  /** The browser's or the host's own words, for whoever looks closer. */
  detail: string;
}

export type ConnectionState =
  | { state: 'closed' }
  | { state: 'connecting' }
  | { state: 'connected'; hostVersion: string }
  /** Tries again at `retryAt` (milliseconds since 1970). */
  | { state: 'waiting'; fault: Fault; retryAt: number };

/** What the worker knows by itself, also without the host. */
export interface WorkerState {
  started: boolean;
  connection: ConnectionState;
  queued: number;
  /** Events given up because the queue was full or the host refused them. */
  dropped: number;
  recordingPaused: boolean;
  pausedSites: string[];
  /** Where page actions are recorded. */
  watchedSites: string[];
}

export type Ask =
  | { ask: 'host'; request: Request }
  | { ask: 'state' }
  /** The person's consent. */
  | { ask: 'start' }
  /** Downloads from before Stillroom was there may be learned from: the person's consent. */
  | { ask: 'lookBack' }
  /** Connect now instead of at `retryAt`. */
  | { ask: 'retry' }
  | { ask: 'pause'; paused: boolean; site: string | null }
  /** To begin, the page that asks has the permission for the site. */
  | { ask: 'watch'; watched: boolean; site: string }
  /** Whether pages of a site were opened so often that watching it may be offered. */
  | { ask: 'often'; site: string };

export type Answer<T> =
  { ok: true; value: T } | { ok: false; code: number | null; message: string; fault: Fault | null };

/** What the worker tells open pages unasked, over the port named `UI_PORT`. */
export type Told = { push: Push } | { state: WorkerState };

export const UI_PORT = 'ui';

/** What is asked of the host, and what it answers. */
export interface Host {
  request<T extends RequestType>(request: RequestOf<T>): Promise<ReplyTo[T]>;
}

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What a page's script says was done; the worker adds what it must not decide itself. */
export type PageAction = Without<PageEvent, 'id' | 'time' | 'session' | 'url' | 'title' | 'mark'>;

/** A choice among them. */
export type ChosenAction = Extract<PageAction, { type: 'chosen' }>;

/** What a page's script may say and ask: this and nothing else. */
export type PageAsk =
  /** `said` is the value it is about: for the host's memory, and a mark of it for the journal. */
  | { page: 'record'; action: PageAction; said?: string }
  | { page: 'places' }
  | { page: 'suggest'; placeId: string; shown: Shown[] }
  /** The page as it is left or copied from: for the host's memory. */
  | { page: 'seen'; snapshot: Snapshot; copied: string | null }
  /** A form as the person sends it. */
  | { page: 'sent'; form: FormSnapshot; values: FilledOne[] }
  /** What was asked in a chat, and what was copied of the answer: for the host's memory. */
  | { page: 'prompted'; id: string; prompt: string; answer: string | null }
  /** What the person wrote down in the page: for the host's memory, if it is about another one. */
  | { page: 'noted'; fields: Record<string, string[]>; text: string };

export type PageAskOf<K extends PageAsk['page']> = Extract<PageAsk, { page: K }>;

/** What each of its questions is answered with. */
export interface PageReply {
  places: ReplyTo['listPlaces'];
  suggest: ReplyTo['suggestChoices'];
  seen: ReplyTo['notePage'];
  sent: ReplyTo['noteForm'];
  prompted: ReplyTo['notePrompt'];
  noted: ReplyTo['noteWritten'];
}

/** What a model says of a selected text. */
export interface SelectionAnswer {
  label: string | null;
  /** The likeliest label where it is not sure. */
  guess: string | null;
  reasons: Reason[];
  /** How sure it is, and how often it was right. */
  facts: string;
  failure: string | null;
}

/** What the worker tells the scripts in pages unasked. */
export type PageTold = { told: 'changed' } | { told: 'stop' };
