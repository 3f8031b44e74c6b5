/** "Watch this site": one click, in which the browser asks for its permission. */
import { sitePermission } from '../../browser';
import { worker } from '../shared/client';

/** Called by the click itself: a browser grants nothing later than that. */
export async function watchSite(site: string, watched: boolean): Promise<void> {
  if (watched && !(await chrome.permissions.request(sitePermission(site)))) return;
  await worker.watch(watched, site);
}
