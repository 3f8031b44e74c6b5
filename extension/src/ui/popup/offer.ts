/** Whether it is offered to watch the site in front, and not only possible. */
import { worker } from '../shared/client';

/**
 * The page itself may say no, too: the click that opened the popup lets it be looked at. Where it
 * cannot be looked at it is not offered.
 */
export async function mayBeOffered(site: string): Promise<boolean> {
  if (!(await worker.often(site))) return false;
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) return false;
  const target = { tabId: tab.id };
  await chrome.scripting.executeScript({ target, files: ['signals.js'] });
  const [told] = await chrome.scripting.executeScript({
    target,
    func: () => (globalThis as { stillroomDelicate?: boolean }).stillroomDelicate,
  });
  return told?.result === false;
}
