/** What is learned: one task, how far it is trusted, and why. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import type { Task } from '../../protocol';
import { taskTitle } from '../../words/evidence';
import { Button } from '../shared/act';
import { host } from '../shared/client';
import { Distilling, TaskFigures, TrustChip } from '../shared/TaskFigures';
import { Always } from './Always';
import { DoAgain } from './PickFields';

export function TaskCard({ task }: { task: Task }) {
  const [asked, setAsked] = useState(false);
  return (
    <article
      class="card task"
      data-kind="task"
      data-task={task.id}
      data-phase={task.phase}
      data-trust={task.trust}
      aria-label={taskTitle(task)}
    >
      <div class="title">
        <h3>{taskTitle(task)}</h3>
        {task.phase === 'READY' && <TrustChip task={task} />}
        {task.phase === 'FAILED' && <span class="chip">{t('task_failed')}</span>}
      </div>
      {task.phase === 'DISTILLING' && <Distilling task={task} />}
      {task.phase === 'FAILED' && task.failure !== null && <p>{task.failure}</p>}
      {task.phase === 'READY' && <TaskFigures task={task} />}
      {asked && <Always task={task} close={() => setAsked(false)} />}
      {task.phase === 'READY' && !asked && (
        <div class="buttons">
          {task.act.kind === 'REPEAT' && !task.paused && <DoAgain taskId={task.id} />}
          {task.mayAlways && <Button work={() => setAsked(true)}>{t('always')}</Button>}
          {runsByItself(task) && (
            <Button
              kind="quiet"
              work={() => host.request<'askFirst'>({ type: 'askFirst', taskId: task.id })}
            >
              {t('ask_first')}
            </Button>
          )}
          <PauseButton task={task} />
        </div>
      )}
    </article>
  );
}

function runsByItself(task: Task): boolean {
  return task.trust === 'AUTO_GRANTED' || task.trust === 'AUTO_EARNED';
}

export function PauseButton({ task }: { task: Task }) {
  return (
    <Button
      kind="quiet"
      work={() =>
        host.request<'pauseTask'>({ type: 'pauseTask', taskId: task.id, paused: !task.paused })
      }
    >
      {task.paused ? t('resume') : t('pause')}
    </Button>
  );
}
