/** A page that the browser lets nobody see: why, and what the person can press there. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { seesOnePageAtATime } from '../../browser';
import { t, type MessageKey } from '../../i18n';

interface Props {
  title: MessageKey;
  text: MessageKey;
  /** The keyboard command that does the same, where there is one. */
  command?: 'pick-fields' | 'summarize-page';
  children?: ComponentChildren;
}

export function OutOfReach({ title, text, command, children }: Props) {
  const key = useKey(command);
  return (
    <section class="card empty" data-kind="trouble">
      <h2>{t(title)}</h2>
      <p>
        {t(text)} {key !== '' && t('no_access_key', key)}
      </p>
      {children}
      {seesOnePageAtATime && <p class="faint">{t('no_access_each')}</p>}
    </section>
  );
}

/** The key as the person set it; empty where there is none. */
function useKey(command: string | undefined): string {
  const [key, setKey] = useState('');
  useEffect(() => {
    if (command === undefined) return;
    void chrome.commands
      .getAll()
      .then((all) => setKey(all.find(({ name }) => name === command)?.shortcut ?? ''));
  }, [command]);
  return key;
}
