/** The person's language. Keys are checked against the English file when the types are. */
import type messages from '../_locales/en/messages.json';

export type MessageKey = keyof typeof messages;

export function t(key: MessageKey, ...substitutions: (string | number)[]): string {
  return chrome.i18n.getMessage(key, substitutions.map(String));
}

/** One of two keys by the number: English and German know no more. */
export function plural(one: MessageKey, other: MessageKey, n: number): string {
  return t(n === 1 ? one : other, number(n));
}

export function language(): string {
  return chrome.i18n.getUILanguage();
}

export function number(n: number): string {
  return new Intl.NumberFormat(language()).format(n);
}

/** A share in whole percent, never rounded up: a bound promises what it says. */
export function percent(share: number): string {
  return t('percent', Math.floor(share * 100 + 1e-9));
}
