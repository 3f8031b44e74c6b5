/** "Learn this": the person does something once, and it can be done again. */
import { t } from '../../i18n';
import { Button } from '../shared/act';
import { host } from '../shared/client';

export function Show({ showing }: { showing: boolean }) {
  const say = (begins: boolean) => host.request<'demonstrate'>({ type: 'demonstrate', begins });
  return (
    <div class={showing ? 'card waiting' : 'show'} data-kind="show" data-showing={showing}>
      {showing && <p>{t('show_text')}</p>}
      <div class="buttons">
        <Button kind={showing ? 'primary' : 'quiet'} work={() => say(!showing)}>
          {showing ? t('show_end') : t('show_begin')}
        </Button>
      </div>
    </div>
  );
}
