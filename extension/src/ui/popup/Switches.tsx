/** The foot of the popup: what left the machine, and the switches that stop things. */
import { siteAround } from '../../background/addresses';
import { plural, t } from '../../i18n';
import type { WorkerState } from '../../messages';
import type { Overview } from '../../protocol';
import { Button } from '../shared/act';
import { host, worker } from '../shared/client';
import { Dropped } from '../shared/connection';

interface Props {
  state: WorkerState;
  overview: Overview | null;
  site: string | null;
}

export function Switches({ state, overview, site }: Props) {
  const paused = state.recordingPaused;
  const excluded = site === null ? undefined : siteAround(site, state.pausedSites);
  const stopped = overview?.stopped ?? false;
  return (
    <footer>
      <div class="buttons switches">
        <Button kind="quiet" work={() => worker.pause(!paused, null)}>
          {paused ? t('recording_resume') : t('recording_pause')}
        </Button>
        <Button
          kind="quiet"
          disabled={site === null}
          title={excluded ?? site ?? t('site_unknown')}
          work={() => worker.pause(excluded === undefined, excluded ?? site)}
        >
          {excluded ? t('site_resume') : t('site_pause')}
        </Button>
        <Button
          kind={stopped ? 'primary' : 'danger'}
          work={() => host.request<'stopEverything'>({ type: 'stopEverything', stopped: !stopped })}
        >
          {stopped ? t('start_again') : t('stop_everything')}
        </Button>
      </div>
      {overview && (
        <p class="sent" data-kind="sent">
          {plural('sent_one', 'sent_other', overview.sentBytes)}
        </p>
      )}
      <Dropped state={state} />
    </footer>
  );
}
