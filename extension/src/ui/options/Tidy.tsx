/** A whole folder, previewed by what was learned, corrected in place, put away as one act. */
import { useState } from 'preact/hooks';
import { number, percent, plural, t } from '../../i18n';
import type { NotDone } from '../../protocol';
import { reasonsText } from '../../words/evidence';
import { folderName } from '../../words/file-acts';
import { size } from '../../words/measures';
import { shownName } from '../../words/names';
import { Button, FailureText, failed, type Failed } from '../shared/act';
import { apply, choose, preview, takeBack, type Applied, type Preview, type Row } from './tidying';

/** More rows than a person looks through are drawn when asked for. */
const SHOWN = 100;

export function Tidy({ folders }: { folders: string[] }) {
  const [folder, setFolder] = useState(folders[0] ?? '');
  const [looked, setLooked] = useState<(Preview & { folder: string }) | null>(null);
  const [applied, setApplied] = useState<Applied | null>(null);
  const [done, setDone] = useState<{ part: number; of: number } | null>(null);
  const [failure, setFailure] = useState<Failed | null>(null);
  const progress = (part: number, of: number) => setDone({ part, of });
  const during = async (work: () => Promise<void>) => {
    setFailure(null);
    try {
      await work();
    } catch (problem) {
      setFailure(failed(problem));
    } finally {
      setDone(null);
    }
  };
  const look = () =>
    during(async () => {
      setApplied(null);
      setLooked({ ...(await preview(folder, progress)), folder });
    });
  return (
    <>
      <section class="card" aria-labelledby="tidy">
        <h2 id="tidy">{t('tidy_heading')}</h2>
        <p>{t('tidy_text')}</p>
        <div class="with-button">
          <label class="field">
            <span>{t('tidy_folder')}</span>
            <select value={folder} onChange={(event) => setFolder(event.currentTarget.value)}>
              {folders.map((one) => (
                <option key={one} value={one}>
                  {shownName(one)}
                </option>
              ))}
            </select>
          </label>
          <Button kind={looked ? 'plain' : 'primary'} disabled={folder === ''} work={look}>
            {t('tidy_look')}
          </Button>
        </div>
        {done && (
          <div class="distilling">
            <p class="faint" role="status">
              {t('tidy_progress', number(done.part), number(done.of))}
            </p>
            <progress aria-label={t('tidy_heading')} max={done.of} value={done.part} />
          </div>
        )}
        {failure !== null && (
          <p class="bad" role="alert">
            <FailureText of={failure} />
          </p>
        )}
      </section>
      {applied && (
        <After
          applied={applied}
          left={(looked?.rows.length ?? 0) - applied.moved}
          undo={(batch) =>
            during(async () => {
              const { failed } = await takeBack({ batch }, progress);
              setApplied({ batch: null, moved: 0, failed, broke: null });
              if (looked) {
                setLooked({ ...(await preview(looked.folder, progress)), folder: looked.folder });
              }
            })
          }
        />
      )}
      {looked && !applied?.batch && (
        <Rows
          looked={looked}
          change={(rows) => setLooked({ ...looked, rows })}
          put={() =>
            during(async () => {
              const applied = await apply(looked.folder, looked.rows, progress);
              setApplied(applied);
              if (applied.broke !== null) throw applied.broke;
            })
          }
        />
      )}
    </>
  );
}

/** "412 files: 400 put away, 12 left for you." */
function After({
  applied,
  left,
  undo,
}: {
  applied: Applied;
  left: number;
  undo: (batch: string) => Promise<void>;
}) {
  const { batch, moved, failed, broke } = applied;
  return (
    <section class="card" data-kind="tidied" aria-labelledby="tidied">
      <h2 id="tidied">
        <span role="status">
          {batch === null
            ? t('tidy_undone')
            : t('tidy_done', number(moved + left), number(moved), number(left))}
        </span>
      </h2>
      <Failures failed={failed} />
      {batch !== null && (moved > 0 || broke !== null) && (
        <div class="buttons">
          <Button work={() => undo(batch)} done={t('tidy_undone')}>
            {t('tidy_undo')}
          </Button>
        </div>
      )}
    </section>
  );
}

export function Failures({ failed }: { failed: NotDone[] }) {
  if (failed.length === 0) return null;
  return (
    <ul class="lines">
      {failed.map(({ id, name, why }) => (
        <li key={id + name}>
          <span class="path">{shownName(name)}</span>
          <span class="bad">{why}</span>
        </li>
      ))}
    </ul>
  );
}

function Rows({
  looked: { rows, folders },
  change,
  put,
}: {
  looked: Preview;
  change: (rows: Row[]) => void;
  put: () => Promise<void>;
}) {
  const [shown, setShown] = useState(SHOWN);
  const going = rows.filter(({ to }) => to !== null).length;
  if (rows.length === 0) return <p class="nothing">{t('tidy_none')}</p>;
  return (
    <section class="card" data-kind="tidy" aria-labelledby="tidy-rows">
      <h2 id="tidy-rows" aria-live="polite">
        {t('tidy_would', number(rows.length), number(going), number(rows.length - going))}
      </h2>
      <div class="buttons">
        <Button kind="primary" disabled={going === 0} work={put}>
          {plural('tidy_put_one', 'tidy_put_other', going)}
        </Button>
      </div>
      <ul class="lines tidy">
        {rows.slice(0, shown).map((row, at) => (
          <Line
            key={row.file.name}
            row={row}
            folders={folders}
            choose={(to) => change(rows.map((one, i) => (i === at ? choose(one, to) : one)))}
          />
        ))}
      </ul>
      {rows.length > shown && (
        <div class="buttons">
          <Button work={() => setShown(shown + SHOWN)}>
            {t('tidy_more', number(Math.min(SHOWN, rows.length - shown)))}
          </Button>
        </div>
      )}
    </section>
  );
}

function Line({
  row: { file, to },
  folders,
  choose,
}: {
  row: Row;
  folders: string[];
  choose: (to: string | null) => void;
}) {
  const name = shownName(file.name);
  const reasons = reasonsText(file.reasons);
  const likely = [file.folder, ...file.others].flatMap((one) => one ?? []);
  const choices = [...likely, ...folders.filter((one) => !likely.includes(one))];
  return (
    <li data-kind="tidy-file" data-name={file.name} data-to={to ?? ''}>
      <div>
        <strong class="path">{name}</strong>
        <p class="faint">
          {[size(file.bytes), file.folder !== null && percent(file.confidence), reasons]
            .filter((fact) => fact)
            .join(' · ')}
        </p>
      </div>
      <div class="where">
        {to === null && file.folder !== null && (
          <Button
            kind="quiet"
            title={file.folder}
            label={t('tidy_take_for', name, folderName(file.folder))}
            work={() => choose(file.folder)}
          >
            {t('tidy_take', folderName(file.folder))}
          </Button>
        )}
        {to !== null && (
          <Button kind="quiet" label={t('tidy_leave_for', name)} work={() => choose(null)}>
            {t('offer_leave')}
          </Button>
        )}
        <select
          aria-label={t('tidy_where', name)}
          title={to ?? ''}
          value={to ?? ''}
          onChange={(event) => choose(event.currentTarget.value || null)}
        >
          <option value="">{t('tidy_stays')}</option>
          {choices.map((one) => (
            <option key={one} value={one}>
              {folderName(one)}
            </option>
          ))}
        </select>
      </div>
    </li>
  );
}
