/** The page's own way to its next page. Nobody goes there but the person, by pressing this. */
import { t } from '../../i18n';
import type { View } from '../../pick/messages';
import { Button } from '../shared/act';

export function NextPage({ tab, next }: { tab: number | null; next: NonNullable<View['next']> }) {
  if (tab === null) return null;
  const go = async () => {
    // Only addresses of the web: nothing that a link may hide is run.
    if (/^https?:$/.test(new URL(next.href).protocol))
      await chrome.tabs.update(tab, { url: next.href });
  };
  return (
    <section class="next" data-kind="next">
      <p class="faint one-line" title={next.href}>
        {t('next_page', next.text)}
      </p>
      <Button work={go}>{t('next_go')}</Button>
    </section>
  );
}
