/** What a chip says. */
import { percent, t } from '../i18n';
import type { Reason, Suggestion } from '../protocol';

/** More than these nobody reads. */
const MOST_REASONS = 3;

/** "bug", or "not sure: bug?" */
export function chipText({ label, guess }: Suggestion): string {
  return label ?? t('chip_unsure', guess ?? '');
}

/**
 * "because it says “crash”, “stack trace”", "because From is “billing”"; empty where nothing can be
 * named.
 */
export function because(reasons: Reason[]): string {
  const told: Reason[] = [];
  for (const { feature, value } of reasons) {
    const words = value.trim();
    const more = told.some((one) => one.feature === feature && one.value.includes(words));
    const nothing =
      words === '' || isScrap(feature, words) || feature === 'host' || feature === 'title';
    if (!nothing && !more && told.length < MOST_REASONS) told.push({ feature, value: words });
  }
  const said = told.filter(isText).map(({ value }) => t('quoted', value));
  const parts = told
    .filter((reason) => !isText(reason))
    .map((one) => (isMeaning(one) ? t('chip_meaning') : t('chip_feature', one.feature, one.value)));
  if (said.length > 0) parts.unshift(t('chip_says', said.join(', ')));
  return parts.length === 0 ? '' : t('chip_because', parts.join(t('and')));
}

/** One or two letters out of a text decide at times, and tell nobody anything. */
function isScrap(feature: string, words: string): boolean {
  return isText({ feature }) && /^[a-z]{1,2}$/i.test(words);
}

function isText({ feature }: Pick<Reason, 'feature'>): boolean {
  return feature === 'text' || feature === 'details' || feature === '';
}

/** What a text means is no column of the page that could be named with its value. */
function isMeaning({ feature, value }: Reason): boolean {
  return feature === 'meaning' && value === 'as a whole';
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
