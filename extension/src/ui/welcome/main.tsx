/** The page that opens after the installation: the program, the person's yes, where to begin. */
import type { ComponentChildren } from 'preact';
import { t } from '../../i18n';
import type { WorkerState } from '../../messages';
import type { Overview } from '../../protocol';
import { Button } from '../shared/act';
import { worker } from '../shared/client';
import { Folders } from '../shared/Folders';
import { LookBack } from '../shared/LookBack';
import { Mark } from '../shared/mark';
import { Page, show } from '../shared/page';
import { useShown } from '../shared/state';
import { useAwaitedProgram } from './awaiting';
import { Connect } from './Connect';

function Welcome() {
  const { state, overview, refresh } = useShown(null);
  useAwaitedProgram(state);
  const isConnected = state?.connection.state === 'connected';
  const isStarted = state?.started ?? false;
  return (
    <Page refresh={refresh} news={isConnected ? t('step_connect_done') : ''}>
      <main class="welcome-page">
        <Mark size={72} />
        <h1>{t('welcome_heading')}</h1>
        <p class="lead">{t('welcome_lead')}</p>
        <ol class="first-steps">
          <Step name="connect" done={isConnected} now={!isConnected}>
            {state && <Connect state={state} />}
          </Step>
          <Step name="record" done={isStarted} now={isConnected && !isStarted}>
            {state && <Record started={isStarted} />}
          </Step>
          <Step name="begin" done={false} now={isConnected && isStarted}>
            <Begin state={state} overview={overview} />
          </Step>
        </ol>
      </main>
    </Page>
  );
}

interface StepProps {
  name: 'connect' | 'record' | 'begin';
  done: boolean;
  now: boolean;
  children: ComponentChildren;
}

function Step({ name, done, now, children }: StepProps) {
  return (
    <li
      class={`step ${done ? 'done' : now ? 'current' : 'later'}`}
      data-step={name}
      aria-current={now ? 'step' : undefined}
    >
      <h2>
        {t(`step_${name}`)}
        {done && (
          <span class="chip auto_earned">
            <span aria-hidden="true">✓ </span>
            {t('step_done')}
          </span>
        )}
      </h2>
      {children}
    </li>
  );
}

function Record({ started }: { started: boolean }) {
  return (
    <>
      <div class="two">
        <section>
          <h3>{t('welcome_records')}</h3>
          <ul>
            <li>{t('welcome_records_1')}</li>
            <li>{t('welcome_records_2')}</li>
          </ul>
        </section>
        <section>
          <h3>{t('welcome_never')}</h3>
          <ul>
            <li>{t('welcome_never_1')}</li>
            <li>{t('welcome_never_2')}</li>
            <li>{t('welcome_never_3')}</li>
          </ul>
        </section>
      </div>
      <p>{t('welcome_always')}</p>
      {started ? (
        <p data-kind="started">
          <strong>{t('welcome_done')}</strong> {t('welcome_done_text')}
        </p>
      ) : (
        <div class="begin">
          <Button kind="primary" work={() => worker.start()} done={t('welcome_done')}>
            {t('welcome_start')}
          </Button>
          <p class="faint">{t('welcome_before')}</p>
        </div>
      )}
    </>
  );
}

function Begin({ state, overview }: { state: WorkerState | null; overview: Overview | null }) {
  return (
    <>
      <p>{t('begin_lead')}</p>
      <div class="buttons">
        <a class="button" href="try.html" target="_blank">
          {t('begin_try')}
        </a>
      </div>
      {state?.started && overview && (
        <div class="begin-cards">
          <Folders overview={overview} />
          <LookBack folders={overview.folders} />
        </div>
      )}
      <p class="faint">{t('begin_site')}</p>
    </>
  );
}

show(t('welcome_title'), <Welcome />);
