/** The toolbar: how many things wait, and whether Stillroom learns, is paused or is cut off. */
import { t } from '../i18n';
import type { Feature } from './feature';
import { overview } from './overview';

const KEY = 'badge';
type Look = 'learning' | 'paused' | 'offline';

/** Milliseconds; changes come in bursts, and one look after them is enough. */
const BURST = 500;

export const badge: Feature = (parts, signal) => {
  const show = async (count: number) => {
    await chrome.storage.local.set({ [KEY]: count });
    await chrome.action.setBadgeText({ text: count > 0 ? String(count) : '' });
  };

  const look = async () => {
    const started = (await parts.consent.since()) !== null;
    const paused = await parts.recording.paused();
    const cutOff = parts.connection.state().state === 'waiting';
    const now: Look = cutOff ? 'offline' : paused || !started ? 'paused' : 'learning';
    await chrome.action.setIcon({
      path: { 16: `icons/${now}-16.png`, 32: `icons/${now}-32.png` },
    });
    await chrome.action.setTitle({ title: title(now, started) });
  };

  const refresh = () => void look().catch((failure) => console.error('toolbar:', failure));
  // Another browser of the same person may have paused recording, or watches a site no more.
  const follow = () => {
    if (signal.aborted || parts.connection.state().state !== 'connected') return;
    void overview(parts, { type: 'getOverview', site: null })
      .then(({ badge }) => show(badge))
      .catch(() => undefined);
  };
  let later: ReturnType<typeof setTimeout> | undefined;
  parts.connection.onPush((push) => {
    if (push.type !== 'changed') return;
    void show(push.badge);
    clearTimeout(later);
    later = setTimeout(follow, BURST);
  }, signal);
  parts.connection.onState(({ state }) => {
    refresh();
    if (state === 'connected') follow();
  }, signal);
  parts.recording.onChanged(refresh);
  parts.consent.onGiven(refresh);

  void chrome.action.setBadgeBackgroundColor({ color: '#a2421c' });
  void chrome.action.setBadgeTextColor({ color: '#ffffff' });
  // The badge does not live through a restart of the browser; its number does.
  void chrome.storage.local.get(KEY).then((stored) => show(Number(stored[KEY] ?? 0)));
  refresh();
};

function title(look: Look, started: boolean): string {
  switch (look) {
    case 'learning':
      return t('toolbar_learning');
    case 'paused':
      return started ? t('toolbar_paused') : t('toolbar_not_started');
    case 'offline':
      return t('toolbar_offline');
  }
}
