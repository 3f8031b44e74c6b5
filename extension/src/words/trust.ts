/** Trust and figures in words. Every figure is said with its bound, granted and earned never alike. */
import { percent, t } from '../i18n';
import type { Agreement, Model, Task, Trust } from '../protocol';

/** The bound at which an offer may call for attention, and at which trust is earned. */
export const PUSH_BOUND = 0.8;
export const EARN_BOUND = 0.95;

export function trustName(trust: Trust): string {
  switch (trust) {
    case 'OBSERVE':
      return t('trust_observe');
    case 'SUGGEST':
      return t('trust_suggest');
    case 'AUTO_GRANTED':
      return t('trust_granted');
    case 'AUTO_EARNED':
      return t('trust_earned');
    case 'SHADOW':
      return t('trust_shadow');
  }
}

/** What that trust means for the next file. */
export function trustText(trust: Trust): string {
  switch (trust) {
    case 'OBSERVE':
      return t('trust_observe_text');
    case 'SUGGEST':
      return t('trust_suggest_text');
    case 'AUTO_GRANTED':
      return t('trust_granted_text');
    case 'AUTO_EARNED':
      return t('trust_earned_text');
    case 'SHADOW':
      return t('trust_shadow_text');
  }
}

/** "right 11 of 11 so far, at least 76 %" */
export function agreementText({ n, agreements, bound }: Agreement): string {
  return n === 0 ? t('agreement_none') : t('agreement', agreements, n, percent(bound));
}

/** "You chose this: right 11 of 11 so far, at least 76 %", or how it was earned. */
export function standingText(trust: Trust, agreement: Agreement): string {
  switch (trust) {
    case 'AUTO_GRANTED':
      return t('standing_granted', agreementText(agreement));
    case 'AUTO_EARNED':
      return t('standing_earned', agreementText(agreement));
    case 'OBSERVE':
    case 'SUGGEST':
    case 'SHADOW':
      return sentence(agreementText(agreement));
  }
}

/** "Right 8 of 8 in checking. Few examples promise little: at least 69 %." */
export function verdictText(model: Model): string {
  const right = t('verdict_right', Math.round(model.value * model.examples), model.examples);
  const promise = t(
    model.low < PUSH_BOUND ? 'verdict_promises_little' : 'verdict_promises',
    percent(model.low),
  );
  const parts = [right, promise];
  if (!model.passes) {
    parts.push(
      model.needs === null ? t('verdict_fails') : t('verdict_needs', model.needs, model.needs),
    );
  }
  return parts.join(' ');
}

export function methodText(model: Model): string {
  switch (model.method) {
    case 'holdout':
      return t('method_holdout');
    case 'crossfit':
      return t('method_crossfit');
    case 'prequential':
      return t('method_prequential');
    default:
      return model.method;
  }
}

/**
 * The distillation's phase in words: its first word is known here, what follows is said as it is
 * ("Training small models: rule list").
 */
export function phaseText({ progressPhase }: Pick<Task, 'progressPhase'>): string {
  const [phase = '', ...rest] = (progressPhase ?? '').split(' ');
  if (phase === '') return t('phase_start');
  const words = chrome.i18n.getMessage(`phase_${phase.replaceAll(/\W/g, '_')}`);
  if (!words) return progressPhase ?? '';
  return rest.length === 0 ? words : t('phase_with', words, rest.join(' '));
}

export function sentence(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
