/** What a task is about and what it rests on, in words. */
import { t } from '../i18n';
import type { Act, Condition, Evidence, Reason, Task } from '../protocol';
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
export function actName(act: Act): string {
  return t('convert_to', formatName(act.to));
}

/** "WebP pictures from shop.localhost → JPEG" */
export function taskTitle({ act, evidence }: Pick<Task, 'act' | 'evidence'>): string {
  return t('task_title', things(evidence.conditions), formatName(act.to));
}

/** "You converted 3 of 3 WebP pictures from shop.localhost, and 0 of 5 others." */
export function evidenceText({
  conditions,
  acted,
  matching,
  othersActed,
  others,
}: Evidence): string {
  const what = things(conditions);
  return others === 0
    ? t('evidence_alone', acted, matching, what)
    : t('evidence', acted, matching, what, othersActed, others);
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
