/** A task's figures: trust, agreement with its bound as a meter, and the verdict in words. */
import { percent, t } from '../../i18n';
import type { Task } from '../../protocol';
import { evidenceText } from '../../words/evidence';
import {
  EARN_BOUND,
  PUSH_BOUND,
  agreementText,
  phaseText,
  sentence,
  standingText,
  trustName,
  verdictText,
} from '../../words/trust';
import { Words } from './Words';

export function TrustChip({ task }: { task: Task }) {
  if (task.paused) return <span class="chip paused">{t('task_paused')}</span>;
  // The person looks at each page before it is kept: there is no trust to be shown.
  if (task.act.kind === 'FILL') return <span class="chip">{t('task_form_fills')}</span>;
  if (task.act.kind === 'REPEAT') return <span class="chip">{t('task_repeats')}</span>;
  if (task.act.kind === 'SUMMARIZE') return <span class="chip">{t('task_marks')}</span>;
  if (task.act.kind === 'JOB' && task.trust === 'SUGGEST')
    return <span class="chip suggest">{t('task_answers')}</span>;
  if (task.act.kind === 'EXTRACT') return <span class="chip">{t('task_fills')}</span>;
  return <span class={`chip ${task.trust.toLowerCase()}`}>{trustName(task.trust)}</span>;
}

export function TaskFigures({ task }: { task: Task }) {
  if (/^(EXTRACT|SUMMARIZE|FILL|REPEAT)$/.test(task.act.kind))
    return <p class="standing">{evidenceText(task)}</p>;
  return (
    <>
      <p class="standing">
        <Words>{sentence(standingText(task.trust, task.agreement))}</Words>
      </p>
      <BoundMeter task={task} />
      {task.model && task.model.method !== 'none' && (
        <p class="faint">
          <Words>{verdictText(task.model)}</Words>
        </p>
      )}
    </>
  );
}

/** The bound against the two figures that trust asks for. */
export function BoundMeter({ task }: { task: Task }) {
  const { bound, n } = task.agreement;
  const label = n === 0 ? agreementText(task.agreement) : t('bound_label', percent(bound));
  return (
    <div class="bound" role="img" aria-label={label}>
      <span class="fill" style={{ width: `${n === 0 ? 0 : bound * 100}%` }} />
      <span class="mark-at" style={{ left: `${PUSH_BOUND * 100}%` }} />
      <span class="mark-at" style={{ left: `${EARN_BOUND * 100}%` }} />
    </div>
  );
}

export function Distilling({ task }: { task: Task }) {
  return (
    <div class="distilling">
      <p class="faint">{phaseText(task)}…</p>
      <progress
        aria-label={t('distilling')}
        max={1}
        {...(task.progress !== null && { value: task.progress })}
      />
    </div>
  );
}
