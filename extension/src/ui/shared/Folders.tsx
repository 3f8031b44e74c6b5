/** Where Stillroom may work with files: each folder by the person's own yes, taken back by a press. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import type { Overview } from '../../protocol';
import { shownName } from '../../words/names';
import { Button } from './act';
import { host } from './client';

export function Folders({ overview }: { overview: Overview }) {
  const [folder, setFolder] = useState('');
  const allow = async () => {
    await host.request<'allowFolder'>({ type: 'allowFolder', folder: folder.trim() });
    setFolder('');
  };
  const takeBack = (one: string) =>
    host.request<'disallowFolder'>({ type: 'disallowFolder', folder: one });
  return (
    <section class="card" aria-labelledby="folders">
      <h2 id="folders">{t('folders_heading')}</h2>
      {overview.folders.length === 0 && <p class="faint">{t('folders_none')}</p>}
      <ul class="lines" data-kind="folders">
        {overview.folders.map((one) => (
          <li key={one}>
            <span class="path">{shownName(one)}</span>
            <Button kind="quiet" label={t('folders_take_back_for', one)} work={() => takeBack(one)}>
              {t('folders_take_back')}
            </Button>
          </li>
        ))}
      </ul>
      <div class="with-button">
        <label class="field">
          <span>{t('folders_add')}</span>
          <input
            value={folder}
            placeholder={t('folders_add_hint')}
            onInput={(event) => setFolder(event.currentTarget.value)}
          />
        </label>
        <Button disabled={folder.trim() === ''} work={allow}>
          {t('folders_allow')}
        </Button>
      </div>
    </section>
  );
}
