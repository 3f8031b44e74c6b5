/** "You did this three times; shall I learn it?" */
import { t, type MessageKey } from '../../i18n';
import type { Task } from '../../protocol';
import { evidenceText, taskTitle } from '../../words/evidence';
import { unpacks } from '../../words/file-acts';
import { Button } from '../shared/act';
import { host } from '../shared/client';

interface Props {
  task: Task;
  /** Of the heading, one below the section's. */
  level?: 2 | 3;
}

function heading({ act, evidence }: Task): MessageKey {
  if (evidence.kind === 'PROMPTED') return 'proposal_heading_prompt';
  switch (act.kind) {
    case 'CONVERT':
      return unpacks(act) ? 'proposal_heading_unpack' : 'proposal_heading';
    case 'FILE':
      return 'proposal_heading_file';
    case 'ANSWER':
      return 'proposal_heading_ask';
    default:
      return 'proposal_heading_repeat';
  }
}

export function ProposalCard({ task, level = 3 }: Props) {
  const Heading = level === 2 ? 'h2' : 'h3';
  const asked = task.evidence.kind === 'ASKED';
  return (
    <article
      class="card waiting"
      data-kind="proposal"
      data-task={task.id}
      aria-label={taskTitle(task)}
    >
      <Heading>{t(heading(task))}</Heading>
      {/^(REPEAT|JOB|ANSWER)$/.test(task.act.kind) && <p class="what">{taskTitle(task)}</p>}
      <p>
        {evidenceText(task)} {asked && t('proposal_ask_text')}
        {task.evidence.kind === 'PROMPTED' && t('proposal_prompt_text')}
      </p>
      <div class="buttons">
        <Button
          kind="primary"
          work={() => host.request<'acceptProposal'>({ type: 'acceptProposal', taskId: task.id })}
        >
          {t(asked ? 'proposal_ask_yes' : 'proposal_accept')}
        </Button>
        <Button
          work={() => host.request<'dismissProposal'>({ type: 'dismissProposal', taskId: task.id })}
        >
          {t(asked ? 'proposal_ask_no' : 'proposal_dismiss')}
        </Button>
      </div>
    </article>
  );
}
