/** What is known, where it may work, and how to make it forget. */
import { useEffect, useState } from 'preact/hooks';
import { plural, t } from '../../i18n';
import type { WorkerState } from '../../messages';
import { Button } from '../shared/act';
import { worker } from '../shared/client';
import { Dropped } from '../shared/connection';
import { Folders } from '../shared/Folders';
import { LookBack } from '../shared/LookBack';
import type { Shown } from '../shared/state';
import { Consents } from './Consents';
import { Forget } from './Forget';
import { NoteHabits } from './NoteHabits';
import { Recorded } from './Recorded';
import { SettingsFile } from './SettingsFile';

export function Privacy({ shown, state }: { shown: Shown; state: WorkerState }) {
  const { overview } = shown;
  return (
    <>
      {overview && (
        <section class="sent-lead">
          <p class="sent" data-kind="sent">
            {plural('sent_one', 'sent_other', overview.sentBytes)}
          </p>
          <p class="faint">{overview.sentBytes === 0 ? t('privacy_lead') : t('privacy_sent')}</p>
        </section>
      )}
      <div class="columns">
        <Recording state={state} />
        {overview && <Folders overview={overview} />}
        {overview && state.started && <LookBack folders={overview.folders} />}
        <Pages />
        <Consents version={shown.version} />
        <NoteHabits version={shown.version} />
        {overview && <SettingsFile state={state} overview={overview} refresh={shown.refresh} />}
        {overview && <Forget refresh={shown.refresh} />}
      </div>
      {overview && <Recorded version={shown.version} />}
    </>
  );
}

function Recording({ state }: { state: WorkerState }) {
  const on = state.started && !state.recordingPaused;
  return (
    <section class="card" aria-labelledby="recording">
      <h2 id="recording">{t('recording_heading')}</h2>
      <p>{on ? t('recording_on') : t('recording_off')}</p>
      {state.started ? (
        <div class="buttons">
          <Button kind={on ? 'plain' : 'primary'} work={() => worker.pause(on, null)}>
            {on ? t('recording_pause') : t('recording_resume')}
          </Button>
        </div>
      ) : (
        <div class="buttons">
          <a class="button primary" href="welcome.html">
            {t('see_start')}
          </a>
        </div>
      )}
      <h3>{t('paused_sites')}</h3>
      {state.pausedSites.length === 0 && <p class="faint">{t('paused_sites_none')}</p>}
      <ul class="lines">
        {state.pausedSites.map((site) => (
          <li key={site}>
            <span class="path">{site}</span>
            <Button
              kind="quiet"
              label={t('site_again_for', site)}
              work={() => worker.pause(false, site)}
            >
              {t('site_again')}
            </Button>
          </li>
        ))}
      </ul>
      <h3>{t('watched_sites')}</h3>
      {state.watchedSites.length === 0 && <p class="faint">{t('watched_sites_none')}</p>}
      <ul class="lines" data-kind="watched">
        {state.watchedSites.map((site) => (
          <li key={site}>
            <span class="path">{site}</span>
            <Button
              kind="quiet"
              label={t('site_unwatch_for', site)}
              work={() => worker.watch(false, site)}
            >
              {t('site_unwatch')}
            </Button>
          </li>
        ))}
      </ul>
      {state.queued > 0 && (
        <p class="faint">{plural('queued_one', 'queued_other', state.queued)}</p>
      )}
      <Dropped state={state} />
    </section>
  );
}

const TABS: chrome.permissions.Permissions = { permissions: ['tabs'] };

/** The one optional permission: which page was in front when a download ended. */
function Pages() {
  const [allowed, setAllowed] = useState(false);
  const look = () => chrome.permissions.contains(TABS).then(setAllowed);
  useEffect(() => void look(), []);
  return (
    <section class="card" aria-labelledby="pages">
      <h2 id="pages">{t('page_heading')}</h2>
      <p>{t('page_text')}</p>
      <div class="buttons">
        {allowed ? (
          <Button work={() => chrome.permissions.remove(TABS).then(look)}>
            {t('page_take_back')}
          </Button>
        ) : (
          <Button work={() => chrome.permissions.request(TABS).then(look)}>
            {t('page_allow')}
          </Button>
        )}
      </div>
    </section>
  );
}
