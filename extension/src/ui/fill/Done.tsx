/** What became of it: how many fields, which would not have it, and the way back. */
import { plural, t, type MessageKey } from '../../i18n';
import { Button } from '../shared/act';
import { wasFilled, type DoneFill, type Filling } from './filling';
import { fieldName } from './Preview';

const WORDS: Record<string, MessageKey> = {
  reformatted: 'fill_was_reformatted',
  emptied: 'fill_was_emptied',
  rejected: 'fill_was_rejected',
  taken: 'fill_was_taken',
  unseen: 'fill_was_unseen',
  changed: 'fill_was_changed',
  gone: 'fill_was_gone',
};

export function Done({ filling, done }: { filling: Filling; done: DoneFill }) {
  const filled = done.outcomes.filter(wasFilled);
  const emptied = done.outcomes.some(({ outcome }) => outcome === 'emptied');
  const others = done.outcomes.filter(({ outcome }) => outcome !== 'filled');
  return (
    <section
      class="card"
      data-kind="filled-form"
      data-millis={done.millis}
      data-fill={done.fillId}
      aria-labelledby="filled-form"
    >
      <h2 id="filled-form">{plural('fill_done_one', 'fill_done_other', filled.length)}</h2>
      {others.length > 0 && (
        <ul class="lines" data-kind="not-filled">
          {others.map(({ ref, outcome }) => {
            const key = WORDS[outcome];
            return key ? (
              <li key={ref} data-outcome={outcome}>
                <span>{t(key, nameOf(filling, ref))}</span>
              </li>
            ) : null;
          })}
        </ul>
      )}
      <p class="faint">{t('fill_send_yourself')}</p>
      {filled.length > 0 && !emptied && (
        <div class="buttons">
          <Button work={filling.undo} done={t('fill_undone')}>
            {t('undo')}
          </Button>
        </div>
      )}
    </section>
  );
}

function nameOf({ form }: Filling, ref: number): string {
  const index = form?.known.findIndex((one) => one.ref === ref) ?? -1;
  const field = form?.form.fields[index];
  return field ? fieldName(field) : '';
}
