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
 * The distillation's phase in words, or those of its first word with the student that follows
 * ("Training small models: a list of rules"); what is not known is said as it is.
 */
export function phaseText({ progressPhase }: Pick<Task, 'progressPhase'>): string {
  if (!progressPhase) return t('phase_start');
  const whole = told('phase', progressPhase);
  if (whole) return whole;
  const [phase = '', ...rest] = progressPhase.split(' ');
  const words = told('phase', phase);
  return words ? t('phase_with', words, studentName(rest.join(' '))) : progressPhase;
}

/** How a model of that architecture decides: "a list of rules". */
export function studentName(architecture: string): string {
  return told('student', architecture) || architecture;
}

/** What a model does: "chooses a label". */
export function kindName(kind: string): string {
  return told('kind', kind) || kind;
}

/** What happened to a task, in a few words. */
export function happenedText(what: string): string {
  return told('happened', what) || what;
}

/** What the host calls by a word of its own; empty where this version knows none for it. */
function told(about: string, word: string): string {
  return chrome.i18n.getMessage(`${about}_${word.replaceAll(/\W/g, '_')}`);
}

export function sentence(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
