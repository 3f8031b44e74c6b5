/**
 * The one connection to the host: opened when there is something to say, closed five minutes after
 * the last of it. Requests are promises; a lost connection fails them and is tried again, later
 * each time.
 */
import type { ConnectionState, Fault, Host } from '../messages';
import {
  HostFailure,
  PROTOCOL_VERSION,
  type EngineFrame,
  type Push,
  type ReplyTo,
  type Reply,
  type RequestOf,
  type RequestType,
} from '../protocol';
import { waitAfter } from './backoff';
import { NotConnected, faultOfDisconnect, faultOfRefusal, faultOfVersion } from './faults';

/** A native port, as far as the connection uses it. */
export interface NativePort {
  send(message: unknown): void;
  close(): void;
}

export interface Surroundings {
  /** Opens the host; `ended` is given the browser's sentence. */
  open(received: (frame: unknown) => void, ended: (sentence: string) => void): NativePort;
  now(): number;
  random(): number;
  /** Calls back after some milliseconds; the result cancels. */
  after(millis: number, work: () => void): () => void;
  /** Keeps the attempts for the next life of the worker, and has it woken at `retryAt`. */
  remember(retry: { attempt: number; retryAt: number } | null): void;
}

/** Milliseconds. A host that starts an engine answers within one or two seconds. */
const HELLO_TIMEOUT = 20_000;

/** Milliseconds; a conversion of a large picture is the longest. */
const REQUEST_TIMEOUT = 60_000;

/** Milliseconds after the last event, request, push or open page. */
const IDLE = 5 * 60_000;

interface Pending {
  resolve(reply: Reply): void;
  reject(failure: Error): void;
  cancel(): void;
}

export class Connection implements Host {
  private current: ConnectionState = { state: 'closed' };
  private port: NativePort | null = null;
  private readonly pending = new Map<number, Pending>();
  private readonly stateListeners = new Set<(state: ConnectionState) => void>();
  private readonly pushListeners = new Set<(push: Push) => void>();
  private lastId = 0;
  private attempt = 0;
  private opening: Promise<void> | null = null;
  private cancelRetry: () => void = () => undefined;
  private cancelIdle: () => void = () => undefined;

  /** @param isNeeded whether a page is open or events wait, so that idleness does not close it */
  constructor(
    private readonly around: Surroundings,
    private readonly isNeeded: () => boolean,
  ) {}

  state(): ConnectionState {
    return this.current;
  }

  onState(listener: (state: ConnectionState) => void, signal: AbortSignal): void {
    this.stateListeners.add(listener);
    signal.addEventListener('abort', () => this.stateListeners.delete(listener));
  }

  onPush(listener: (push: Push) => void, signal: AbortSignal): void {
    this.pushListeners.add(listener);
    signal.addEventListener('abort', () => this.pushListeners.delete(listener));
  }

  /** Goes on where the worker's last life stopped trying. */
  resume(attempt: number): void {
    this.attempt = attempt;
  }

  /** Connects unless it is connected or waits for its next attempt. */
  open(): Promise<void> {
    switch (this.current.state) {
      case 'connected':
        return Promise.resolve();
      case 'waiting':
        if (this.around.now() >= this.current.retryAt) return this.retry();
        return Promise.reject(new NotConnected(this.current.fault));
      case 'connecting':
      case 'closed':
        return (this.opening ??= this.connect().finally(() => (this.opening = null)));
    }
  }

  /** Connects now, also when the next attempt would be later. */
  retry(): Promise<void> {
    if (this.current.state === 'waiting') {
      this.cancelRetry();
      this.become({ state: 'closed' });
    }
    return this.open();
  }

  close(): void {
    this.cancelRetry();
    this.cancelIdle();
    this.lose({ kind: 'crashed', detail: 'closed' });
    this.become({ state: 'closed' });
  }

  async request<T extends RequestType>(request: RequestOf<T>): Promise<ReplyTo[T]> {
    await this.open();
    this.stayAwhile();
    return this.exchange(request, REQUEST_TIMEOUT);
  }

