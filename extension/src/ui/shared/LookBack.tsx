/** Looking back at downloads from before, once the person says so: the first thing to learn from. */
import { useEffect, useState } from 'preact/hooks';
import { number, plural, t } from '../../i18n';
import { Button } from './act';
import { worker } from './client';

const DONE = 'look-back.done';

export function LookBack({ folders }: { folders: string[] }) {
  const [before, setBefore] = useState<string | null>(null);
  const [found, setFound] = useState<{ moved: number; stayed: number } | null>(null);
  useEffect(() => {
    void chrome.storage.local.get(DONE).then((stored) => {
      const when: unknown = stored[DONE];
      if (typeof when === 'string') setBefore(when);
    });
  }, []);
  const look = async () => {
    setFound(await worker.lookBack());
    const now = new Date().toISOString();
    await chrome.storage.local.set({ [DONE]: now });
    setBefore(now);
  };
  return (
    <section class="card" data-kind="look-back" aria-labelledby="look-back">
      <h2 id="look-back">{t('look_back_heading')}</h2>
      <p>{t('look_back_text')}</p>
      <p class="faint path">{t('look_back_folders', folders.join(', '))}</p>
      {found && (
        <p role="status">
          <strong>
            {plural('look_back_found_one', 'look_back_found_other', found.moved + found.stayed)}
          </strong>{' '}
          {found.moved > 0 ? t('look_back_moved', number(found.moved)) : t('look_back_none')}
        </p>
      )}
      <div class="buttons">
        <Button kind={before === null ? 'primary' : 'plain'} work={look}>
          {before === null ? t('look_back_do') : t('look_back_again')}
        </Button>
      </div>
    </section>
  );
}
