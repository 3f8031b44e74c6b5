/** Each task: trust with its figures, versions, history; pause, learn again, delete. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import type { AuditLine, Model, Overview, PastExample, Task } from '../../protocol';
import { evidenceText, taskTitle } from '../../words/evidence';
import { dateAndTime, dateOf, millis, size } from '../../words/measures';
import {
  agreementText,
  happenedText,
  methodText,
  sentence,
  studentName,
  trustName,
  trustText,
  verdictText,
} from '../../words/trust';
import { Always } from '../popup/Always';
import { ProposalCard } from '../popup/ProposalCard';
import { PauseButton } from '../popup/TaskCard';
import { Button, FailureText } from '../shared/act';
import { host } from '../shared/client';
import { Words } from '../shared/Words';
import { withProgress, type Shown } from '../shared/state';
import { Distilling, TrustChip } from '../shared/TaskFigures';
import { useAsked } from './asked';
import { AskTeacher } from './AskTeacher';
import { BoundChart } from './BoundChart';
import { Confirm } from './Confirm';
import { Dismissed } from './Dismissed';
import { Candidates, Doubts } from './Doubts';
import { Example } from './Example';
import { OpenQuestions } from './OpenQuestions';
import { hasRows, Rows } from './ManyRows';
import { Give, Take } from './Share';

export function Tasks({ shown, overview }: { shown: Shown; overview: Overview }) {
  const { tasks, proposals } = overview;
  return (
    <>
      {tasks.length + proposals.length === 0 && <p class="nothing">{t('tasks_none')}</p>}
      {proposals.map((task) => (
        <div key={task.id}>
          <ProposalCard task={task} level={2} />
          {task.act.kind === 'REPEAT' && <Judge task={task} />}
        </div>
      ))}
      {tasks.map((task) => (
        <TaskPanel
          key={task.id}
          task={withProgress(task, shown.progress)}
          version={shown.version}
        />
      ))}
      <Dismissed version={shown.version} />
      <Take />
    </>
  );
}

/** A teacher may be asked what a routine is and whether it is simple. */
function Judge({ task }: { task: Task }) {
  return (
    <AskTeacher
      label={(teacher) => t('judge_ask', teacher)}
      prompt={JUDGE}
      text={() => `${taskTitle(task)}\n${evidenceText(task)}`}
    />
  );
}

function TaskPanel({ task, version }: { task: Task; version: number }) {
  const [asked, setAsked] = useState(false);
  const [giving, setGiving] = useState(false);
  const ready = task.phase === 'READY';
  return (
    <article
      class="card task wide"
      data-kind="task"
      data-task={task.id}
      data-phase={task.phase}
      data-trust={task.trust}
      aria-label={taskTitle(task)}
    >
      <div class="title">
        <h2>{taskTitle(task)}</h2>
        {ready && <TrustChip task={task} />}
        {task.phase === 'FAILED' && <span class="chip">{t('task_failed')}</span>}
      </div>
      <p class="faint">
        {evidenceText(task)} {t('task_made', dateOf(task.created))}
      </p>
      {task.phase === 'DISTILLING' && <Distilling task={task} />}
      {task.failure !== null && <p class="bad">{task.failure}</p>}
      {ready && !/^(EXTRACT|SUMMARIZE|FILL|REPEAT)$/.test(task.act.kind) && (
        <>
          <p>{standing(task)}</p>
          <BoundChart agreement={task.agreement} />
          {task.model && task.model.method !== 'none' && (
            <p>
              <Words>{verdictText(task.model)}</Words>
            </p>
          )}
        </>
      )}
      {asked && <Always task={task} close={() => setAsked(false)} />}
      {ready && task.act.kind === 'JOB' && <Example task={task} />}
      {ready && !task.paused && hasRows(task) && <Rows task={task} />}
      {giving && <Give task={task} close={() => setGiving(false)} />}
      <div class="buttons">
        {ready && task.mayAlways && !asked && (
          <Button work={() => setAsked(true)}>{t('always')}</Button>
        )}
        {ready && <PauseButton task={task} />}
        {task.phase !== 'DISTILLING' && (
          <Button
            kind="quiet"
            work={() => host.request<'retrain'>({ type: 'retrain', taskId: task.id })}
          >
            {t('task_retrain')}
          </Button>
        )}
        {mayBeGiven(task) && !giving && (
          <Button kind="quiet" work={() => setGiving(true)}>
            {t('share_give')}
          </Button>
        )}
        <Confirm
          what={t('task_delete')}
          sure={t('task_delete_sure')}
          yes={t('task_delete_yes')}
          no={t('task_delete_no')}
          work={() => host.request<'deleteTask'>({ type: 'deleteTask', taskId: task.id })}
        />
      </div>
      {task.act.kind === 'REPEAT' && <Judge task={task} />}
      <Details task={task} version={version} />
    </article>
  );
}

