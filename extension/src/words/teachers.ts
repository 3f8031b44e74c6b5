/** Teachers in words: what they cost, what was hidden from them, what a small model saved. */
import { language, number, percent, t } from '../i18n';
import type { AskedOften, Asked, Count, Question } from '../protocol';
import { minutes, size } from './measures';

/** An amount in the person's money, whichever that is. */
export function money(amount: number): string {
  return new Intl.NumberFormat(language(), {
    minimumFractionDigits: 2,
    maximumFractionDigits: amount < 1 ? 4 : 2,
  }).format(amount);
}

export function seconds(value: number): string {
  return new Intl.NumberFormat(language(), {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(value);
}

/** "Hidden: 2 e-mail addresses, 1 name." */
export function hiddenText(hidden: Count[]): string {
  if (hidden.length === 0) return t('would_hidden_none');
  const kinds = hidden.map(({ label, times }) => {
    const words = chrome.i18n.getMessage(`hidden_${label}`, [number(times)]);
    return words || `${label} ${times}`;
  });
  return t('would_hidden', kinds.join(', '));
}

/** "cloud, 2.3 sec, 0.0012" */
export function answeredBy(teacher: string, asked: Asked): string {
  if (asked.known) return t('ask_known', teacher);
  const facts = [teacher, seconds(asked.seconds)];
  if (asked.cost > 0) facts.push(money(asked.cost));
  facts.push(t('ask_left', number(asked.bytes)));
  return facts.join(' · ');
}

/** "You asked this 24 times; a model of 60 KB would have agreed 24 of 24 times (at least 80 %)." */
export function askedText({ times, tried, agreed, bound, bytes }: AskedOften): string {
  return t(
    'evidence_asked',
    number(times),
    size(bytes),
    number(agreed),
    number(tried),
    percent(bound),
  );
}

/** What is less is not worth a word: half of the smallest coin. */
const LEAST_MONEY = 0.005;

/** "Answered here 12 times, which saved 14 sec and 0.02 of money. Compared …: the same in 3 of 3." */
export function savedText(question: Question): string {
  const checks = t('ask_checks', number(question.checked), number(question.agreed));
  if (question.answered === 0) return question.checked === 0 ? '' : checks;
  const time =
    question.savedSeconds < 60 ? seconds(question.savedSeconds) : minutes(question.savedSeconds);
  const what =
    question.savedCost < LEAST_MONEY ? time : t('ask_saved_money', time, money(question.savedCost));
  const saved =
    question.answered === 1
      ? t('ask_saved_one', what)
      : t('ask_saved', number(question.answered), what);
  return question.checked === 0 ? saved : `${saved} ${checks}`;
}
