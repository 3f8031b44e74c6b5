/** The only module that knows how browsers differ. All else uses what is the same in all of them. */

/** Firefox alone tells what it is. */
export const isFirefox: boolean =
  typeof chrome !== 'undefined' && 'getBrowserInfo' in (chrome.runtime ?? {});

/** Firefox shows no buttons in notifications; there, a click opens the popup's page. */
export const notificationsHaveButtons: boolean = !isFirefox;

interface BrowserEvent<L> {
  addListener(listener: L): void;
  removeListener(listener: L): void;
}

/** Listens until the signal ends it. */
export function listen<L extends (...args: never[]) => unknown>(
  event: BrowserEvent<L>,
  listener: L,
  signal: AbortSignal,
): void {
  if (signal.aborted) return;
  event.addListener(listener);
  signal.addEventListener('abort', () => event.removeListener(listener), { once: true });
}

/** Why a port was cut: Chromium says it in `lastError`, Firefox on the port itself. */
export function disconnectReason(port: chrome.runtime.Port): string {
  const own = (port as { error?: { message?: string } | null }).error?.message;
  return own ?? chrome.runtime.lastError?.message ?? '';
}

/** Shows the popup; where the browser will not open it unasked, its page in a tab. */
export async function showPopup(): Promise<void> {
  try {
    await chrome.action.openPopup();
  } catch {
    await chrome.tabs.create({ url: chrome.runtime.getURL('popup.html') });
  }
}

/** The place for what lives as long as the browser runs, in both browsers. */
export const untilBrowserCloses = () => chrome.storage.session;

/** The pages of a site (a host), on any port, as a match pattern. */
export function pagesOf(site: string): string {
  return `*://${site}/*`;
}

/** What the person gives so that a site can be watched; Firefox has words for what is read there. */
export function sitePermission(site: string): chrome.permissions.Permissions {
  return { origins: [pagesOf(site)] };
}

/** The `orderBy` and time members of a download search that both browsers take. */
export function completedSince(time: string): chrome.downloads.DownloadQuery {
  return { state: 'complete', endedAfter: time, orderBy: ['endTime'] };
}

/**
 * A key for a download that is unique for the profile: Firefox counts ids anew at each start, so
 * the start time goes with it.
 */
export function downloadKey(item: { id: number; startTime: string }): string {
  return `${item.id}@${item.startTime}`;
}
