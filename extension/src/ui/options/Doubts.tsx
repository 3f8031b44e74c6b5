/** What a distillation found out besides the model: doubted labels, and why this student. */
import { useState } from 'preact/hooks';
import { percent, plural, t } from '../../i18n';
import type { DoubtedLabel, Task } from '../../protocol';
import { size } from '../../words/measures';
import { studentName } from '../../words/trust';
import { deedText } from '../popup/Always';
import { Button } from '../shared/act';
import { host } from '../shared/client';

interface DoubtsProps {
  task: Task;
  doubted: DoubtedLabel[];
  card: unknown;
}

/** Examples whose label is probably wrong; nothing is changed before the person says so. */
export function Doubts({ task, doubted, card }: DoubtsProps) {
  // What was settled stays in sight, so that it can be taken back.
  const [settled, setSettled] = useState<{ one: DoubtedLabel; label: string }[]>([]);
  const done = new Set(settled.map(({ one }) => one.exampleId));
  const open = doubted.filter(({ exampleId }) => !done.has(exampleId));
  if (open.length + settled.length === 0) return null;
  const errors = (card as { labelErrors?: { found?: number; examples?: unknown[] } } | null)
    ?.labelErrors;
  const more = (errors?.found ?? 0) - (errors?.examples?.length ?? 0);
  const say = async (one: DoubtedLabel, label: string) => {
    await host.request<'settleLabel'>({
      type: 'settleLabel',
      taskId: task.id,
      exampleId: one.exampleId,
      label,
    });
    setSettled((now) => [
      ...now.filter((other) => other.one.exampleId !== one.exampleId),
      { one, label },
    ]);
  };
  const isFiles = task.act.kind === 'FILE' || task.act.kind === 'CONVERT';
  return (
    <>
      <h3>{t('doubts_heading')}</h3>
      <p class="faint">
        {t('doubts_lead')} {isFiles && t('doubts_files')}
      </p>
      <ul class="lines" data-kind="doubts">
        {settled.map(({ one, label }) => (
          <li key={one.exampleId} data-settled="">
            <div>
              <p dir="auto">{one.name}</p>
              <p class="faint" role="status">
                {label === one.label
                  ? t('doubts_kept', deedText(label))
                  : t('doubts_corrected', deedText(label))}
              </p>
            </div>
            {label !== one.label && (
              <Button kind="quiet" work={() => say(one, one.label)}>
                {t('undo')}
              </Button>
            )}
          </li>
        ))}
        {open.map((one) => (
          <li key={one.exampleId}>
            <div>
              <p dir="auto">{one.name}</p>
              <p class="faint">
                {t(
                  'doubts_line',
                  deedText(one.label),
                  deedText(one.suggested),
                  percent(one.confidence),
                )}
              </p>
              <div class="buttons">
                <Button work={() => say(one, one.suggested)}>
                  {t('doubts_correct', deedText(one.suggested))}
                </Button>
                <Button kind="quiet" work={() => say(one, one.label)}>
                  {t('doubts_keep', deedText(one.label))}
                </Button>
              </div>
            </div>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="faint">{plural('doubts_more_one', 'doubts_more_other', more)}</p>}
    </>
  );
}

interface Candidate {
  student: string;
  metric: number | null;
  low: number | null;
  bytes: number | null;
  chosen: boolean;
  why: string;
}

/** Every student that was tried, with the reason why it was chosen or not. */
export function Candidates({ card }: { card: unknown }) {
  const tried = (card as { candidates?: Candidate[] } | null)?.candidates ?? [];
  if (tried.length === 0) return null;
  return (
    <>
      <h3>{t('candidates_heading')}</h3>
      <ul class="lines" data-kind="candidates">
        {tried.map((one, i) => (
          <li key={i}>
            <div>
              <strong>{studentName(one.student)}</strong>{' '}
              {one.chosen && <span class="chip auto_earned">{t('candidates_chosen')}</span>}
              {one.metric !== null && one.low !== null && (
                <p class="faint">
                  {t('candidates_figures', percent(one.metric), percent(one.low))}
                  {one.bytes !== null && one.bytes > 0 && ` · ${size(one.bytes)}`}
                </p>
              )}
              <p lang="en">{one.why}</p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
