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
      <svg viewBox="0 0 600 58" role="img" aria-label={text}>
        <rect class="track" x="0" y="8" width="600" height="14" rx="7" />
        <rect
          class="value"
          x="0"
          y="8"
          width={Math.max(bound * 600, n === 0 ? 0 : 14)}
          height="14"
          rx="7"
        />
        {n > 0 && agreements / n > bound && (
          <circle class="seen" cx={Math.min((agreements / n) * 600, 593)} cy="15" r="4" />
        )}
        {TARGETS.map(({ at, name }) => (
          <g key={name}>
            <line class="target" x1={at * 600} x2={at * 600} y1="3" y2="28" />
            <text x={at * 600} y="42" text-anchor="middle">
              {percent(at)}
            </text>
            <text x={at * 600} y="55" text-anchor="middle">
              {t(name)}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}
