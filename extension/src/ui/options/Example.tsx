/** An example of the person's own for a job: its model is judged by it, and may learn it. */
import { useState } from 'preact/hooks';
import { number, t } from '../../i18n';
import type { Task } from '../../protocol';
import { agreementText } from '../../words/trust';
import { Button } from '../shared/act';
import { host } from '../shared/client';

export function Example({ task }: { task: Task }) {
  const [input, setInput] = useState('');
  const [output, setOutput] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  // Fields are given as JSON by agents and on the command line.
  if (task.act.kind !== 'JOB' || task.act.student === 'extract') return null;
  const give = async () => {
    const { job } = await host.request<'giveExample'>({
      type: 'giveExample',
      taskId: task.id,
      job: null,
      input,
      output: output.trim(),
      corrects: false,
    });
    setInput('');
    setOutput('');
    setSaid(t('example_given', number(job.examples), agreementText(job.agreement)));
  };
  return (
    <details class="share" data-kind="example">
      <summary>{t('example_heading')}</summary>
      <p class="faint">{t('example_text')}</p>
      <label class="field">
        <span>{t('example_input')}</span>
        <textarea rows={3} value={input} onInput={(event) => setInput(event.currentTarget.value)} />
      </label>
      <label class="field">
        <span>{t('example_output')}</span>
        <input
          type="text"
          value={output}
          onInput={(event) => setOutput(event.currentTarget.value)}
        />
      </label>
      <div class="buttons">
        <Button disabled={input.trim() === '' || output.trim() === ''} work={give}>
          {t('example_give')}
        </Button>
      </div>
      {said !== null && <p role="status">{said}</p>}
    </details>
  );
}
