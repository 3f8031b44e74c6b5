/** The only module that knows how browsers differ. All else uses what is the same in all of them. */

/** Firefox alone tells what it is. */
export const isFirefox: boolean =
  typeof chrome !== 'undefined' && 'getBrowserInfo' in (chrome.runtime ?? {});

/** Firefox shows no buttons in notifications; there, a click opens the popup's page. */
export const notificationsHaveButtons: boolean = !isFirefox;

/**
 * In Firefox a press of the button lets one page be seen, and not the next one that is loaded in its
 * tab; in Chromium it holds for the site.
 */
export const seesOnePageAtATime: boolean = isFirefox;

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

/**
 * Shows the popup; where the browser will not open it unasked, its page in a tab. It will not while
 * another program is in front, and a press in the corner of the screen does not change that.
 */
export async function showPopup(): Promise<void> {
  try {
    await chrome.action.openPopup();
  } catch {
    const { windowId } = await chrome.tabs.create({ url: chrome.runtime.getURL('popup.html') });
    await chrome.windows.update(windowId, { focused: true });
  }
}

interface Sidebar {
  setPanel(details: { panel: string; tabId: number }): Promise<void>;
  open(): Promise<void>;
}

/** The pages that the side panel shows. */
export type PanelPage = 'panel.html' | 'fill.html' | 'repeat.html' | 'summary.html' | 'ask.html';

/**
 * Opens the side panel for a tab. Called by a click itself, before anything is waited for: a
 * browser opens it for nobody else.
 *
 * @param query further members of its address, `&name=value`
 * @param document which of the panel's pages
 */
export async function openPanel(
  tabId: number,
  query = '',
  document: PanelPage = 'panel.html',
): Promise<void> {
  const page = `${document}?tab=${tabId}${query}`;
  try {
    const opened = openBeside(tabId, page);
    void chrome.runtime
      .sendMessage({ opened: tabId, page } satisfies Opened)
      .catch(() => undefined);
    await opened;
  } catch (failure) {
    // A click that had to wake the worker counts for nothing any more in some browsers.
    console.error('side panel:', failure);
    await chrome.tabs.create({ url: chrome.runtime.getURL(page) });
  }
}

function openBeside(tabId: number, page: string): Promise<void> {
  const sidebar = (chrome as { sidebarAction?: Sidebar }).sidebarAction;
  if (sidebar) {
    void sidebar.setPanel({ panel: chrome.runtime.getURL(page), tabId });
    return sidebar.open();
  }
  const { sidePanel } = chrome;
  void sidePanel.setOptions({ tabId, path: page, enabled: true });
  return sidePanel.open({ tabId });
}

interface Opened {
  opened: number;
  page: string;
}

/**
 * Hears, in the panel, that the person asked for the same once more over that tab: browsers do not
 * load a panel anew that stands open already.
 *
 * @param heard told the members of the address that was asked for
 */
export function onOpenedAgain(tabId: number, heard: (query: URLSearchParams) => void): () => void {
  const hear = (message: Partial<Opened> | null, { id }: chrome.runtime.MessageSender) => {
    if (id !== chrome.runtime.id || message?.opened !== tabId) return;
    const { pathname, searchParams } = new URL(message.page ?? '', location.href);
    if (pathname === location.pathname) heard(searchParams);
  };
  chrome.runtime.onMessage.addListener(hear);
  return () => chrome.runtime.onMessage.removeListener(hear);
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

/** A search for downloads that ended since a time; Firefox does not say when one ended. */
export function completedSince(time: string): chrome.downloads.DownloadQuery {
  return isFirefox
    ? { state: 'complete', startedAfter: time, orderBy: ['startTime'] }
    : { state: 'complete', endedAfter: time, orderBy: ['endTime'] };
}

/**
 * A key for a download that is unique for the profile: Firefox counts ids anew at each start, so
 * the start time goes with it.
 */
export function downloadKey(item: { id: number; startTime: string }): string {
  return `${item.id}@${item.startTime}`;
}

/** Where a download came from in the end; Firefox tells the first address alone. */
export function lastUrl(item: { url: string; finalUrl?: string }): string {
  return item.finalUrl || item.url;
}

/** An element's shadow tree, also one that its page closed to scripts; null where there is none. */
export function reachableShadow(element: Element): ShadowRoot | null {
  const own = (element as { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot;
  if (own !== undefined) return own;
  if (element.shadowRoot || typeof chrome === 'undefined') return element.shadowRoot;
  // Browsers' own controls have shadow trees too; those are of no interest.
  if (element.namespaceURI !== XHTML || !CAN_HOLD_SHADOW.test(element.localName)) return null;
  const { dom } = chrome;
  return dom?.openOrClosedShadowRoot(element as HTMLElement) ?? null;
}

const XHTML = 'http://www.w3.org/1999/xhtml';

const CAN_HOLD_SHADOW =
  /^(.*-.*|article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$/;
