/** What a teacher would be sent, to the letter, before it is. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { number, t } from '../../i18n';
import type { WouldSend } from '../../protocol';
import { hiddenText, money } from '../../words/teachers';
import { Button } from '../shared/act';

interface Props {
  would: WouldSend;
  send: (remember: boolean) => Promise<void>;
  drop: () => void;
}

export function WouldLeave({ would, send, drop }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [remember, setRemember] = useState(false);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  const facts = [
    t('would_bytes', number(would.bytes)),
    t('would_tokens', number(would.tokens)),
    ...(would.cost > 0 ? [t('would_cost', money(would.cost))] : []),
  ];
  return (
    <dialog
      ref={dialog}
      class="would-leave"
      data-kind="would-leave"
      aria-labelledby="would-leave"
      onCancel={(event) => {
        event.preventDefault();
        drop();
      }}
    >
      <h2 id="would-leave">{t('would_heading', would.teacher)}</h2>
      <p class="faint">{t(would.here ? 'would_here' : 'would_leaves')}</p>
      <div class="letter" tabIndex={0} role="group" aria-label={t('would_letter')}>
        <pre data-kind="data">{would.data}</pre>
        <pre data-kind="system">{would.system.trim()}</pre>
      </div>
      <p data-kind="hidden">{hiddenText(would.hidden)}</p>
      <p class="faint">{facts.join(' · ')}</p>
      <label class="tick">
        <input
          type="checkbox"
          checked={remember}
          onInput={(event) => setRemember(event.currentTarget.checked)}
        />
        <span>{t('would_remember', would.teacher)}</span>
      </label>
      <div class="buttons">
        <Button kind="primary" work={() => send(remember)}>
          {t('would_send')}
        </Button>
        <Button work={drop}>{t('cancel')}</Button>
      </div>
    </dialog>
  );
}