  private async connect(): Promise<void> {
    this.become({ state: 'connecting' });
    let refusedAs: Fault | null = null;
    try {
      // A port's own end must not be taken for the end of its successor.
      const port = this.around.open(
        (frame) => {
          if (this.port === port) refusedAs = this.receive(frame) ?? refusedAs;
        },
        (sentence) => {
          if (this.port === port) this.fail(faultOfDisconnect(sentence));
        },
      );
      this.port = port;
      const welcome = await this.exchange<'hello'>(
        {
          type: 'hello',
          client: 'extension',
          version: EXTENSION_VERSION,
          protocol: PROTOCOL_VERSION,
        },
        HELLO_TIMEOUT,
      );
      const mismatch = faultOfVersion(welcome.protocol, '');
      if (mismatch) throw new NotConnected(mismatch);
      this.attempt = 0;
      this.around.remember(null);
      this.become({ state: 'connected', hostVersion: welcome.version });
      this.stayAwhile();
    } catch (failure) {
      const fault = refusedAs ?? faultOf(failure);
      this.fail(fault);
      throw new NotConnected(fault);
    }
  }

  private exchange<T extends RequestType>(
    request: RequestOf<T>,
    timeout: number,
  ): Promise<ReplyTo[T]> {
    const port = this.port;
    if (!port) return Promise.reject(new NotConnected({ kind: 'crashed', detail: 'no port' }));
    const id = ++this.lastId;
    return new Promise<Reply>((resolve, reject) => {
      const cancel = this.around.after(timeout, () => {
        this.pending.delete(id);
        const detail = `no answer to ${request.type} within ${timeout / 1000} s`;
        reject(new NotConnected({ kind: 'silent', detail }));
      });
      this.pending.set(id, { resolve, reject, cancel });
      try {
        port.send({ id, request });
      } catch (failure) {
        this.settle(id)?.reject(failure as Error);
      }
    }).then((reply) => {
      if (reply.type === 'failure') throw new HostFailure(reply.code, reply.message);
      return reply as ReplyTo[T];
    });
  }

  /** @returns the fault that a refused hello names, if this frame is one */
  private receive(frame: unknown): Fault | null {
    const { id, reply, push, protocol } = frame as EngineFrame;
    if (push) {
      this.stayAwhile();
      for (const listener of this.pushListeners) listener(push);
    }
    if (!reply) return null;
    const fault =
      reply.type === 'failure' && this.current.state === 'connecting'
        ? faultOfRefusal(reply.code, reply.message, protocol)
        : null;
    // A relay that cannot serve says so with id 0, before it has read a request.
    if (fault && !this.pending.has(id)) this.lose(fault);
    this.settle(id)?.resolve(reply);
    return fault;
  }

  private settle(id: number): Pending | undefined {
    const waiting = this.pending.get(id);
    this.pending.delete(id);
    waiting?.cancel();
    return waiting;
  }

  /** Drops the port and fails what waits for it. */
  private lose(fault: Fault): void {
    const port = this.port;
    this.port = null;
    for (const id of [...this.pending.keys()]) this.settle(id)?.reject(new NotConnected(fault));
    port?.close();
  }

  private fail(fault: Fault): void {
    this.cancelIdle();
    this.lose(fault);
    if (this.current.state === 'waiting') return;
    this.attempt += 1;
    const wait = waitAfter(this.attempt, this.around.random());
    const retryAt = this.around.now() + wait;
    this.cancelRetry = this.around.after(wait, () => this.tryAgain());
    this.around.remember({ attempt: this.attempt, retryAt });
    this.become({ state: 'waiting', fault, retryAt });
  }

  private tryAgain(): void {
    if (this.isNeeded()) void this.retry().catch(() => undefined);
  }

  private stayAwhile(): void {
    this.cancelIdle();
    this.cancelIdle = this.around.after(IDLE, () => {
      if (this.isNeeded() || this.pending.size > 0) this.stayAwhile();
      else this.close();
    });
  }

  private become(state: ConnectionState): void {
    this.current = state;
    for (const listener of this.stateListeners) listener(state);
  }
}

function faultOf(failure: unknown): Fault {
  if (failure instanceof NotConnected) return failure.fault;
  return { kind: 'crashed', detail: failure instanceof Error ? failure.message : String(failure) };
}
