/** Settings saved as a file, and taken in from one: shown line by line first, undone by one press. */
import { useEffect, useState } from 'preact/hooks';
import { number, plural, t } from '../../i18n';
import type { WorkerState } from '../../messages';
import type { Overview } from '../../protocol';
import { shownName } from '../../words/names';
import { Button, FailureText, failed } from '../shared/act';
import { host } from '../shared/client';
import {
  changes,
  MOST_BYTES,
  read,
  SettingsRefused,
  written,
  type Change,
  type Settings,
} from './settings-file';
import { apply, dropImport, lastImport, undo, type Imported, type Refused } from './settings-steps';

interface Props {
  state: WorkerState;
  overview: Overview;
  refresh: () => Promise<void>;
}

interface Looked {
  file: string;
  lines: Change[];
}

export function SettingsFile({ state, overview, refresh }: Props) {
  const [looked, setLooked] = useState<Looked | null>(null);
  const [last, setLast] = useState<Imported | null>(null);
  const [refused, setRefused] = useState<Refused[]>([]);
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => void lastImport().then(setLast), []);

  const current = async (): Promise<Settings> => ({
    recordingPaused: state.recordingPaused,
    pausedSites: state.pausedSites,
    watchedSites: state.watchedSites,
    folders: overview.folders,
    monthlyCost: (await host.request<'listTeachers'>({ type: 'listTeachers' })).monthlyCost,
  });
  const save = async () => {
    const text = written(await current());
    const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'stillroom-settings.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  const choose = async (file: File | undefined) => {
    setLooked(null);
    setSaid(null);
    setRefused([]);
    if (!file) return;
    try {
      if (file.size > MOST_BYTES) throw new SettingsRefused('large', String(file.size));
      const lines = changes(await current(), read(await file.text()));
      if (lines.length === 0) setSaid(t('settings_nothing'));
      else setLooked({ file: file.name, lines });
    } catch (problem) {
      setSaid(why(problem));
    }
  };
  // Called by the click itself: only then a browser asks whether sites may be read.
  const take = ({ file, lines }: Looked) => {
    const doing = apply(file, lines);
    return doing.then(async ({ done, refused }) => {
      setLooked(null);
      setRefused(refused);
      setLast(done.length > 0 ? await lastImport() : last);
      setSaid(plural('settings_taken_one', 'settings_taken_other', done.length));
    });
  };
  const takeBack = async (imported: Imported) => {
    const left = await undo(imported);
    setLast(await lastImport());
    setRefused(left);
    setSaid(left.length === 0 ? t('settings_undone') : null);
    await refresh();
  };
  return (
    <section class="card share" data-kind="settings-file" aria-labelledby="settings-file">
      <h2 id="settings-file">{t('settings_heading')}</h2>
      <p>{t('settings_text')}</p>
      <div class="buttons">
        <Button work={save}>{t('settings_save')}</Button>
      </div>
      <label class="field">
        <span>{t('settings_choose')}</span>
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </label>
      {looked && (
        <>
          <h3>{t('settings_would', shownName(looked.file))}</h3>
          <Lines lines={looked.lines} />
          <div class="buttons">
            <Button kind="primary" work={() => take(looked)}>
              {t('settings_take')}
            </Button>
            <Button work={async () => setLooked(null)}>{t('cancel')}</Button>
          </div>
        </>
      )}
      {said !== null && <p role="status">{said}</p>}
      {refused.length > 0 && (
        <ul class="lines" data-kind="refused">
          {refused.map(({ change, reason }) => (
            <li key={lineOf(change)} class="bad">
              <span>
                {lineOf(change)}:{' '}
                {reason === null ? t('settings_not_allowed') : <FailureText of={failed(reason)} />}
              </span>
            </li>
          ))}
        </ul>
      )}
      {last && !looked && (
        <div data-kind="last-import">
          <h3>{t('settings_last', shownName(last.file))}</h3>
          <Lines lines={last.done} />
          <div class="buttons">
            <Button work={() => takeBack(last)}>{t('settings_undo')}</Button>
            <Button kind="quiet" work={() => dropImport(last.id).then(lastImport).then(setLast)}>
              {t('settings_keep')}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}

function Lines({ lines }: { lines: Change[] }) {
  return (
    <div class="strings" role="region" aria-label={t('settings_lines')} tabIndex={0}>
      <ul>
        {lines.map((one) => (
          <li key={lineOf(one)}>{lineOf(one)}</li>
        ))}
      </ul>
    </div>
  );
}

function lineOf(change: Change): string {
  switch (change.kind) {
    case 'pause':
      return t('settings_line_pause');
    case 'exclude':
      return t('settings_line_exclude', shownName(change.site));
    case 'watch':
      return t('settings_line_watch', shownName(change.site));
    case 'folder':
      return t('settings_line_folder', shownName(change.folder));
    case 'cost':
      return t('settings_line_cost', amount(change.from), amount(change.to));
  }
}

function amount(cost: number | null): string {
  return cost === null ? t('settings_no_limit') : number(cost);
}

function why(problem: unknown): string {
  if (!(problem instanceof SettingsRefused)) return failed(problem).text;
  return t(`settings_refused_${problem.reason}`, shownName(problem.about));
}
