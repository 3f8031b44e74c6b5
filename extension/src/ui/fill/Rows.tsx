/** A table filled into the same form row by row: which row is next, and what went where. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { number, t } from '../../i18n';
import type { FillRow, FillRun } from '../../protocol';
import { ago } from '../../words/measures';
import { Button } from '../shared/act';
import { host } from '../shared/client';
import { stands, type Filling } from './filling';

const LOG = 100;

export function Rows({ filling, run }: { filling: Filling; run: FillRun }) {
  const { chosen, preview, form, steer } = filling;
  const row = chosen?.choice.kind === 'row' ? chosen.choice.row : null;
  const empty = form?.known.filter(({ state }) => state === 'open').length ?? 0;
  const isReady = preview !== null && preview.agreed && row === run.next;
  const takes = preview?.fields.some(
    ({ field, value }) => value !== null && form?.known[field]?.state === 'open',
  );
  const steered = async (paused: boolean, asks: boolean) => {
    const { run: now } = await host.request<'steerRun'>({
      type: 'steerRun',
      runId: run.id,
      paused,
      asks,
    });
    steer(now);
  };

  // The next row is shown once the form is empty again: the person sent it, or emptied it.
  const tried = useRef('');
  useEffect(() => {
    const key = `${run.id} ${run.next} ${filling.version}`;
    if (run.paused || run.next === null || row === run.next || empty === 0) return;
    if (filling.done?.from === chosen && stands(filling.done, form)) return;
    if (tried.current === key) return;
    tried.current = key;
    void filling.pick({ kind: 'row', run, row: run.next }).catch(() => undefined);
  }, [run, row, empty, filling.done, filling.version]);

  // What the person lets go on by itself stops wherever something is not sure, or goes into a field
  // that they have not filled from this table before; and a page that sends and empties its form by
  // itself gets no further row until they press something in it.
  const filled = useRef(-1);
  const { acted, confirmed } = filling;
  const isSeen =
    isReady &&
    preview.fields.every(
      ({ field, key, value, sureness }) =>
        sureness !== 'UNSURE' &&
        (value === null || form?.known[field]?.state !== 'open' || confirmed.has(key)),
    );
  const goesOn = !run.asks && !run.paused && takes;
  useEffect(() => {
    if (!goesOn || !isSeen || !acted || filled.current === run.next) return;
    filled.current = run.next ?? -1;
    void filling.fill(true).catch(() => steered(false, true));
  }, [run, goesOn, isSeen, preview, acted]);

  return (
    <section class="card" data-kind="run" aria-labelledby="run">
      <h2 id="run">{run.title}</h2>
      <p data-kind="run-standing">
        {run.next === null
          ? t('fill_run_done', number(run.filled), number(run.skipped))
          : t('fill_run_row', number(run.next + 1), number(run.total))}
      </p>
      <progress
        aria-label={t('fill_run_progress')}
        max={run.total}
        value={run.filled + run.skipped}
      />
      {run.next !== null && !isReady && !run.paused && <p class="faint">{t('fill_run_waits')}</p>}
      {goesOn && isReady && !(isSeen && acted) && (
        <p class="faint" role="status">
          {t('fill_run_stops')}
        </p>
      )}
      <div class="buttons">
        {run.next !== null && (
          <>
            <Button
              kind="quiet"
              work={async () => {
                const { run: now } = await host.request<'skipRow'>({
                  type: 'skipRow',
                  runId: run.id,
                  row: run.next ?? 0,
                });
                filling.leave();
                steer(now);
              }}
            >
              {t('fill_run_skip')}
            </Button>
            <Button kind="quiet" work={() => steered(!run.paused, run.asks)}>
              {run.paused ? t('resume') : t('pause')}
            </Button>
            {run.asks && run.mayStopAsking && (
              <Button title={t('fill_run_trust_hint')} work={() => steered(false, false)}>
                {t('fill_run_trust')}
              </Button>
            )}
            {!run.asks && <Button work={() => steered(run.paused, true)}>{t('ask_first')}</Button>}
          </>
        )}
        <Button
          kind="quiet"
          work={() => {
            filling.leave();
            steer(null);
          }}
        >
          {t('fill_run_leave')}
        </Button>
        <Button
          kind="danger"
          work={async () => {
            await host.request<'dropRun'>({ type: 'dropRun', runId: run.id });
            filling.leave();
            steer(null);
            await filling.refresh();
          }}
        >
          {t('fill_run_drop')}
        </Button>
      </div>
      <Log run={run} />
    </section>
  );
}

function Log({ run }: { run: FillRun }) {
  const [rows, setRows] = useState<FillRow[] | null>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return;
    void host
      .request<'showRun'>({ type: 'showRun', runId: run.id, from: 0, limit: LOG })
      .then((reply) => setRows(reply.rows));
  }, [open, run.filled, run.skipped]);
  return (
    <details
      class="run-log"
      data-kind="run-log"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{t('fill_run_log')}</summary>
      <ol>
        {(rows ?? []).map((row) => (
          <li key={row.row} data-state={row.state}>
            <span>{row.cells.filter(Boolean).slice(0, 3).join(' · ')}</span>{' '}
            <span class="faint">
              {t(`fill_row_${row.state}`)}
              {row.time !== null && ` · ${ago(row.time)}`}
            </span>
            {row.values.length > 0 && (
              <p class="faint">
                {row.values.map(({ feature, value }) => `${feature}: ${value}`).join(' · ')}
              </p>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
