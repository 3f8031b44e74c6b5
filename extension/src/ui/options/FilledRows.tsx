/** The rows of a table with what a transformation makes of them; each result can be typed over. */
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { number, t } from '../../i18n';
import type { RowAnswer, Task } from '../../protocol';
import { taskTitle } from '../../words/evidence';
import { Export } from '../panel/Export';
import { Button, DoingContext, FailureText, failed, type Failed } from '../shared/act';
import { host } from '../shared/client';
import { Latest } from '../shared/latest';
import { filled, inputsOf, isPlain, type RowSheet } from './rows-sheet';
import { teach } from './teach';

/** Rows of one request, and of one look. */
const PART = 100;

interface Props {
  task: Task;
  columns: string[];
  sheet: RowSheet;
  /** The column that a task of one text is done for, where it is settled. */
  of?: number;
}

export function FilledRows({ task, columns, sheet, of }: Props) {
  const doing = useContext(DoingContext);
  const latest = useRef(new Latest());
  const [chosen, setColumn] = useState(0);
  const column = of ?? chosen;
  const [answers, setAnswers] = useState<RowAnswer[]>([]);
  const [trouble, setTrouble] = useState<Failed | null>(null);
  const [leftOnly, setLeftOnly] = useState(false);
  const [from, setFrom] = useState(0);
  const digest = task.model?.digest;

  /** What the person typed over, by row: what is run at the same time does not replace it. */
  const mine = useRef(new Map<number, string>());
  const put = (rows: RowAnswer[]) =>
    setAnswers(rows.map((one, i) => own(one, mine.current.get(i))));

  // Again with every other table or column, and with what was learned from the person's answers.
  const before = useRef<{ sheet: RowSheet; column: number } | null>(null);
  useEffect(() => {
    const again = before.current?.sheet === sheet && before.current.column === column;
    before.current = { sheet, column };
    if (!again) {
      mine.current.clear();
      setAnswers([]);
      setFrom(0);
      setLeftOnly(false);
    }
    setTrouble(null);
    const counts = latest.current.begin();
    const run = async () => {
      const inputs = inputsOf(sheet, columns, column);
      let all: RowAnswer[] = [];
      for (let at = 0; at < inputs.length; at += PART) {
        const { rows } = await host.request<'runRows'>({
          type: 'runRows',
          taskId: task.id,
          inputs: inputs.slice(at, at + PART) as never,
        });
        if (!counts()) return;
        all = [...all, ...rows];
        if (!again) put(all);
      }
      put(all);
    };
    run().catch((problem: unknown) => counts() && setTrouble(failed(problem)));
    return () => latest.current.drop();
  }, [sheet, column, columns, digest]);

  /** @returns whether it was taken */
  const say = async (row: number, output: string): Promise<boolean> => {
    let taken = false;
    await doing.run(async () => {
      const input = inputsOf(sheet, columns, column)[row];
      if (!input) return;
      await teach(task, input, output);
      mine.current.set(row, output);
      setAnswers((now) => now.map((one, i) => (i === row ? own(one, output) : one)));
      taken = true;
    });
    return taken;
  };

  const { heads, rows } = sheet;
  const left = answers.filter(({ output }) => output === null).length;
  const places = rows.map((_, i) => i).filter((i) => !leftOnly || answers[i]?.output === null);
  const page = places.slice(from, from + PART);
  const done = answers.length === rows.length;
  return (
    <section data-kind="filled-rows" aria-label={t('rows_heading')}>
      {of === undefined && isPlain(columns) && heads.length > 1 && (
        <label class="field">
          <span>{t('rows_column')}</span>
          <select value={column} onChange={(event) => setColumn(Number(event.currentTarget.value))}>
            {heads.map((head, i) => (
              <option key={head} value={i}>
                {head}
              </option>
            ))}
          </select>
        </label>
      )}
      {trouble !== null && (
        <p class="bad" role="alert">
          <FailureText of={trouble} />
        </p>
      )}
      <p role="status" data-kind="rows-standing">
        {done
          ? t('rows_counts', number(rows.length), number(rows.length - left), number(left))
          : t('rows_working', number(answers.length), number(rows.length))}
      </p>
      {task.trust === 'OBSERVE' && <p class="faint">{t('rows_unproved')}</p>}
      <label class="check">
        <input
          type="checkbox"
          checked={leftOnly}
          onChange={(event) => {
            setLeftOnly(event.currentTarget.checked);
            setFrom(0);
          }}
        />{' '}
        {t('rows_left_only')}
      </label>
      <div class="scroll" tabIndex={0} role="group" aria-label={t('rows_result')}>
        <table class="cells">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
              <th scope="col">{t('rows_result')}</th>
            </tr>
          </thead>
          <tbody>
            {page.map((i) => (
              <tr key={i}>
                {heads.map((head, n) => (
                  <td key={head}>
                    <bdi>{rows[i]?.[n] ?? ''}</bdi>
                  </td>
                ))}
                <Result at={i} answer={answers[i]} say={say} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {places.length > PART && (
        <div class="buttons">
          <p>
            {t('rows_shown', number(from + 1), number(from + page.length), number(places.length))}
          </p>
          {from > 0 && (
            <Button kind="quiet" work={() => setFrom(Math.max(0, from - PART))}>
              {t('spec_before')}
            </Button>
          )}
          {from + PART < places.length && (
            <Button kind="quiet" work={() => setFrom(from + PART)}>
              {t('spec_next')}
            </Button>
          )}
        </div>
      )}
      {done && rows.length > 0 && (
        <div class="buttons">
          <Export
            sheet={() => filled(sheet, answers, taskTitle(task))}
            title={taskTitle(task)}
            files
          />
        </div>
      )}
    </section>
  );
}

interface ResultProps {
  at: number;
  answer: RowAnswer | undefined;
  say: (row: number, output: string) => Promise<boolean>;
}

function own(answer: RowAnswer, output: string | undefined): RowAnswer {
  return output === undefined ? answer : { ...answer, output, guess: null, own: true };
}

/** A result can be typed over; that is an example, and the other rows follow it. */
function Result({ at, answer, say }: ResultProps) {
  // Other rows may be filled in anew while the person still types here.
  const [typed, setTyped] = useState<string | null>(null);
  if (!answer) return <td />;
  const { output, guess, own } = answer;
  const state = own ? 'own' : output === null ? 'unsure' : 'found';
  return (
    <td data-state={state}>
      <input
        type="text"
        aria-label={t('rows_answer', number(at + 1))}
        value={typed ?? output ?? ''}
        placeholder={output === null ? t('rows_unsure') : ''}
        maxLength={2000}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={(event) => {
          const said = event.currentTarget.value.trim();
          const settle = said !== '' && said !== output ? say(at, said) : Promise.resolve(true);
          // What was not taken stays as it was typed.
          void settle.then((taken) => taken && setTyped(null));
        }}
      />
      {guess !== null && (
        <Button kind="quiet" work={() => say(at, guess).then(() => undefined)}>
          {t('rows_take', guess)}
        </Button>
      )}
      {own && <span class="faint">{t('rows_own')}</span>}
    </td>
  );
}
