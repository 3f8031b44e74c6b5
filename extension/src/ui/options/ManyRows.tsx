/** A transformation of many rows: what it is sure of is filled in, the rest left for the person. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import type { Pick, Task } from '../../protocol';
import { wholeTable } from '../panel/whole-table';
import { Button, FailureText, failed, type Failed } from '../shared/act';
import { useAsked } from './asked';
import { FilledRows } from './FilledRows';
import { isPlain, sheetOf, sheetOfTable, type RowSheet } from './rows-sheet';

/** Whether a task brings a text into another form, and its examples are the person's own. */
export function hasRows({ act, model, trust }: Task): boolean {
  const byHand = act.kind === 'JOB' || (act.kind === 'ANSWER' && act.byHand);
  const transforms = model?.student === 'text-program' || model?.student === 'language-model';
  return byHand && transforms && trust !== 'SHADOW';
}

export function Rows({ task }: { task: Task }) {
  const [open, setOpen] = useState(false);
  return (
    <details data-kind="rows" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('rows_heading')}</summary>
      {open && <RowsOf task={task} />}
    </details>
  );
}

function RowsOf({ task }: { task: Task }) {
  const { reply, failure } = useAsked<'runRows'>({ type: 'runRows', taskId: task.id, inputs: [] }, [
    task.id,
  ]);
  const [sheet, setSheet] = useState<RowSheet | null>(null);
  const [trouble, setTrouble] = useState<Failed | null>(null);
  const columns = reply?.columns ?? null;
  const take = async (find: () => RowSheet | Promise<RowSheet>) => {
    setTrouble(null);
    try {
      setSheet(await find());
    } catch (problem) {
      setSheet(null);
      setTrouble(failed(problem));
    }
  };
  const shown = failure ?? trouble;
  return (
    <div class="rows">
      <p class="faint">{t('rows_lead')}</p>
      {!isPlain(columns ?? ['text']) && <p>{t('rows_columns', (columns ?? []).join(', '))}</p>}
      {columns && <Given columns={columns} take={take} />}
      {shown !== null && (
        <p class="bad" role="alert">
          <FailureText of={shown} />
        </p>
      )}
      {columns && sheet && <FilledRows task={task} columns={columns} sheet={sheet} />}
    </div>
  );
}

interface GivenProps {
  columns: string[];
  take: (find: () => RowSheet | Promise<RowSheet>) => Promise<void>;
}

/** Pasted, from a file, or of a table that was collected in the side panel. */
function Given({ columns, take }: GivenProps) {
  const [text, setText] = useState('');
  const { reply } = useAsked<'listPicks'>({ type: 'listPicks', url: null }, []);
  const tables = (reply?.picks ?? []).filter(({ rows }: Pick) => rows > 0);
  const file = async (chosen: File | undefined) => {
    if (chosen) await take(async () => sheetOf(await chosen.text(), chosen.name, columns));
  };
  return (
    <>
      <label class="field">
        <span>{t('spec_rows')}</span>
        <textarea
          rows={4}
          value={text}
          spellcheck={false}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div class="buttons">
        <Button
          kind="primary"
          disabled={text.trim() === ''}
          work={() => take(() => sheetOf(text, '', columns))}
        >
          {t('rows_fill')}
        </Button>
      </div>
      <label class="field">
        <span>{t('spec_file')}</span>
        <input
          type="file"
          accept=".csv,.tsv,.txt,.json"
          onChange={(event) => void file(event.currentTarget.files?.[0])}
        />
      </label>
      {tables.length > 0 && (
        <label class="field">
          <span>{t('rows_table')}</span>
          <select
            onChange={(event) => {
              const taskId = event.currentTarget.value;
              if (taskId === '') return;
              void take(async () => {
                const { heads, rows } = await wholeTable(taskId);
                return sheetOfTable({ heads, rows: rows.map(({ cells }) => cells) });
              });
            }}
          >
            <option value="">{t('rows_table_none')}</option>
            {tables.map(({ taskId, title }) => (
              <option key={taskId} value={taskId}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}
