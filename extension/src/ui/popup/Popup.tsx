/** The popup: what waits, what is learned, what came last, and the switches. */
import { useState } from 'preact/hooks';
import { number, plural, t } from '../../i18n';
import type { WorkerState } from '../../messages';
import type { Notice, Overview } from '../../protocol';
import { Button } from '../shared/act';
import { ConnectionLine, FaultCard } from '../shared/connection';
import { Cog, Mark } from '../shared/mark';
import { Page } from '../shared/page';
import { useShown, withProgress, type Shown } from '../shared/state';
import { DownloadRow } from './DownloadRow';
import { Notices } from './Notices';
import { OfferCard } from './OfferCard';
import { AskAbout, FillForm, PickFields, SummarizePage } from './PickFields';
import { ProposalCard } from './ProposalCard';
import { Show } from './Show';
import { SummaryOfferCard } from './SummaryOfferCard';
import { Switches } from './Switches';
import { TaskCard } from './TaskCard';
import { WatchLine } from './WatchLine';
import { WeekLine } from './WeekLine';

/** So many downloads are seen at once. */
const LAST = 5;

export function Popup({ site }: { site: string | null }) {
  const shown = useShown(site);
  const { state, overview } = shown;
  const waiting = overview ? waitingIn(overview) : 0;
  const news = waiting > 0 ? plural('announce_waiting_one', 'announce_waiting_other', waiting) : '';
  return (
    <Page refresh={shown.refresh} news={news}>
      <header class="top">
        <Mark size={32} />
        <div>
          <h1>{t('extension_name')}</h1>
          <ConnectionLine state={state} overview={overview} />
        </div>
        <a
          class="icon-button"
          href="options.html"
          target="_blank"
          aria-label={t('settings')}
          title={t('settings')}
        >
          <Cog />
        </a>
      </header>
      <main>
        {state?.started && (
          <div class="buttons pick">
            <PickFields />
            <FillForm />
            <SummarizePage />
            <AskAbout />
          </div>
        )}
        {overview && state?.started && (overview.showing || isWatched(state, site)) && (
          <Show showing={overview.showing} />
        )}
        {state && !state.started && <NotStarted />}
        {state && state.started && <FaultCard state={state} />}
        {state?.started && site !== null && <WatchLine state={state} site={site} />}
        {overview && state?.started && <Body shown={shown} overview={overview} />}
      </main>
      {state?.started && <Switches state={state} overview={overview} site={site} />}
    </Page>
  );
}

function Body({ shown, overview }: { shown: Shown; overview: Overview }) {
  const notices = overview.notices.filter(isOwnRow);
  const proposals = overview.proposals;
  const nothing = waitingIn(overview) === 0 && overview.tasks.length === 0;
  return (
    <>
      {overview.stopped && <p class="card stopped">{t('stopped_text')}</p>}
      {nothing && (
        <section class="card empty">
          <h2>{t('nothing_yet_title')}</h2>
          <p>{t('nothing_yet')}</p>
        </section>
      )}
      {waitingIn(overview) > 0 && (
        <section aria-labelledby="waiting">
          <h2 id="waiting">{t('section_waiting')}</h2>
          {overview.offers.map((offer, i) => (
            <OfferCard key={offer.id} offer={offer} first={i === 0} />
          ))}
          {proposals.map((task) => (
            <ProposalCard key={task.id} task={task} />
          ))}
          {overview.summaryOffers.map((offer) => (
            <SummaryOfferCard key={offer.id} offer={offer} />
          ))}
          <Notices notices={notices} />
        </section>
      )}
      {overview.tasks.length > 0 && (
        <section aria-labelledby="learned">
          <h2 id="learned">{t('section_learned')}</h2>
          {overview.tasks.map((task) => (
            <TaskCard key={task.id} task={withProgress(task, shown.progress)} />
          ))}
        </section>
      )}
      <section aria-labelledby="downloads">
        <div class="with-link">
          <h2 id="downloads">{t('section_downloads')}</h2>
          {overview.tasks.some(({ act }) => act.kind === 'FILE') && (
            <a href="options.html#tidy" target="_blank">
              {t('tidy_open')}
            </a>
          )}
        </div>
        {overview.downloads.length === 0 ? (
          <p class="faint">{t('no_downloads')}</p>
        ) : (
          <Downloads downloads={overview.downloads} />
        )}
      </section>
      <WeekLine overview={overview} />
    </>
  );
}

/** The last ones; the others are asked for. */
function Downloads({ downloads }: Pick<Overview, 'downloads'>) {
  const [all, setAll] = useState(false);
  return (
    <>
      <ul class="downloads">
        {downloads.slice(0, all ? undefined : LAST).map((download) => (
          <DownloadRow key={download.id} download={download} />
        ))}
      </ul>
      {!all && downloads.length > LAST && (
        <div class="buttons all">
          <Button kind="quiet" work={() => setAll(true)}>
            {t('downloads_more', number(downloads.length - LAST))}
          </Button>
        </div>
      )}
    </>
  );
}

function isWatched(state: WorkerState, site: string | null): boolean {
  return site !== null && state.watchedSites.includes(site);
}

/** Proposals and offers have cards of their own; their notices would say it twice. */
function isOwnRow({ kind }: Notice): boolean {
  return kind !== 'PROPOSAL' && kind !== 'OFFER';
}

function waitingIn({ offers, proposals, summaryOffers, notices }: Overview): number {
  const own = notices.filter(isOwnRow).length;
  return offers.length + proposals.length + summaryOffers.length + own;
}

function NotStarted() {
  return (
    <section class="card">
      <h2>{t('not_started')}</h2>
      <p>{t('not_started_text')}</p>
      <div class="buttons">
        <a class="button primary" href="welcome.html" target="_blank">
          {t('see_start')}
        </a>
      </div>
    </section>
  );
}
