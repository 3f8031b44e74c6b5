/** A routine before it is done again, while it is, and after: what will happen, what is asked. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n';
import type { ReplayStep, Task } from '../../protocol';
import { stepText, whyText } from '../../words/steps';
import { taskTitle } from '../../words/evidence';
import { useTab } from '../panel/tab';
import { Button, FailureText, failed, type Failed } from '../shared/act';
import { host } from '../shared/client';
import { FaultCard } from '../shared/connection';
import { Mark } from '../shared/mark';
import { Page } from '../shared/page';
import { useShown } from '../shared/state';
import { Running, type Standing } from './running';

const BEFORE: Standing = { state: 'preview', step: 0, why: null, made: null };

export function Repeat() {
  const tab = useTab();
  const { state } = useShown(null);
  const connected = state?.connection.state === 'connected';
  const [plan, setPlan] = useState<{ task: Task; steps: ReplayStep[] } | null>(null);
  const [failure, setFailure] = useState<Failed | null>(null);
  const [values, setValues] = useState<ReadonlyMap<number, string>>(new Map());
  const [careful, setCareful] = useState(false);
  const [standing, setStanding] = useState<Standing>(BEFORE);
  const running = useRef<Running | null>(null);
  const taskId = new URLSearchParams(location.search).get('task') ?? '';

  useEffect(() => {
    if (!connected || plan) return;
    host.request<'planReplay'>({ type: 'planReplay', taskId }).then(
      (told) => {
        setValues(valuesOf(told.steps));
        setPlan(told);
      },
      (problem: unknown) => setFailure(failed(problem)),
    );
  }, [connected]);

  const told = (next: Standing) => {
    setStanding(next);
    if (next.state === 'done' || next.state === 'stopped') {
      void host.request<'reportReplay'>({ type: 'reportReplay', taskId, step: next.step });
    }
  };
  const begin = () => {
    if (!plan || tab === null) return;
    running.current = new Running(plan.steps, tab, values, careful, {
      standing: told,
      change: async (step, copied) =>
        (await host.request<'changeCopied'>({ type: 'changeCopied', taskId, step, copied })).value,
    });
    void running.current.go();
  };
  const missing = plan?.steps.some(({ name }, i) => name !== null && !values.get(i)) ?? true;
  const isPreview = standing.state === 'preview';
  return (
    <Page news={news(standing, plan?.steps ?? [])}>
      <header class="top">
        <Mark size={28} />
        <div>
          <h1>{plan ? taskTitle(plan.task) : t('repeat_heading')}</h1>
          <p class="faint">{t('repeat_lead')}</p>
        </div>
      </header>
      <main>
        {state?.started && <FaultCard state={state} />}
        {failure !== null && (
          <p class="bad">
            <FailureText of={failure} />
          </p>
        )}
        {plan && (
          <ol class="card steps" data-kind="steps">
            {plan.steps.map((step, i) => (
              <li
                key={i}
                data-kind="step"
                data-state={stateOf(i, standing)}
                aria-current={!isPreview && i === standing.step ? 'step' : undefined}
              >
                <span>{stepText(step)}</span>
                {step.name !== null && isPreview && (
                  <label class="field">
                    <span>{step.name}</span>
                    <input
                      value={values.get(i) ?? ''}
                      onInput={(event) =>
                        setValues(new Map(values).set(i, event.currentTarget.value))
                      }
                    />
                  </label>
                )}
                {step.name !== null && !isPreview && (
                  <>
                    {': '}
                    <strong>{values.get(i)}</strong>
                  </>
                )}
              </li>
            ))}
          </ol>
        )}
        {plan && isPreview && (
          <section class="card">
            <label class="tick">
              <input
                type="checkbox"
                checked={careful}
                onInput={(event) => setCareful(event.currentTarget.checked)}
              />
              <span>{t('repeat_careful')}</span>
            </label>
            <div class="buttons">
              <Button kind="primary" disabled={missing || tab === null} work={begin}>
                {t('repeat_begin')}
              </Button>
            </div>
            {missing && <p class="faint">{t('repeat_missing')}</p>}
          </section>
        )}
        {plan && !isPreview && (
          <Now standing={standing} running={running.current} again={() => setStanding(BEFORE)} />
        )}
      </main>
    </Page>
  );
}

/** What was entered when it was shown may be entered again. */
function valuesOf(steps: ReplayStep[]): ReadonlyMap<number, string> {
  return new Map(
    steps.flatMap(({ name, value }, i): [number, string][] =>
      name !== null && value !== null ? [[i, value]] : [],
    ),
  );
}

interface NowProps {
  standing: Standing;
  running: Running | null;
  again: () => void;
}

function Now({ standing, running, again }: NowProps) {
  const { state, why, made } = standing;
  return (
    <section class={`card ${state === 'asking' ? 'waiting' : ''}`} data-kind={state}>
      {state === 'running' && <p>{t('repeat_running')}</p>}
      {state === 'asking' && !made && <p>{t('repeat_ask')}</p>}
      {state === 'asking' && made && (
        <>
          <p>{t('repeat_ask_made', made.of.join(', '))}</p>
          <p class="what made" dir="auto">
            {made.value}
          </p>
        </>
      )}
      {state === 'done' && <p class="good">{t('repeat_done')}</p>}
      {state === 'stopped' && <p>{whyText(why)}</p>}
      <div class="buttons">
        {state === 'asking' && (
          <Button kind="primary" work={() => void running?.go(true)}>
            {t(made ? 'repeat_yes_made' : 'repeat_yes')}
          </Button>
        )}
        {(state === 'asking' || (state === 'stopped' && why !== null)) && (
          <Button work={() => void running?.skip()}>{t('repeat_by_hand')}</Button>
        )}
        {(state === 'asking' || state === 'running') && (
          <Button kind="quiet" work={() => running?.stop()}>
            {t('repeat_stop')}
          </Button>
        )}
        {(state === 'done' || state === 'stopped') && (
          <Button kind="quiet" work={again}>
            {t('repeat_again')}
          </Button>
        )}
      </div>
    </section>
  );
}

function stateOf(step: number, standing: Standing): string {
  if (standing.state === 'preview') return 'waiting';
  if (step < standing.step || standing.state === 'done') return 'done';
  return step === standing.step ? standing.state : 'waiting';
}

function news({ state, step, why, made }: Standing, steps: ReplayStep[]): string {
  const at = steps[step];
  switch (state) {
    case 'preview':
      return '';
    case 'running':
      return at ? stepText(at) : '';
    case 'asking':
      return made ? `${t('repeat_ask_made', made.of.join(', '))} ${made.value}` : t('repeat_ask');
    case 'stopped':
      return whyText(why);
    case 'done':
      return t('repeat_done');
  }
}
