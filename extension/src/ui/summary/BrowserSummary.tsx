/** The browser's own summary: when the person asks, or at once where it was nearer to what they keep. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n';
import type { Summarized } from '../../protocol';
import { Button } from '../shared/act';
import { browserSummary, hasBrowserSummary } from './browser-summary';

export function BrowserSummary({ said }: { said: Summarized }) {
  const [there, setThere] = useState(false);
  const [text, setText] = useState('');
  const ask = async () => setText(await browserSummary(said));
  useEffect(() => {
    setText('');
    void hasBrowserSummary().then((has) => {
      setThere(has);
      if (has && said.browserWins) void ask();
    });
  }, [said]);
  if (!there) return null;
  return (
    <section class="card" data-kind="browser" data-wins={said.browserWins}>
      {text === '' ? (
        <Button kind="quiet" work={ask}>
          {t('sum_browser')}
        </Button>
      ) : (
        <>
          <p dir="auto">{text}</p>
          <p class="faint">
            {said.browserWins && t('sum_browser_wins')} {t('sum_browser_text')}
          </p>
        </>
      )}
    </section>
  );
}
