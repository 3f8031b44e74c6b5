/** "Pick fields": opens the side panel for the tab in front. */
import { useEffect, useState } from 'preact/hooks';
import { openPanel, type PanelPage } from '../../browser';
import { t } from '../../i18n';
import { Button } from '../shared/act';

/** Known before the click: a panel opens only at once. */
export function useFrontTab(): number | null {
  const [tab, setTab] = useState<number | null>(null);
  useEffect(() => {
    // In a tab of its own the popup can be told which tab it is about: popup.html?tab=NUMBER.
    const told = new URLSearchParams(location.search).get('tab');
    if (told) setTab(Number(told));
    else {
      void chrome.tabs
        .query({ active: true, currentWindow: true })
        .then(([front]) => setTab(front?.id ?? null));
    }
  }, []);
  return tab;
}

export function PickFields() {
  const tab = useFrontTab();
  return (
    <Button disabled={tab === null} work={() => open(tab, '')}>
      {t('pick_page')}
    </Button>
  );
}

/** "Fill a form": what it is filled from is chosen beside the page. */
export function FillForm() {
  const tab = useFrontTab();
  return (
    <Button disabled={tab === null} work={() => open(tab, '', 'fill.html')}>
      {t('fill_open')}
    </Button>
  );
}

/** "Summarize this page": its key passages, beside it and marked in it. */
export function SummarizePage() {
  const tab = useFrontTab();
  return (
    <Button disabled={tab === null} work={() => open(tab, '', 'summary.html')}>
      {t('sum_open')}
    </Button>
  );
}

/** "Ask": a question about the page, beside it. */
export function AskAbout() {
  const tab = useFrontTab();
  return (
    <Button disabled={tab === null} work={() => open(tab, '', 'ask.html')}>
      {t('ask_open')}
    </Button>
  );
}

/** A routine once more, in the page in front. */
export function DoAgain({ taskId }: { taskId: string }) {
  const tab = useFrontTab();
  return (
    <Button
      kind="primary"
      disabled={tab === null}
      work={() => open(tab, `&task=${encodeURIComponent(taskId)}`, 'repeat.html')}
    >
      {t('repeat_now')}
    </Button>
  );
}

/** A downloaded PDF, whose text the host reads. */
export function SummarizeDownload({ id }: { id: string }) {
  const tab = useFrontTab();
  return (
    <Button
      kind="quiet"
      disabled={tab === null}
      work={() => open(tab, `&download=${encodeURIComponent(id)}`, 'summary.html')}
    >
      {t('sum_download')}
    </Button>
  );
}

/** A downloaded document as something to pick from. */
export function PickFromDownload({ id }: { id: string }) {
  const tab = useFrontTab();
  return (
    <Button
      kind="quiet"
      disabled={tab === null}
      work={() => open(tab, `&download=${encodeURIComponent(id)}`)}
    >
      {t('open_as_table')}
    </Button>
  );
}

async function open(
  tab: number | null,
  query: string,
  page: PanelPage = 'panel.html',
): Promise<void> {
  if (tab === null) return;
  await openPanel(tab, query, page);
  // The popup would hide part of what it opened; in a tab of its own it stays.
  if ((await chrome.tabs.getCurrent()) === undefined) window.close();
}
