/** What the person said no to: it does not come back by itself, and can be learned after all. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { evidenceText, taskTitle } from '../../words/evidence';
import { Button } from '../shared/act';
import { host } from '../shared/client';
import { useAsked } from './asked';

export function Dismissed({ version }: { version: number }) {
  const { reply } = useAsked<'listDismissed'>({ type: 'listDismissed' }, [version]);
  const [open, setOpen] = useState(false);
  const tasks = reply?.tasks ?? [];
  if (tasks.length === 0) return null;
  return (
    <section class="card" data-kind="dismissed">
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('dismissed_heading')}</summary>
        <p class="faint">{t('dismissed_lead')}</p>
        <ul class="lines">
          {tasks.map((task) => (
            <li key={task.id} data-task={task.id}>
              <div>
                <strong>{taskTitle(task)}</strong>
                <p class="faint">{evidenceText(task)}</p>
              </div>
              <Button
                work={() =>
                  host.request<'acceptProposal'>({ type: 'acceptProposal', taskId: task.id })
                }
              >
                {t('dismissed_learn')}
              </Button>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
