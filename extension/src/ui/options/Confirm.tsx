/** A button for what cannot be taken back: pressed, it says what goes, and asks once. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n';
import { Button } from '../shared/act';

interface Props {
  what: string;
  sure: string;
  yes: string;
  no?: string;
  disabled?: boolean;
  done?: string;
  work: () => Promise<unknown>;
}

export function Confirm({ what, sure, yes, no, disabled, done, work }: Props) {
  const [asked, setAsked] = useState(false);
  const [left, setLeft] = useState(false);
  const question = useRef<HTMLDivElement>(null);
  // The pressed button made room for the question: that is where the keyboard goes on.
  useEffect(() => void (asked && question.current?.focus({ preventScroll: true })), [asked]);
  if (!asked) {
    return (
      <Button kind="danger" disabled={disabled ?? false} focused={left} work={() => setAsked(true)}>
        {what}
      </Button>
    );
  }
  return (
    <div class="confirm" role="group" aria-label={what} tabIndex={-1} ref={question}>
      <p>{sure}</p>
      <div class="buttons">
        <Button
          kind="danger"
          {...(done !== undefined && { done })}
          work={async () => {
            await work();
            setAsked(false);
          }}
        >
          {yes}
        </Button>
        <Button
          work={() => {
            setLeft(true);
            setAsked(false);
          }}
        >
          {no ?? t('cancel')}
        </Button>
      </div>
    </div>
  );
}
