/** The site in front: whether what is done in its pages is learned, and the click that begins it. */
import { useEffect, useState } from 'preact/hooks';
import { siteAround } from '../../background/addresses';
import { t } from '../../i18n';
import type { WorkerState } from '../../messages';
import { Button } from '../shared/act';
import { mayBeOffered } from './offer';
import { watchSite } from './watch';

export function WatchLine({ state, site }: { state: WorkerState; site: string }) {
  const watched = state.watchedSites.includes(site);
  /** Null until it is known. */
  const [offered, setOffered] = useState<boolean | null>(null);
  useEffect(() => void mayBeOffered(site).then(setOffered, () => setOffered(false)), [site]);
  if (!watched && siteAround(site, state.pausedSites)) return null;
  return (
    <div class="watch" data-kind="watch" data-watched={watched} data-offered={String(offered)}>
      <p>
        <strong class="path">{site}</strong>
        <span class="faint">
          {watched ? t('site_watched') : offered ? t('site_often') : t('site_not_watched')}
        </span>
      </p>
      <Button
        kind={watched ? 'quiet' : offered ? 'primary' : 'plain'}
        title={t('site_watch_hint', site)}
        work={() => watchSite(site, !watched)}
      >
        {watched ? t('site_unwatch') : t('site_watch')}
      </Button>
    </div>
  );
}
