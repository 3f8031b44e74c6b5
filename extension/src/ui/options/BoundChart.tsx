/** The bound on a line from 0 to 100 %, with the two figures that trust asks for. */
import { percent, t } from '../../i18n';
import type { Agreement } from '../../protocol';
import { EARN_BOUND, PUSH_BOUND, agreementText, sentence } from '../../words/trust';

const TARGETS = [
  { at: PUSH_BOUND, name: 'chart_push' },
  { at: EARN_BOUND, name: 'chart_earn' },
] as const;

export function BoundChart({ agreement }: { agreement: Agreement }) {
  const { n, agreements } = agreement;
  const bound = n === 0 ? 0 : agreement.bound;
  const text = t(
    'chart_text',
    percent(bound),
    agreements,
    n,
    percent(PUSH_BOUND),
    percent(EARN_BOUND),
  );
  return (
    <figure class="chart">
      <figcaption>
        <strong>{t('chart_title')}</strong> {sentence(agreementText(agreement))}
      </figcaption>
      <div class="line" role="img" aria-label={text}>
        <span class="value" style={{ width: `${bound * 100}%` }} />
        {n > 0 && <span class="seen" style={{ left: `${(agreements / n) * 100}%` }} />}
        {TARGETS.map(({ at, name }) => (
          <span key={name} class={`target ${name}`} style={{ left: `${at * 100}%` }}>
            <span>
              <span>{percent(at)}</span> <span>{t(name)}</span>
            </span>
          </span>
        ))}
      </div>
    </figure>
  );
}
