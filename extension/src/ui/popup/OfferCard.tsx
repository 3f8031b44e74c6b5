/** One prediction offered. The first of them also hears the key C. */
import { useContext, useEffect, useState } from 'preact/hooks';
import { number, percent, t } from '../../i18n';
import type { Offer, PastExample } from '../../protocol';
import { reasonsText } from '../../words/evidence';
import { actName, doneText, folderName, offerTitle } from '../../words/file-acts';
import { Button, DoingContext } from '../shared/act';
import { host } from '../shared/client';
import { Words } from '../shared/Words';

const KEY = 'c';

/** So many of the last downloads show what "Always" would have done. */
const LAST = 20;

export function OfferCard({ offer, first }: { offer: Offer; first: boolean }) {
  const doing = useContext(DoingContext);
  const take = () => host.request<'takeOffer'>({ type: 'takeOffer', offerId: offer.id });
  const done = doneText(offer.fileName, offer.act);

  useEffect(() => {
    if (!first) return undefined;
    const life = new AbortController();
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key.toLowerCase() !== KEY || event.repeat || isTyped(event)) return;
        event.preventDefault();
        void doing.run(take, done);
      },
      { signal: life.signal },
    );
    return () => life.abort();
  }, [first, offer.id, doing]);

  const reasons = reasonsText(offer.reasons);
  return (
    <article
      class="card waiting"
      data-kind="offer"
      data-offer={offer.id}
      data-name={offer.fileName}
      aria-label={offer.fileName}
    >
      <h3>{offerTitle(offer.fileName, offer.act)}</h3>
      {offer.act.kind === 'FILE' && (
        <p class="faint path">
          {offer.act.folder}
          {offer.act.name && `/${offer.act.name}`}
        </p>
      )}
      <p>
        {reasons && <span>{t('offer_because', reasons)}. </span>}
        <span class="faint">
          <Words>{t('offer_confidence', percent(offer.confidence))}</Words>
        </span>
        {offer.sample && <span class="faint"> · {t('offer_sample')}</span>}
      </p>
      <div class="buttons">
        <Button
          kind="primary"
          work={take}
          done={done}
          {...(first && { shortcut: KEY.toUpperCase() })}
        >
          {actName(offer.act)}
        </Button>
        {offer.others.map((folder) => (
          <Button
            key={folder}
            title={folder}
            work={() => host.request<'fileInto'>({ type: 'fileInto', offerId: offer.id, folder })}
            done={t('act_filed', offer.fileName, folderName(folder))}
          >
            {t('put_into', folderName(folder))}
          </Button>
        ))}
        <Button work={() => host.request<'leaveOffer'>({ type: 'leaveOffer', offerId: offer.id })}>
          {t('offer_leave')}
        </Button>
      </div>
      {offer.act.kind === 'FILE' && offer.act.folder !== null && (
        <AlwaysThere offer={offer} folder={offer.act.folder} take={take} />
      )}
    </article>
  );
}

/** "Always" for one folder: said once more what that means, then done with this file at once. */
function AlwaysThere({
  offer,
  folder,
  take,
}: {
  offer: Offer;
  folder: string;
  take: () => Promise<unknown>;
}) {
  const [asked, setAsked] = useState(false);
  const [past, setPast] = useState<PastExample[]>([]);
  const name = folderName(folder);
  const { taskId } = offer;
  useEffect(() => {
    if (!asked) return;
    host
      .request<'previewAlways'>({ type: 'previewAlways', taskId })
      .then(({ examples }) => setPast(examples.slice(0, LAST)))
      .catch(() => undefined); // The question stands without its figures, too.
  }, [asked, taskId]);
  if (!asked) {
    return (
      <div class="buttons">
        <Button kind="quiet" work={() => setAsked(true)}>
          {t('always_folder', name)}
        </Button>
      </div>
    );
  }
  const there = past.filter(({ predicted }) => predicted === folder);
  return (
    <div class="always" role="group" aria-label={t('always_folder', name)}>
      <p>{t('always_folder_text', name)}</p>
      {past.length > 0 && (
        <p class="faint">
          {t(
            'always_folder_past',
            number(past.length),
            number(there.length),
            number(there.filter(({ did }) => did === folder).length),
          )}
        </p>
      )}
      <div class="buttons">
        <Button
          kind="primary"
          work={async () => {
            // What was never taken there is granted by nobody: first this one.
            await take();
            await host.request<'grantFolder'>({
              type: 'grantFolder',
              taskId,
              folder,
              granted: true,
            });
          }}
          done={t('act_filed', offer.fileName, name)}
        >
          {t('always_yes')}
        </Button>
        <Button work={() => setAsked(false)}>{t('always_no')}</Button>
      </div>
    </div>
  );
}

/** Whether a key belongs to something else: a field, a menu's choice, a browser's shortcut. */
function isTyped({ ctrlKey, altKey, metaKey, target }: KeyboardEvent): boolean {
  return (
    ctrlKey ||
    altKey ||
    metaKey ||
    (target instanceof Element && target.matches('input, select, textarea'))
  );
}
