/** What a task is about and what it rests on, in words. */
import { number, t } from '../i18n';
import type { Act, Condition, Conversion, Reason, Regularity, Tally, Task } from '../protocol';
import { formatName, isPicture } from './formats';

/** The weightiest come first; more than these nobody reads. */
const MOST_REASONS = 3;

/** "WebP pictures from shop.localhost" */
export function things(conditions: Condition[]): string {
  const format = formatOf(conditions);
  const what =
    format === null
      ? t('things_files')
      : isPicture(format)
        ? t('things_pictures', formatName(format))
        : t('things_files_of', formatName(format));
  const where = conditions.flatMap((condition) => whereOf(condition) ?? []);
  return [what, ...where].join(' ');
}

/** "Convert to JPEG" */
export function actName(act: Conversion): string {
  return t('convert_to', formatName(act.to));
}

/** "WebP pictures from shop.localhost → JPEG", "Label on tracker.localhost" */
export function taskTitle({ act, evidence }: Pick<Task, 'act' | 'evidence'>): string {
  switch (act.kind) {
    case 'CONVERT':
      return t('task_title', matter(evidence), formatName(act.to));
    case 'CHOOSE':
      return t('task_title_choose', controlName(act.control), act.site);
  }
}

/** What a task of files is about: "WebP pictures from shop.localhost" */
export function matter(evidence: Task['evidence']): string {
  return evidence.kind === 'REGULARITY' ? things(evidence.conditions) : labels(evidence);
}

/**
 * "You converted 3 of 3 WebP pictures from shop.localhost, and 0 of 5 others.", "You chose “Label” 8
 * times on tracker.localhost: bug 4, question 4."
 */
export function evidenceText({ act, evidence }: Pick<Task, 'act' | 'evidence'>): string {
  switch (evidence.kind) {
    case 'REGULARITY':
      return regularityText(evidence);
    case 'TALLY':
      return tallyText(act, evidence);
  }
}

function regularityText({ conditions, acted, matching, othersActed, others }: Regularity): string {
  const what = things(conditions);
  return others === 0
    ? t('evidence_alone', acted, matching, what)
    : t('evidence', acted, matching, what, othersActed, others);
}

function tallyText(act: Act, tally: Tally): string {
  const all = tally.counts.reduce((sum, { times }) => sum + times, 0);
  if (act.kind !== 'CHOOSE') return labels(tally);
  return t('evidence_tally', controlName(act.control), number(all), act.site, labels(tally));
}

/** "bug 4, question 4" */
function labels({ counts }: Tally): string {
  return counts.map(({ label, times }) => `${label} ${number(times)}`).join(', ');
}

/** What a control is called; one without a name is a choice. */
export function controlName(name: string): string {
  return name === '' ? t('control_unnamed') : t('control_named', name);
}

/** Why this one: "a WebP picture from shop.localhost" */
export function reasonsText(all: Reason[]): string {
  const reasons = all.slice(0, MOST_REASONS);
  const format = formatOf(reasons);
  const what =
    format === null
      ? []
      : [isPicture(format) ? t('reason_picture', formatName(format)) : formatName(format)];
  const where = reasons.flatMap((reason) => whereOf(reason) ?? []);
  return [...what, ...where].join(' ');
}

function formatOf(conditions: Condition[]): string | null {
  for (const feature of ['extension', 'mime']) {
    const value = conditions.find((condition) => condition.feature === feature)?.value;
    if (value) return value.replace(/^\./, '').replace(/^\w+\/(x-)?/, '');
  }
  return null;
}

function whereOf({ feature, value }: Condition): string | null {
  switch (feature) {
    case 'extension':
    case 'mime':
      return null;
    case 'host':
    case 'site':
      return t('where_host', value);
    case 'contentHost':
      return t('where_content_host', value);
    case 'folder':
      return t('where_folder', value);
    case 'title':
      return t('where_title', value);
    case 'name':
      return t('where_name', value);
    default:
      return t('where_other', feature, value);
  }
}
