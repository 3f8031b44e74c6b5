/** A column by example: shown for two rows of the collected table, it is filled in for the rest. */
import { useState } from 'preact/hooks';
import { number, t } from '../../i18n';
import type { Pick, Table, Task, TaskSpec } from '../../protocol';
import { taskTitle } from '../../words/evidence';
import { FilledRows } from '../options/FilledRows';
import { hasRows } from '../options/ManyRows';
import { ONE_TEXT, sheetOfTable, type RowSheet } from '../options/rows-sheet';
import { Button } from '../shared/act';
import { host } from '../shared/client';
import { Distilling } from '../shared/TaskFigures';

/** Rows that can be shown how it is done; two are enough to begin. */
const SHOWN = 8;
const ENOUGH = 2;

interface Props {
  pick: Pick;
  table: Table;
  tasks: Task[];
}

export function ByExample({ pick, table, tasks }: Props) {
  const [open, setOpen] = useState(false);
  const [taskId, setTaskId] = useState<string | null>(null);
  const [column, setColumn] = useState(0);
  if (table.total === 0) return null;
  const task = tasks.find(({ id }) => id === taskId) ?? null;
  const known = tasks.filter((one) => hasRows(one) && !one.paused && one.phase === 'READY');
  const close = () => {
    setOpen(false);
    setTaskId(null);
  };
  return (
    <section class="card" aria-labelledby="by-example" data-kind="by-example">
      <h2 id="by-example">{t('by_example_heading')}</h2>
      {!open ? (
        <div class="buttons">
          <Button work={() => setOpen(true)}>{t('by_example_open')}</Button>
        </div>
      ) : (
        <div class="rows">
          <label class="field">
            <span>{t('rows_column')}</span>
            <select
              value={column}
              disabled={taskId !== null}
              onChange={(event) => setColumn(Number(event.currentTarget.value))}
            >
              {table.heads.map((head, i) => (
                <option key={head} value={i}>
                  {head}
                </option>
              ))}
            </select>
          </label>
          {taskId === null && known.length > 0 && (
            <label class="field">
              <span>{t('by_example_known')}</span>
              <select onChange={(event) => setTaskId(event.currentTarget.value || null)}>
                <option value="">{t('by_example_new')}</option>
                {known.map((one) => (
                  <option key={one.id} value={one.id}>
                    {taskTitle(one)}
                  </option>
                ))}
              </select>
            </label>
          )}
          {taskId === null && (
            <Show key={column} pick={pick} table={table} column={column} made={setTaskId} />
          )}
          {task && <Made task={task} table={table} column={column} />}
          <div class="buttons">
            <Button kind="quiet" work={close}>
              {t('by_example_close')}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}

interface ShowProps {
  pick: Pick;
  table: Table;
  column: number;
  made: (taskId: string) => void;
}

/** The first rows with an empty column beside them. */
function Show({ pick, table, column, made }: ShowProps) {
  const [name, setName] = useState('');
  const [said, setSaid] = useState<Record<number, string>>({});
  const { rows, heads } = sheetOf(table);
  const given = Object.entries(said).filter(([, output]) => output.trim() !== '');
  const make = async () => {
    const lines = given.map(([row, output]) =>
      JSON.stringify({
        input: { text: (rows[Number(row)]?.[column] ?? '').trim() },
        output: output.trim(),
      }),
    );
    const spec: TaskSpec = {
      name: (name.trim() || `${pick.title}: ${heads[column] ?? ''}`).slice(0, 80),
      kind: 'transform',
      instruction: '',
      labels: [],
      rows: lines.join('\n'),
      teacher: null,
      generate: 0,
      samples: 1,
    };
    const { digest } = await host.request<'previewTask'>({ type: 'previewTask', spec, from: 0 });
    const { taskId } = await host.request<'specifyTask'>({ type: 'specifyTask', spec, digest });
    made(taskId);
  };
  return (
    <>
      <p class="faint">{t('by_example_lead')}</p>
      <label class="field">
        <span>{t('by_example_name')}</span>
        <input
          type="text"
          maxLength={80}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <div class="scroll" tabIndex={0} role="group" aria-label={t('by_example_heading')}>
        <table class="cells">
          <thead>
            <tr>
              <th scope="col">{heads[column]}</th>
              <th scope="col">{t('rows_result')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map((row, i) => (
              <tr key={i}>
                <td>
                  <bdi>{row[column]}</bdi>
                </td>
                <td>
                  <input
                    type="text"
                    aria-label={t('rows_answer', number(i + 1))}
                    maxLength={2000}
                    value={said[i] ?? ''}
                    onInput={(event) => setSaid({ ...said, [i]: event.currentTarget.value })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="buttons">
        <Button kind="primary" disabled={given.length < ENOUGH} work={make}>
          {t('by_example_fill')}
        </Button>
      </div>
    </>
  );
}

/** What was learned, done for every row; what is typed over there is learned, too. */
function Made({ task, table, column }: { task: Task; table: Table; column: number }) {
  // The same rows keep their results while the table is only looked at again.
  const [sheet] = useState(() => sheetOf(table));
  if (task.phase === 'FAILED') return <p class="bad">{task.failure}</p>;
  if (task.phase !== 'READY') return <Distilling task={task} />;
  return <FilledRows task={task} columns={ONE_TEXT} sheet={sheet} of={column} />;
}

function sheetOf({ heads, rows }: Table): RowSheet {
  return sheetOfTable({ heads, rows: rows.map(({ cells }) => cells) });
}
