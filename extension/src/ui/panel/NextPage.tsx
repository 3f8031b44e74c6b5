/** The page's own way to its next page. Nobody goes there but the person, by pressing this. */
import { t } from '../../i18n';
import type { View } from '../../pick/messages';
import { Button } from '../shared/act';
import type { Picks } from './picks';

interface Props {
  tab: number | null;
  view: View;
  next: NonNullable<View['next']>;
  picks: Picks;
}

export function NextPage({ tab, view, next, picks }: Props) {
  if (tab === null) return null;
  const go = async () => {
    // Only addresses of the web: nothing that a link may hide is run.
    if (/^https?:$/.test(new URL(next.href).protocol))
      await chrome.tabs.update(tab, { url: next.href });
  };
  const collects = view.fields.length > 0 && view.total > 0 && !picks.added;
  return (
    <section class="next" data-kind="next">
      <p class="faint one-line" title={next.href}>
        {t('next_page', next.text)}
      </p>
      {collects && (
        <Button
          kind="primary"
          work={async () => {
            await picks.add();
            await go();
          }}
        >
          {t('next_add_go')}
        </Button>
      )}
      <Button work={go}>{t('next_go')}</Button>
    </section>
  );
}
