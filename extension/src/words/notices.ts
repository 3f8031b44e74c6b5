/** Notices in words, the same in the popup's row and in the system's notification. */
import { t } from '../i18n';
import type { DoneAct, Notice } from '../protocol';
import { evidenceText, reasonsText, taskTitle } from './evidence';
import { doneText, failedText, offerTitle, unpacks } from './file-acts';
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
      return offer ? offerTitle(offer.fileName, offer.act) : t('notice_offer');
    case 'APPLIED':
      return act ? doneText(fileName(act.source), act.act) : t('notice_applied');
    case 'APPLY_FAILED':
      return act ? failedText(fileName(act.source), act.act) : t('not_done');
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
  const name = fileName(act.source);
  switch (act.state) {
    case 'INTENDED':
      return act.act.kind === 'FILE'
        ? t('act_filing', name)
        : unpacks(act.act)
          ? t('act_unpacking', name)
          : t('act_intended', name, formatName(act.act.to));
    case 'DONE':
      return doneText(name, act.act);
    case 'UNDONE':
      return t('act_undone', name);
    case 'FAILED':
      return failedText(name, act.act);
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
