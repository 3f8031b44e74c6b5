/** Whether Stillroom is connected, in a line; and if not, the one thing to do about it. */
import { plural, t, type MessageKey } from '../../i18n';
import type { FaultKind, WorkerState } from '../../messages';
import type { Overview } from '../../protocol';
import { ErrorCode } from '../../protocol';
import { Button, ErrorLink } from './act';
import { worker } from './client';
import { WithCommands } from './Words';

type Look = 'good' | 'rest' | 'paused' | 'bad';

export function ConnectionLine({
  state,
  overview,
}: {
  state: WorkerState | null;
  overview: Overview | null;
}) {
  const [look, text] = lineOf(state, overview);
  return (
    <p
      class="connection"
      data-kind="connection"
      data-state={state?.connection.state ?? 'connecting'}
    >
      <span class={`dot ${look}`} aria-hidden="true" />
      {text}
    </p>
  );
}

function lineOf(state: WorkerState | null, overview: Overview | null): [Look, string] {
  if (!state) return ['rest', t('connecting')];
  if (!state.started) return ['paused', t('not_started')];
  switch (state.connection.state) {
    case 'closed':
      return ['rest', t('connection_closed')];
    case 'connecting':
      return ['rest', t('connecting')];
    case 'waiting':
      return ['bad', t('not_connected')];
    case 'connected':
      if (overview?.stopped) return ['bad', t('stopped')];
      if (state.recordingPaused) return ['paused', t('recording_is_paused')];
      return ['good', t('connected')];
  }
}

/** The faults that the host names by number. */
const NUMBERS: Partial<Record<FaultKind, number>> = {
  extensionTooOld: ErrorCode.PROTOCOL_TOO_OLD,
  hostTooOld: ErrorCode.PROTOCOL_TOO_NEW,
  busy: ErrorCode.BUSY,
  forbidden: ErrorCode.FORBIDDEN_CALLER,
};

export function FaultCard({ state }: { state: WorkerState }) {
  if (state.connection.state !== 'waiting') return null;
  const { fault } = state.connection;
  const number = NUMBERS[fault.kind];
  return (
    <section class="card fault" data-kind="fault" data-fault={fault.kind}>
      <h2>{t(`fault_${fault.kind}` satisfies MessageKey)}</h2>
      <p>
        <WithCommands>{t(`fault_${fault.kind}_remedy` satisfies MessageKey)}</WithCommands>
        {number !== undefined && (
          <>
            {' '}
            <ErrorLink number={number} />
          </>
        )}
      </p>
      {state.queued > 0 && (
        <p class="faint">{plural('queued_one', 'queued_other', state.queued)}</p>
      )}
      <div class="buttons">
        <Button kind="primary" work={() => worker.retry()}>
          {t('try_again')}
        </Button>
        {fault.kind === 'notInstalled' && (
          <a class="button" href="welcome.html" target="_blank">
            {t('fault_notInstalled_how')}
          </a>
        )}
      </div>
    </section>
  );
}

export function Dropped({ state }: { state: WorkerState }) {
  if (state.dropped === 0) return null;
  return <p class="faint">{plural('dropped_one', 'dropped_other', state.dropped)}</p>;
}
