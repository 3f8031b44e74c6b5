/** What the picked fields give on this page, row by row; each value can be corrected. */
import { useState } from 'preact/hooks';
import { number, plural, t } from '../../i18n';
import { plainLine } from '../../page/field-names';
import type { Cell, View } from '../../pick/messages';
import type { Sheet } from '../../words/table';
import { Button } from '../shared/act';
import { Export } from './Export';
import type { Picks } from './picks';
import type { Source } from './source';

/** Rows drawn at once; copying and adding take all. */
const MOST = 200;

interface Props {
  source: Source;
  view: View;
  picks: Picks;
}

export function Result({ source, view, picks }: Props) {
  const [chosen, choose] = useState<{ row: number; field: number } | null>(null);
  const { fields, rows, total } = view;
  const unsure = rows.some((row) => row.some((cell) => cell.state === 'unsure'));
  return (
    <section class="card" aria-labelledby="result" data-kind="result">
      <h2 id="result">
        {t('result_heading')}{' '}
        <span class="faint">{plural('result_rows_one', 'result_rows', total)}</span>
      </h2>
      <Learned picks={picks} view={view} />
      <fieldset class="shape">
        <legend class="unseen">{t('shape_legend')}</legend>
        {(['items', 'page'] as const).map((shape) => (
          <label key={shape}>
            <input
              type="radio"
              name="shape"
              checked={view.shape === shape}
              onChange={() => source.send({ do: 'shape', shape })}
            />
            {t(`shape_${shape}`)}
          </label>
        ))}
      </fieldset>
      <div class="scroll" tabIndex={0} role="group" aria-labelledby="result">
        <table class="cells" onMouseLeave={() => source.send({ do: 'hide' })}>
          <thead>
            <tr>
              {fields.map(({ name }, i) => (
                <th key={i} scope="col" class={`field-${i % 6}`}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST).map((cells, row) => (
              <tr key={row} onMouseEnter={() => source.send({ do: 'show', field: null, row })}>
                {cells.map((cell, field) => (
                  <CellView
                    key={field}
                    cell={cell}
                    name={fields[field]?.name ?? ''}
                    isChosen={chosen?.row === row && chosen.field === field}
                    choose={() => {
                      choose({ row, field });
                      source.send({ do: 'show', field, row });
                    }}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {total > MOST && <p class="faint">{t('result_more', number(total - MOST))}</p>}
      {unsure && <p class="faint">{t('result_unsure')}</p>}
      {chosen && rows[chosen.row]?.[chosen.field] && (
        <Correct source={source} view={view} at={chosen} close={() => choose(null)} />
      )}
      <div class="buttons">
        <Button
          kind={picks.added ? 'plain' : 'primary'}
          disabled={picks.added || total === 0}
          work={picks.add}
          done={t('added_news')}
        >
          {picks.added ? t('added') : t('add_page')}
        </Button>
        <Export sheet={() => sheetOf(view, source)} title={view.title} />
      </div>
    </section>
  );
}

/** What filled the page in, how sure it was, and what it noticed. */
function Learned({ picks, view }: { picks: Picks; view: View }) {
  const { current, filled, filling } = picks;
  if (filling) return <p class="faint">{t('filling')}</p>;
  if (!filled || !current) return null;
  const notes = filled.flatMap(({ name, note }) => (note === null ? [] : [`${name}: ${note}`]));
  return (
    <div class="learned" data-kind="filled">
      <p>
        {view.touched ? t('filled_touched') : t('filled_by', number(current.pages))}
        {current.tried > 0 && (
          <span class="faint">
            {' '}
            {t('pick_right', number(current.right), number(current.tried))}
          </span>
        )}
      </p>
      {notes.map((note) => (
        <p key={note} class="amber">
          {plainLine(note)}
        </p>
      ))}
    </div>
  );
}

interface CellProps {
  cell: Cell;
  name: string;
  isChosen: boolean;
  choose: () => void;
}

function CellView({ cell, name, isChosen, choose }: CellProps) {
  const text = cell.values.map(plainLine).join('; ');
  const state = cell.state === 'found' ? '' : t(`state_${cell.state}`);
  return (
    <td data-state={cell.state} data-by={cell.by}>
      <button
        type="button"
        class="cell"
        aria-expanded={isChosen}
        aria-label={t('cell_label', name, text || t('state_absent'), state)}
        onClick={choose}
        onFocus={choose}
      >
        {cell.state === 'unsure' && <span class="mark-unsure">?</span>}
        {text ? <bdi>{text}</bdi> : <span class="none">{t('state_absent')}</span>}
      </button>
    </td>
  );
}

interface CorrectProps {
  source: Source;
  view: View;
  at: { row: number; field: number };
  close: () => void;
}

function Correct({ source, view, at, close }: CorrectProps) {
  const name = view.fields[at.field]?.name ?? '';
  const there = (view.rows[at.row]?.[at.field]?.values.length ?? 0) > 0;
  const doing = (command: 'correct' | 'reject') => () => {
    source.send({ do: command, ...at });
    close();
  };
  return (
    <div class="correct" role="group" aria-label={t('correct_heading', name)}>
      <p>{t('correct_heading', name)}</p>
      <div class="buttons">
        <Button work={doing('correct')}>{t('correct_click')}</Button>
        {there && <Button work={doing('reject')}>{t('correct_none')}</Button>}
        <Button kind="quiet" work={close}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}

/** All rows, also those that are not shown. */
async function sheetOf(view: View, source: Source): Promise<Sheet> {
  const rows =
    view.total > view.rows.length
      ? (await source.sample('ask')).rows
      : view.rows.map((row) => row.map(({ values }) => values));
  return { heads: view.fields.map(({ name }) => name), rows };
}
