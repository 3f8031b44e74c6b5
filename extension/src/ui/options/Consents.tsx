/** Which sites' data may be filled into which others' forms, and taking that back. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n';
import type { FillConsent } from '../../protocol';
import { Button } from '../shared/act';
import { host } from '../shared/client';

export function Consents({ version }: { version: number }) {
  const [consents, setConsents] = useState<FillConsent[]>([]);
  const look = async () => {
    const reply = await host.request<'listFillConsents'>({ type: 'listFillConsents' });
    setConsents(reply.consents);
  };
  useEffect(() => void look().catch(() => undefined), [version]);
  const takeBack = async ({ from, into }: FillConsent) => {
    await host.request<'allowFill'>({ type: 'allowFill', from, into, allowed: false });
    await look();
  };
  return (
    <section class="card" aria-labelledby="consents">
      <h2 id="consents">{t('consents_heading')}</h2>
      {consents.length === 0 && <p class="faint">{t('consents_none')}</p>}
      <ul class="lines" data-kind="consents">
        {consents.map((consent) => (
          <li key={`${consent.from} ${consent.into}`}>
            <span class="path">{t('consents_pair', consent.from, consent.into)}</span>
            <Button
              kind="quiet"
              label={t('consents_take_back_for', consent.from, consent.into)}
              work={() => takeBack(consent)}
            >
              {t('consents_take_back')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
