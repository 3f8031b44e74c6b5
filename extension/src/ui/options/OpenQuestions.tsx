/** What a task is not sure of: the person's answer helps most with these. */
import { useState } from 'preact/hooks';
import { plural, t } from '../../i18n';
import type { Task } from '../../protocol';
import { Button } from '../shared/act';
import { isTaught, teach } from './teach';

type Fields = Record<string, unknown>;
type Output = string | Fields | null;

interface Open {
  input: Record<string, unknown>;
  outputs: Output[];
  alike: number;
}

export function OpenQuestions({ task, card }: { task: Task; card: unknown }) {
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const questions = (card as { questions?: Open[] } | null)?.questions ?? [];
  const open = questions.filter(({ input }) => !done.has(JSON.stringify(input)));
  if (open.length === 0 || !isTaught(task)) return null;
  const answer = async (one: Open, output: string | Fields) => {
    await teach(task, one.input, output);
    setDone((now) => new Set([...now, JSON.stringify(one.input)]));
  };
  return (
    <>
      <h3>{t('open_heading')}</h3>
      <p class="faint">{t('open_lead')}</p>
      <ul class="lines" data-kind="open-questions">
        {open.map((one) => (
          <Question
            key={JSON.stringify(one.input)}
            one={one}
            answer={(output) => answer(one, output)}
          />
        ))}
      </ul>
    </>
  );
}

interface QuestionProps {
  one: Open;
  answer: (output: string | Fields) => Promise<void>;
}

function Question({ one, answer }: QuestionProps) {
  const outputs = one.outputs.filter((output) => output !== null);
  return (
    <li>
      <div>
        <p dir="auto">{said(one.input)}</p>
        {(one.alike ?? 0) > 0 && (
          <p class="faint">{plural('open_alike_one', 'open_alike_other', one.alike)}</p>
        )}
        <div class="buttons">
          {outputs.map((output) => (
            <Button key={JSON.stringify(output)} work={() => answer(output)}>
              {typeof output === 'string' ? output : fieldsText(output)}
            </Button>
          ))}
        </div>
        <Own outputs={outputs} answer={answer} />
      </div>
    </li>
  );
}

/** Where none of the answers is right the person gives theirs. */
function Own({
  outputs,
  answer,
}: {
  outputs: (string | Fields)[];
  answer: QuestionProps['answer'];
}) {
  const records = outputs.filter((output) => typeof output !== 'string');
  const names = [...new Set(records.flatMap((output) => Object.keys(output)))];
  const many = new Set(
    names.filter((name) => records.some((output) => Array.isArray(output[name]))),
  );
  const [text, setText] = useState('');
  const [values, setValues] = useState<Record<string, string>>({});
  const isFields = names.length > 0;
  const own = (): string | Fields =>
    isFields
      ? Object.fromEntries(
          names.map((name): [string, unknown] => {
            const parts = (values[name] ?? '')
              .split(many.has(name) ? '|' : /$^/)
              .map((part) => part.trim())
              .filter((part) => part !== '');
            return [name, many.has(name) ? parts : (parts[0] ?? null)];
          }),
        )
      : text.trim();
  const isEmpty = isFields
    ? Object.values(values).every((value) => value.trim() === '')
    : text.trim() === '';
  return (
    <div class="own-answer">
      {isFields ? (
        names.map((name) => (
          <label key={name} class="field">
            <span>{many.has(name) ? t('open_own_many', name) : name}</span>
            <input
              type="text"
              value={values[name] ?? ''}
              onInput={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
            />
          </label>
        ))
      ) : (
        <label class="field">
          <span>{t('open_own')}</span>
          <input
            type="text"
            value={text}
            maxLength={2000}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
      )}
      <Button disabled={isEmpty} work={() => answer(own())}>
        {t('open_say')}
      </Button>
    </div>
  );
}

/** "name: Ada; date: –" */
function fieldsText(output: Fields): string {
  return Object.entries(output)
    .map(([name, value]) => {
      const values = [value].flat().filter((one) => typeof one === 'string' && one !== '');
      return `${name}: ${values.length === 0 ? '–' : values.join(' | ')}`;
    })
    .join('; ');
}

function said(input: Record<string, unknown>): string {
  const text = input['text'];
  return (typeof text === 'string' ? text : JSON.stringify(input)).slice(0, 300);
}
