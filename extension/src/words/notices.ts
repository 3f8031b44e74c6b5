/** Notices in words, the same in the popup's row and in the system's notification. */
import { t } from '../i18n';
import type { DoneAct, Notice } from '../protocol';
import { evidenceText, reasonsText, taskTitle } from './evidence';
import { formatName } from './formats';
import { standingText, verdictText } from './trust';

export function noticeTitle({ kind, act, offer, task }: Notice): string {
  switch (kind) {
    case 'PROPOSAL':
      return t('notice_proposal');
    case 'LEARNED':
      return t('notice_learned');
    case 'NOT_LEARNED':
      return t('notice_not_learned');
    case 'OFFER':
      return offer ? t('offer_title', offer.fileName, formatName(offer.act.to)) : t('notice_offer');
    case 'APPLIED':
      return act
        ? t('act_converted', fileName(act.source), formatName(act.act.to))
        : t('notice_applied');
    case 'APPLY_FAILED':
      return act ? t('act_failed', fileName(act.source)) : t('not_done');
    case 'TRUST_ROSE':
      return task?.trust === 'AUTO_EARNED' ? t('notice_rose_earned') : t('notice_rose');
    case 'TRUST_FELL':
      return t('notice_fell');
    case 'MODEL_REPLACED':
      return t('notice_replaced');
  }
}

/** The lines below the title. */
export function noticeText({ kind, task, offer, act, message }: Notice): string {
  switch (kind) {
    case 'PROPOSAL':
      return lines(task && evidenceText(task));
    case 'LEARNED':
    case 'NOT_LEARNED':
      return lines(task && taskTitle(task), task?.model ? verdictText(task.model) : message);
    case 'OFFER':
      return lines(offer && reasonsText(offer.reasons));
    case 'APPLIED':
      return lines(task && standingText(task.trust, task.agreement), message);
    case 'APPLY_FAILED':
      return lines(act?.message ?? message);
    case 'TRUST_ROSE':
    case 'TRUST_FELL':
    case 'MODEL_REPLACED':
      return lines(task && taskTitle(task), message);
  }
}

/** What was done, in one line: "photo.webp → JPEG". */
export function actText(act: DoneAct): string {
  const [name, to] = [fileName(act.source), formatName(act.act.to)];
  switch (act.state) {
    case 'INTENDED':
      return t('act_intended', name, to);
    case 'DONE':
      return t('act_converted', name, to);
    case 'UNDONE':
      return t('act_undone', name);
    case 'FAILED':
      return t('act_failed', name);
  }
}

export function actBy({ by }: DoneAct): string {
  switch (by) {
    case 'PERSON':
      return t('by_person');
    case 'OFFER':
      return t('by_offer');
    case 'GRANTED':
      return t('by_granted');
    case 'EARNED':
      return t('by_earned');
    case 'COMMAND':
      return t('by_command');
  }
}

export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

function lines(...parts: (string | null | undefined)[]): string {
  return parts.filter((part) => part).join('\n');
}
