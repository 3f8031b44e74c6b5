/** Whether Stillroom is connected, in a line; and if not, the one thing to do about it. */
import { plural, t, type MessageKey } from '../../i18n';
import type { WorkerState } from '../../messages';
import type { Overview } from '../../protocol';
import { Button } from './act';
import { worker } from './client';

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

export function FaultCard({ state }: { state: WorkerState }) {
  if (state.connection.state !== 'waiting') return null;
  const { fault } = state.connection;
  return (
    <section class="card fault" data-kind="fault" data-fault={fault.kind}>
      <h2>{t(`fault_${fault.kind}` satisfies MessageKey)}</h2>
      <p>{withCommands(t(`fault_${fault.kind}_remedy` satisfies MessageKey))}</p>
      {state.queued > 0 && (
        <p class="faint">{plural('queued_one', 'queued_other', state.queued)}</p>
      )}
      <div class="buttons">
        <Button kind="primary" work={() => worker.retry()}>
          {t('try_again')}
        </Button>
      </div>
    </section>
  );
}

/** Commands stand in typographic quotes in the messages; here they look like commands. */
function withCommands(text: string) {
  return text
    .split(/[“„](stillroom [a-z]+)[”“]/)
    .map((part, i) => (i % 2 === 1 ? <code>{part}</code> : part));
}

export function Dropped({ state }: { state: WorkerState }) {
  if (state.dropped === 0) return null;
  return <p class="faint">{plural('dropped_one', 'dropped_other', state.dropped)}</p>;
}
