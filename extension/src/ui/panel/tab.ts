/** Which tab the panel is about. */
import { useEffect, useState } from 'preact/hooks';

/** The tab that its address names, else the one in front of the panel's window. */
export function useTab(): number | null {
  const told = Number(new URLSearchParams(location.search).get('tab') ?? NaN);
  const [tab, setTab] = useState<number | null>(Number.isInteger(told) ? told : null);
  useEffect(() => {
    if (Number.isInteger(told)) return undefined;
    let over = false;
    const look = async () => {
      const [front] = await chrome.tabs.query({ active: true, currentWindow: true });
      if (!over) setTab(front?.id ?? null);
    };
    const turned = () => void look();
    turned();
    chrome.tabs.onActivated.addListener(turned);
    return () => {
      over = true;
      chrome.tabs.onActivated.removeListener(turned);
    };
  }, []);
  return tab;
}
