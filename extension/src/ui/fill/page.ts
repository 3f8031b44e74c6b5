/** The page of a tab: the way to its script, anew after each load, and what that tells by itself. */
import { useEffect, useState } from 'preact/hooks';
import { onOpenedAgain } from '../../browser';
import { type Change, Moves } from '../shared/moves';
import { PageLink } from './page-link';

export interface PageOfTab {
  link: PageLink | null;
  page: { url: string; title: string } | null;
  noAccess: boolean;
  /** Another number for each load of the page and each change of its form. */
  epoch: number;
  /** Whether the person pressed something in the page since `settle` was called last. */
  acted: boolean;
  settle(): void;
}

export function usePage(tab: number | null): PageOfTab {
  const [link, setLink] = useState<PageLink | null>(null);
  const [noAccess, setNoAccess] = useState(false);
  const [page, setPage] = useState<PageOfTab['page']>(null);
  const [epoch, setEpoch] = useState(0);
  const [acted, setActed] = useState(true);

  useEffect(() => {
    if (tab === null) return undefined;
    let current: PageLink | null = null;
    let over = false;
    let attempt = 0;
    const moves = new Moves();
    const connect = async () => {
      const mine = ++attempt;
      const before = current;
      const { url, title } = await chrome.tabs.get(tab).catch(() => ({ url: '', title: '' }));
      const fresh = await PageLink.to(
        tab,
        () => setEpoch((n) => n + 1),
        () => setActed(true),
      );
      if (over || mine !== attempt) return fresh?.close();
      before?.close();
      current = fresh;
      if (url) moves.stands(url);
      setNoAccess(fresh === null);
      setPage(url ? { url, title: title ?? '' } : null);
      setLink(fresh);
      setEpoch((n) => n + 1);
      return undefined;
    };
    const loaded = (id: number, change: Change) => {
      if (id !== tab) return;
      // A page that is at work with its form is no other one when its last picture is there.
      const came = moves.arrived(change);
      if (came || (change.status === 'complete' && !current?.isThere)) void connect();
    };
    void connect();
    chrome.tabs.onUpdated.addListener(loaded);
    const deaf = onOpenedAgain(tab, () => {
      if (current === null) void connect();
    });
    return () => {
      over = true;
      deaf();
      chrome.tabs.onUpdated.removeListener(loaded);
      current?.close();
    };
  }, [tab]);

  return { link, page, noAccess, epoch, acted, settle: () => setActed(false) };
}
