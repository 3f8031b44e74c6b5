/** Something asked of the host for as long as it is shown, again whenever `keys` change. */
import { useEffect, useState } from 'preact/hooks';
import type { ReplyTo, RequestOf, RequestType } from '../../protocol';
import { failed, type Failed } from '../shared/act';
import { host } from '../shared/client';

export interface Asked<T> {
  reply: T | null;
  failure: Failed | null;
}

export function useAsked<T extends RequestType>(
  request: RequestOf<T>,
  keys: unknown[],
): Asked<ReplyTo[T]> {
  const [asked, setAsked] = useState<Asked<ReplyTo[T]>>({ reply: null, failure: null });
  useEffect(() => {
    // An answer to an earlier question must not replace a later one's.
    let over = false;
    host.request<T>(request).then(
      (reply) => !over && setAsked({ reply, failure: null }),
      (problem: unknown) =>
        !over && setAsked((before) => ({ ...before, failure: failed(problem) })),
    );
    return () => {
      over = true;
    };
  }, keys);
  return asked;
}

/** A value that follows another one once it has stood still for a moment: for search fields. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 150);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
