/** The site in front, which the browser tells when the person opens the popup ("activeTab"). */
import { siteOf } from '../../background/addresses';

export async function activeSite(): Promise<string | null> {
  // In a tab of its own the popup can be told which site it is about: popup.html?site=HOST.
  const told = new URLSearchParams(location.search).get('site');
  if (told) return told;
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  return siteOf(tab?.url);
}
