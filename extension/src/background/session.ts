import { untilBrowserCloses } from '../browser';

/** One name for one run of this browser profile. */
export async function session(): Promise<string> {
  const area = untilBrowserCloses();
  const stored: unknown = (await area.get('session'))['session'];
  if (typeof stored === 'string') return stored;
  const fresh = crypto.randomUUID();
  await area.set({ session: fresh });
  return fresh;
}