/** What its trust means: of a job for whoever asks it, of other tasks for the next file or page. */
function standing(task: Task): string {
  if (task.act.kind === 'JOB' && task.trust === 'SUGGEST') return t('job_suggest_text');
  if (task.act.kind === 'JOB' && task.trust === 'SHADOW') return t('job_shadow_text');
  return trustText(task.trust);
}

/** Whose answers can be told right or wrong by whoever gets it. */
function mayBeGiven(task: Task): boolean {
  return /^(CONVERT|FILE|CHOOSE|EXTRACT|JOB)$/.test(task.act.kind) && task.model?.passes === true;
}

function Details({ task, version }: { task: Task; version: number }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('task_details')}</summary>
      {open && <DetailsOf task={task} version={version} />}
    </details>
  );
}

function DetailsOf({ task, version }: { task: Task; version: number }) {
  const taskId = task.id;
  const { reply, failure } = useAsked<'showTask'>({ type: 'showTask', taskId }, [taskId, version]);
  if (failure !== null)
    return (
      <p class="bad">
        <FailureText of={failure} />
      </p>
    );
  if (!reply) return <p class="faint">{t('loading')}</p>;
  return (
    <>
      <OpenQuestions task={task} card={reply.card} />
      <Doubts task={task} doubted={reply.doubted} card={reply.card} />
      <Errors errors={reply.errors} />
      <h3>{t('versions')}</h3>
      {reply.models.length === 0 && <p class="faint">{t('history_none')}</p>}
      <ul class="lines">
        {reply.models.map((model) => (
          <Version key={model.digest} taskId={taskId} model={model} />
        ))}
      </ul>
      <Candidates card={reply.card} />
      <h3>{t('history')}</h3>
      {reply.audit.length === 0 && <p class="faint">{t('history_none')}</p>}
      <ul class="lines" data-kind="audit">
        {reply.audit.map((line, i) => (
          <Happened key={i} line={line} />
        ))}
      </ul>
    </>
  );
}

/** What it got wrong; a teacher may be asked what these have in common. */
function Errors({ errors }: { errors: PastExample[] }) {
  if (errors.length === 0) return null;
  const lines = errors.map(({ fileName, did, predicted }) =>
    t('errors_line', fileName, predicted ?? '', did ?? ''),
  );
  return (
    <>
      <h3>{t('errors_heading')}</h3>
      <ul class="lines" data-kind="errors">
        {lines.map((line, i) => (
          <li key={i} dir="auto">
            {line}
          </li>
        ))}
      </ul>
      <AskTeacher
        label={(teacher) => t('errors_ask', teacher)}
        prompt={EXPLAIN}
        text={() => lines.join('\n')}
      />
    </>
  );
}

/** Said to a model, not to the person. */
const EXPLAIN =
  'A small model got these wrong. Say in two sentences what they have in common, and what examples ' +
  'it should be shown.';

const JUDGE =
  'A person does this in web pages again and again. Give the routine a short name, then say in one ' +
  'sentence whether it is simple: whether the same steps would always do, or a choice needs judgement.';

function Version({ taskId, model }: { taskId: string; model: Model }) {
  const checked = [millis(model.p50Millis), methodText(model)];
  const facts = [
    studentName(model.student),
    size(model.bytes),
    ...(model.method === 'none' ? [] : checked),
  ];
  return (
    <li data-kind="version" data-digest={model.digest}>
      <div>
        <strong>{t('version_n', model.version)}</strong>{' '}
        {model.champion && <span class="chip auto_earned">{t('version_current')}</span>}
        <p class="faint">{facts.join(' · ')}</p>
        <p class="faint">
          {model.method !== 'none' && verdictText(model)} {dateAndTime(model.installed)}
        </p>
      </div>
      {!model.champion && (
        <Button
          work={() =>
            host.request<'rollbackModel'>({ type: 'rollbackModel', taskId, digest: model.digest })
          }
        >
          {t('version_back')}
        </Button>
      )}
    </li>
  );
}

function Happened({ line }: { line: AuditLine }) {
  const change =
    line.to === null
      ? happenedText(line.what)
      : line.from === null
        ? trustName(line.to)
        : `${trustName(line.from)} → ${trustName(line.to)}`;
  const agreement = { n: line.n, agreements: line.agreements, bound: line.bound, level: 0.95 };
  return (
    <li>
      <div>
        <strong>{change}</strong>
        <p>{line.why}</p>
        {line.n > 0 && <p class="faint">{sentence(agreementText(agreement))}</p>}
      </div>
      <time class="faint" dateTime={line.time}>
        {dateAndTime(line.time)}
      </time>
    </li>
  );
}
