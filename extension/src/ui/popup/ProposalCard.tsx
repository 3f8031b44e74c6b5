/** "You did this three times; shall I learn it?" */
import { t } from '../../i18n';
import type { Task } from '../../protocol';
import { evidenceText, taskTitle } from '../../words/evidence';
import { Button } from '../shared/act';
import { host } from '../shared/client';

interface Props {
  task: Task;
  /** Of the heading, one below the section's. */
  level?: 2 | 3;
}

export function ProposalCard({ task, level = 3 }: Props) {
  const Heading = level === 2 ? 'h2' : 'h3';
  const asked = task.act.kind === 'ANSWER';
  return (
    <article
      class="card waiting"
      data-kind="proposal"
      data-task={task.id}
      aria-label={taskTitle(task)}
    >
      <Heading>
        {t(
          asked
            ? 'proposal_heading_ask'
            : task.act.kind === 'REPEAT'
              ? 'proposal_heading_repeat'
              : 'proposal_heading',
        )}
      </Heading>
      {(task.act.kind === 'REPEAT' || asked) && <p class="what">{taskTitle(task)}</p>}
      <p>
        {evidenceText(task)} {asked && t('proposal_ask_text')}
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
