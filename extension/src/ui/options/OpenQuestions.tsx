/** What a task's teacher was not sure of: the person's answer helps most with these. */
import { useState } from 'preact/hooks';
import { plural, t } from '../../i18n';
import { Button } from '../shared/act';
import { host } from '../shared/client';

type Output = string | Record<string, unknown> | null;

interface Open {
  input: Record<string, unknown>;
  outputs: Output[];
  alike: number;
}

export function OpenQuestions({ taskId, card }: { taskId: string; card: unknown }) {
  const [done, setDone] = useState<ReadonlySet<number>>(new Set());
  const questions = (card as { questions?: Open[] } | null)?.questions ?? [];
  if (questions.length === 0) return null;
  const answer = async (i: number, one: Open, output: string) => {
    await host.request<'answerQuestion'>({
      type: 'answerQuestion',
      taskId,
      input: one.input as never,
      output,
    });
    setDone(new Set([...done, i]));
  };
  return (
    <>
      <h3>{t('open_heading')}</h3>
      <p class="faint">{t('open_lead')}</p>
      <ul class="lines" data-kind="open-questions">
        {questions.map(
          (one, i) =>
            !done.has(i) && (
              <li key={i}>
                <div>
                  <p dir="auto">{said(one.input)}</p>
                  {one.alike > 0 && (
                    <p class="faint">{plural('open_alike_one', 'open_alike_other', one.alike)}</p>
                  )}
                  <div class="buttons">
                    {one.outputs.map(
                      (output) =>
                        output !== null && (
                          <Button
                            key={JSON.stringify(output)}
                            work={() =>
                              answer(
                                i,
                                one,
                                typeof output === 'string' ? output : JSON.stringify(output),
                              )
                            }
                          >
                            {typeof output === 'string' ? output : fields(output)}
                          </Button>
                        ),
                    )}
                  </div>
                </div>
              </li>
            ),
        )}
      </ul>
    </>
  );
}

/** "name: Ada; date: –" */
function fields(output: Record<string, unknown>): string {
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
