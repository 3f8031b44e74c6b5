/** Doing what a button says: once at a time, its failure said where all failures are said. */
import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n';
import { Refusal } from './client';

export interface Doing {
  /** Runs the work, refreshes the page and says `done` to a screen reader. */
  run(work: () => Promise<unknown>, done?: string): Promise<void>;
}

export const DoingContext = createContext<Doing>({ run: () => Promise.resolve() });

/** What went wrong, and the number under which it is explained, where the host gave one. */
export interface Failed {
  text: string;
  number: number | null;
}

export function failed(problem: unknown): Failed {
  const number = problem instanceof Refusal ? problem.code : null;
  return { text: problem instanceof Error ? problem.message : String(problem), number };
}

/** The words, and beside them the number, which leads to its explanation. */
export function FailureText({ of: { text, number } }: { of: Failed }) {
  return (
    <>
      {text}
      {number !== null && (
        <>
          {' '}
          <ErrorLink number={number} />
        </>
      )}
    </>
  );
}

export function ErrorLink({ number }: { number: number }) {
  return (
    <a
      class="error-number"
      href={`errors.html#error-${number}`}
      target="_blank"
      title={t('error_explained')}
    >
      {t('error_number', number)}
    </a>
  );
}

/** Milliseconds; the new state is drawn by then. */
export const AFTER_RENDER = 50;

/** Where the pressed button went with its row, the keyboard goes on from the page's main part. */
export function keepPlace(pressed: Element | null): void {
  if (pressed?.isConnected !== false || document.activeElement !== document.body) return;
  const main = document.querySelector('main');
  main?.setAttribute('tabindex', '-1');
  main?.focus({ preventScroll: true });
}

interface ButtonProps {
  children: ComponentChildren;
  work: () => Promise<unknown> | void;
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  /** Said to a screen reader when it is done. */
  done?: string;
  label?: string;
  shortcut?: string;
  pressed?: boolean;
  disabled?: boolean;
  title?: string;
  /** Whether the keyboard goes on from here once it is drawn. */
  focused?: boolean;
}

export function Button(props: ButtonProps) {
  const { children, work, kind = 'plain', done, label, shortcut, pressed, disabled, title } = props;
  const { focused = false } = props;
  const doing = useContext(DoingContext);
  const [busy, setBusy] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => void (focused && button.current?.focus({ preventScroll: true })), []);
  const press = async () => {
    if (busy || disabled) return;
    const pressed = document.activeElement;
    const promise = work();
    if (!promise) {
      setTimeout(() => keepPlace(pressed), AFTER_RENDER);
      return;
    }
    setBusy(true);
    await doing.run(() => promise, done);
    setBusy(false);
  };
  return (
    <button
      ref={button}
      type="button"
      class={`button ${kind}`}
      aria-busy={busy}
      aria-label={label}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut}
      disabled={disabled}
      title={title}
      onClick={press}
    >
      <span>{children}</span>
      {shortcut && <kbd aria-hidden="true">{shortcut}</kbd>}
    </button>
  );
}
