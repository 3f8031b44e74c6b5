/** Tells apart why there is no connection: the browser gives a sentence, the person needs one remedy. */
import type { Fault } from '../messages';
import { ErrorCode, PROTOCOL_VERSION } from '../protocol';

/** A request that could not reach the host. */
export class NotConnected extends Error {
  constructor(readonly fault: Fault) {
    super(fault.detail);
    this.name = 'NotConnected';
  }
}

const SENTENCES: [RegExp, Fault['kind']][] = [
  // Firefox says one sentence for "not installed, or not for you"; installing mends both.
  [
    /host not found|no such native application|or the application is not installed/i,
    'notInstalled',
  ],
  [/forbidden|does not have permission to use native application/i, 'forbidden'],
  [/host has exited|failed to start native messaging host|stopped working/i, 'crashed'],
  [/error when communicating|tried to send a message of|unexpected error occurred/i, 'garbled'],
];

/** The fault behind a port's end, from the browser's sentence. */
export function faultOfDisconnect(sentence: string): Fault {
  const kind = SENTENCES.find(([pattern]) => pattern.test(sentence))?.[1] ?? 'crashed';
  return { kind, detail: sentence };
}

/** The fault behind a refused hello; null where the number says something else. */
export function faultOfRefusal(code: number, message: string, protocol: number): Fault | null {
  switch (code) {
    case ErrorCode.PROTOCOL_TOO_OLD:
    case ErrorCode.PROTOCOL_TOO_NEW:
      // The frame's own number says who is behind, whoever's view the error's name takes.
      return faultOfVersion(protocol, message) ?? { kind: 'hostTooOld', detail: message };
    case ErrorCode.BUSY:
      return { kind: 'busy', detail: message };
    case ErrorCode.FORBIDDEN_CALLER:
      return { kind: 'forbidden', detail: message };
    default:
      return null;
  }
}

/** The fault of a host that speaks another version; null where it is ours. */
export function faultOfVersion(protocol: number, message: string): Fault | null {
  if (protocol === PROTOCOL_VERSION) return null;
  const detail = message || `host speaks ${protocol}, extension ${PROTOCOL_VERSION}`;
  return { kind: protocol < PROTOCOL_VERSION ? 'hostTooOld' : 'extensionTooOld', detail };
}
