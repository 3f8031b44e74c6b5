/** Everything that was done to a file, newest first, with search and undo. */
import { useEffect, useState } from 'preact/hooks';
import { number, plural, t } from '../../i18n';
import type { DoneAct, NotDone } from '../../protocol';
import { folderName } from '../../words/file-acts';
import { dateAndTime } from '../../words/measures';
import { actBy, actText } from '../../words/notices';
import { shownName } from '../../words/names';
import { Button, FailureText } from '../shared/act';
import { host } from '../shared/client';
import { useAsked, useSettled } from './asked';
import { Confirm } from './Confirm';
import { Failures } from './Tidy';
import { takeBack } from './tidying';

const MOST = 500;
const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

/** What of it is shown; it stands in the address, so that a figure can lead to what it counts. */
const FILTERS = ['all', 'week', 'undone'] as const;
type Filter = (typeof FILTERS)[number];

export function Activity({ version }: { version: number }) {
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useFilter();
  const settled = useSettled(query.trim());
  const { reply, failure } = useAsked<'listActs'>(
    { type: 'listActs', query: settled || null, limit: MOST },
    [settled, version],
  );
  const acts = reply?.acts.filter((act) => belongs(act, filter));
  return (
    <>
      <label class="field">
        <span>{t('activity_search')}</span>
        <input
          type="search"
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </label>
      <div class="buttons" role="group" aria-label={t('activity_filter')}>
        {FILTERS.map((one) => (
          <Button key={one} pressed={one === filter} kind="quiet" work={() => setFilter(one)}>
            {t(`activity_${one}`)}
          </Button>
        ))}
      </div>
      <LastHour version={version} />
      {failure !== null && (
        <p class="bad">
          <FailureText of={failure} />
        </p>
      )}
      {acts?.length === 0 && (
        <p class="nothing">{settled ? t('activity_none_found', settled) : t('activity_none')}</p>
      )}
      {acts && acts.length > 0 && (
        <ul class="card lines" data-kind="acts">
          {batched(acts).map((group) =>
            group[0].batch === null ? (
              <Act key={group[0].id} act={group[0]} />
            ) : (
              <Batch key={group[0].batch} batch={group[0].batch} acts={group} />
            ),
          )}
        </ul>
      )}
    </>
  );
}

function belongs(act: DoneAct, filter: Filter): boolean {
  const lately = Date.now() - Date.parse(act.time) < WEEK;
  const forThem = act.by !== 'PERSON' && act.by !== 'COMMAND';
  switch (filter) {
    case 'all':
      return true;
    case 'week':
      return lately && act.state === 'DONE' && (forThem || act.batch !== null);
    case 'undone':
      return lately && act.state === 'UNDONE' && (forThem || act.batch !== null);
  }
}

type Group = [DoneAct, ...DoneAct[]];

/** What was done as one, as one. */
function batched(acts: DoneAct[]): Group[] {
  const groups: Group[] = [];
  for (const act of acts) {
    const last = groups.at(-1);
    if (act.batch !== null && last?.[0].batch === act.batch) last.push(act);
    else groups.push([act]);
  }
  return groups;
}

/**
 * Everything since an hour ago, whatever is searched for, taken back with one press and one question.
 */
function LastHour({ version }: { version: number }) {
  const [outcome, setOutcome] = useState<{ undone: number; failed: NotDone[] } | null>(null);
  const { reply } = useAsked<'listActs'>({ type: 'listActs', query: null, limit: MOST }, [version]);
  const since = Date.now() - HOUR;
  const lately = (reply?.acts ?? []).filter(({ time }) => Date.parse(time) >= since);
  const n = lately.filter(({ mayUndo }) => mayUndo).length;
  return (
    <>
      {n > 0 && (
        <div>
          <Confirm
            what={t('undo_hour')}
            sure={
              lately.length < MOST
                ? plural('undo_hour_sure_one', 'undo_hour_sure_other', n)
                : t('undo_hour_sure_many', number(n))
            }
            yes={t('undo_hour_yes')}
            work={async () =>
              setOutcome(
                await takeBack(
                  { since: new Date(Date.now() - HOUR).toISOString() },
                  () => undefined,
                ),
              )
            }
          />
        </div>
      )}
      {outcome && (
        <div data-kind="undone-hour">
          <p role="status">
            {plural('undo_many_done_one', 'undo_many_done_other', outcome.undone)}
          </p>
          <Failures failed={outcome.failed} />
        </div>
      )}
    </>
  );
}

function Batch({ batch, acts }: { batch: string; acts: Group }) {
  const [failed, setFailed] = useState<NotDone[]>([]);
  const done = acts.filter(({ state }) => state === 'DONE').length;
  const [{ source, time }] = acts;
  const folder = folderName(source.replace(/[\\/][^\\/]*$/, ''));
  return (
    <li data-kind="batch" data-batch={batch} data-done={done}>
      <div>
        <strong>
          {done > 0
            ? plural('activity_batch_one', 'activity_batch_other', done)
            : t('activity_batch_undone', folder)}
        </strong>
        <p class="faint">{[folder, dateAndTime(time)].join(' · ')}</p>
        <details>
          <summary>{t('activity_batch_files', number(acts.length))}</summary>
          <ul class="lines">
            {acts.map((act) => (
              <Act key={act.id} act={act} />
            ))}
          </ul>
        </details>
        <Failures failed={failed} />
      </div>
      {acts.some(({ mayUndo }) => mayUndo) && (
        <Button
          work={async () => setFailed((await takeBack({ batch }, () => undefined)).failed)}
          done={t('tidy_undone')}
        >
          {t('tidy_undo')}
        </Button>
      )}
    </li>
  );
}

function Act({ act }: { act: DoneAct }) {
  const original =
    act.act.kind === 'FILE'
      ? []
      : [act.act.removeOriginal ? t('original_removed') : t('original_stays')];
  const facts = [actBy(act), ...(act.state === 'DONE' ? original : []), dateAndTime(act.time)];
  return (
    <li data-kind="act" data-act={act.id} data-state={act.state}>
      <div>
        <strong>{actText(act)}</strong>
        {act.message !== null && (
          <p class={act.state === 'DONE' ? 'faint' : 'bad'}>{act.message}</p>
        )}
        <p class="faint">{facts.join(' · ')}</p>
        <p class="faint path">
          {shownName(act.state === 'DONE' ? (act.result ?? act.source) : act.source)}
        </p>
      </div>
      {act.mayUndo && (
        <Button
          work={() => host.request<'undoAct'>({ type: 'undoAct', actId: act.id })}
          done={t('download_undone')}
        >
          {t('undo')}
        </Button>
      )}
    </li>
  );
}

function useFilter(): [Filter, (filter: Filter) => void] {
  const read = () => FILTERS.find((one) => location.hash.endsWith(`?${one}`)) ?? 'all';
  const [filter, setFilter] = useState<Filter>(read);
  useEffect(() => {
    const life = new AbortController();
    addEventListener('hashchange', () => setFilter(read()), { signal: life.signal });
    return () => life.abort();
  }, []);
  return [
    filter,
    (chosen) => {
      history.replaceState(null, '', `#activity${chosen === 'all' ? '' : `?${chosen}`}`);
      setFilter(chosen);
    },
  ];
}
