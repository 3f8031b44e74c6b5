/** The browser's own summarizer, where this browser has one: asked only when the person says so. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n';
import { Button } from '../shared/act';

interface Own {
  availability(): Promise<string>;
  create(options: object): Promise<{ summarize(text: string): Promise<string>; destroy?(): void }>;
}

const own = (globalThis as { Summarizer?: Own }).Summarizer;

export function BrowserSummary({ text }: { text: string }) {
  const [there, setThere] = useState(false);
  const [said, setSaid] = useState('');
  useEffect(() => {
    setSaid('');
    void own?.availability().then((state) => setThere(state === 'available'));
  }, [text]);
  if (!own || !there) return null;
  const ask = async () => {
    const summarizer = await own.create({ type: 'tldr', format: 'plain-text', length: 'short' });
    setSaid(await summarizer.summarize(text));
    summarizer.destroy?.();
  };
  return (
    <section class="card" data-kind="browser">
      <Button kind="quiet" work={ask}>
        {t('sum_browser')}
      </Button>
      {said !== '' && (
        <>
          <p dir="auto">{said}</p>
          <p class="faint">{t('sum_browser_text')}</p>
        </>
      )}
    </section>
  );
}
