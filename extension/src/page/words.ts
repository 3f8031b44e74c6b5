/** What a chip says. */
import { percent, t } from '../i18n';
import type { Reason, Suggestion } from '../protocol';

/** More than these nobody reads. */
const MOST_REASONS = 3;

/** "bug", or "not sure: bug?" */
export function chipText({ label, guess }: Suggestion): string {
  return label ?? t('chip_unsure', guess ?? '');
}

/** "because it says “crash”, “stack trace”"; empty where nothing can be named. */
export function because(reasons: Reason[]): string {
  const said = reasons.flatMap((reason) => saidOf(reason) ?? []);
  const words = [...new Set(said)].slice(0, MOST_REASONS);
  return words.length === 0 ? '' : t('chip_because', words.join(', '));
}

function saidOf({ feature, value }: Reason): string | null {
  const words = value.trim();
  if (words === '' || feature === 'host' || feature === 'title') return null;
  return feature === 'text' || feature === ''
    ? t('quoted', words)
    : t('chip_feature', feature, words);
}

/** "91 % sure. Right 4 of 5 times so far, at least 37 %." */
export function figures({ confidence, agreement }: Suggestion): string {
  const { n, agreements, bound } = agreement;
  const sure = t('chip_confidence', percent(confidence));
  return n === 0
    ? `${sure} ${t('chip_new')}`
    : `${sure} ${t('chip_record', agreements, n, percent(bound))}`;
}

/** The key that takes a suggestion, as people read it. */
export const TAKE_KEY = 'Alt+Enter';
