/** Notices that the host wants heard now, as the system's notifications with their buttons. */
import { listen, notificationsHaveButtons, showPopup, untilBrowserCloses } from '../browser';
import { t } from '../i18n';
import type { Notice, Request } from '../protocol';
import { actName } from '../words/file-acts';
import { noticeText, noticeTitle } from '../words/notices';
import type { Feature, Parts } from './feature';

interface Button {
  title: string;
  request: Request;
}

const key = (id: string) => `notification:${id}`;

export const notifications: Feature = (parts, signal) => {
  parts.connection.onPush((push) => {
    if (push.type === 'notify' && !push.notice.quiet) void show(push.notice);
  }, signal);

  listen(
    chrome.notifications.onButtonClicked,
    (id: string, index: number) => void press(parts, id, index),
    signal,
  );
  listen(
    chrome.notifications.onClicked,
    async (id: string) => {
      await chrome.notifications.clear(id);
      await showPopup();
    },
    signal,
  );
  listen(
    chrome.notifications.onClosed,
    (id: string) => void untilBrowserCloses().remove(key(id)),
    signal,
  );
};

async function show(notice: Notice): Promise<void> {
  const buttons = buttonsOf(notice);
  // What the buttons do must be known to the worker's next life too.
  await untilBrowserCloses().set({ [key(notice.id)]: buttons });
  await chrome.notifications.create(notice.id, {
    type: 'basic',
    iconUrl: chrome.runtime.getURL('icons/learning-128.png'),
    title: noticeTitle(notice),
    message: noticeText(notice),
    ...(notificationsHaveButtons && { buttons: buttons.map(({ title }) => ({ title })) }),
  });
}

async function press({ connection }: Parts, id: string, index: number): Promise<void> {
  const stored = (await untilBrowserCloses().get(key(id)))[key(id)] as Button[] | undefined;
  const button = stored?.[index];
  await chrome.notifications.clear(id);
  if (!button) return;
  try {
    await connection.retry();
    await connection.request(button.request as never);
  } catch (failure) {
    await chrome.notifications.create({
      type: 'basic',
      iconUrl: chrome.runtime.getURL('icons/offline-128.png'),
      title: t('not_done'),
      message: failure instanceof Error ? failure.message : String(failure),
    });
  }
}

/** At most two: Chromium shows no more. */
function buttonsOf({ act, offer, task, kind }: Notice): Button[] {
  if (act?.mayUndo) return [{ title: t('undo'), request: { type: 'undoAct', actId: act.id } }];
  if (kind === 'OFFER' && offer) {
    return [
      { title: actName(offer.act), request: { type: 'takeOffer', offerId: offer.id } },
      { title: t('offer_leave'), request: { type: 'leaveOffer', offerId: offer.id } },
    ];
  }
  if (kind === 'PROPOSAL' && task) {
    return [
      { title: t('proposal_accept'), request: { type: 'acceptProposal', taskId: task.id } },
      { title: t('proposal_dismiss'), request: { type: 'dismissProposal', taskId: task.id } },
    ];
  }
  return [];
}
