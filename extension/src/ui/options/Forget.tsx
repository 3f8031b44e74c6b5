/** Forgetting a site, or everything. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { host } from '../shared/client';
import { Confirm } from './Confirm';

export function Forget({ refresh }: { refresh: () => Promise<void> }) {
  const [site, setSite] = useState('');
  const [done, setDone] = useState<string[]>([]);
  const forget = async (what: { site: string | null; all: boolean }) => {
    const { rows, files, kept } = await host.request<'forget'>({
      type: 'forget',
      taskId: null,
      since: null,
      ...what,
    });
    setDone([
      t('forgotten', rows, files),
      ...kept.map(({ place, file }) => t('forgotten_kept', place, file)),
    ]);
    setSite('');
    await refresh();
  };
  const named = site.trim();
  return (
    <section class="card" aria-labelledby="forget">
      <h2 id="forget">{t('forget_heading')}</h2>
      <div class="with-button">
        <label class="field">
          <span>{t('forget_site_label')}</span>
          <input
            value={site}
            placeholder={t('forget_site_hint')}
            onInput={(event) => setSite(event.currentTarget.value)}
          />
        </label>
        <Confirm
          what={t('forget_site')}
          sure={t('forget_sure_site', named)}
          yes={t('forget_yes')}
          disabled={named === ''}
          work={() => forget({ site: named, all: false })}
        />
      </div>
      <div class="buttons">
        <Confirm
          what={t('forget_all')}
          sure={t('forget_all_text')}
          yes={t('forget_everything_yes')}
          work={() => forget({ site: null, all: true })}
        />
      </div>
      <div role="status">
        {done.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </section>
  );
}
