/** What a task is about and what it rests on, in words. */
import { language, number, percent, plural, t } from '../i18n';
import type {
  Act,
  Carried,
  Choice,
  Condition,
  Handed,
  Pages,
  Reason,
  Regularity,
  Repeated,
  Tally,
  Task,
} from '../protocol';
import { folderName, unpacks } from './file-acts';
import { formatName, isPicture } from './formats';
import { shownName } from './names';
import { repetitionTitle } from './steps';
import { askedText } from './teachers';

/** The weightiest come first; more than these nobody reads. */
const MOST_REASONS = 3;

/** The ones that most went to. */
const MOST_FOLDERS = 5;

/** In the title of a task whose control has no name. */
const MOST_LABELS = 3;

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

/** "WebP pictures from shop.localhost → JPEG", "Label on tracker.localhost" */
export function taskTitle({ act, evidence }: Pick<Task, 'act' | 'evidence'>): string {
  switch (act.kind) {
    case 'CONVERT':
      return t('task_title', matter(evidence), formatName(act.to));
    case 'FILE':
      return t('task_title_file');
    case 'CHOOSE':
      return t('task_title_choose', choiceName(act, evidence), act.site);
    case 'EXTRACT':
      return t('task_pick', act.site || act.title, act.fields.join(', '));
    case 'SUMMARIZE':
      return t('task_summary', act.site);
    case 'FILL':
      return t('task_form', act.from, act.into);
    case 'REPEAT':
      return repetitionTitle(act);
    case 'ANSWER':
      return t('task_answer', act.name);
    case 'JOB':
      return shownName(act.name);
  }
}

/** What a task of files is about: "WebP pictures from shop.localhost" */
export function matter(evidence: Task['evidence']): string {
  switch (evidence.kind) {
    case 'REGULARITY':
      return things(evidence.conditions);
    case 'TALLY':
      return labels(evidence);
    case 'PAGES':
      return pagesText(evidence);
    case 'CARRIED':
      return plural('evidence_carried_one', 'evidence_carried_other', evidence.times);
    case 'REPEATED':
      return number(evidence.times);
    case 'ASKED':
    case 'PROMPTED':
      return number(evidence.times);
    case 'GIVEN':
      return number(evidence.own);
    case 'HANDED':
      return handedText(evidence);
  }
}

/**
 * "You converted 3 of 3 WebP pictures from shop.localhost, and 0 of 5 others.", "You chose “Label” 8
 * times on tracker.localhost: bug 4, question 4."
 */
export function evidenceText({ act, evidence }: Pick<Task, 'act' | 'evidence'>): string {
  switch (evidence.kind) {
    case 'REGULARITY':
      return [regularityText(act, evidence), ...sideText(act)].join(' ');
    case 'TALLY':
      return tallyText(act, evidence);
    case 'PAGES':
      return pagesText(evidence);
    case 'CARRIED':
      return carriedText(act, evidence);
    case 'REPEATED':
      return repeatedText(act, evidence);
    case 'ASKED':
      return askedText(evidence);
    case 'PROMPTED':
      return t(
        'evidence_prompted',
        number(evidence.times),
        evidence.site,
        number(evidence.answers),
      );
    case 'GIVEN':
      return t('evidence_given', number(evidence.own), number(evidence.unlabeled));
    case 'HANDED':
      return handedText(evidence);
  }
}

/** "Each time at most 1600 pixels wide or high." */
function sideText(act: Act): string[] {
  const side = act.kind === 'CONVERT' ? act.to.split('@')[1] : undefined;
  return side === undefined ? [] : [t('evidence_side', side)];
}

/** "You carried values of mail.localhost into the form of ship.localhost 3 times: Name, City." */
function carriedText(act: Act, { times, right, tried }: Carried): string {
  if (act.kind !== 'FILL') return '';
  if (tried > 0) {
    const carried = plural('evidence_carried_one', 'evidence_carried_other', times);
    return `${carried} ${t('pick_right', number(right), number(tried))}`;
  }
  return t('evidence_carried', number(times), act.from, act.into, act.fields.join(', '));
}

/** "You did this 4 times, 5 steps and 12 seconds each. It would save about 48 seconds a week; …" */
function repeatedText(act: Act, evidence: Repeated): string {
  if (act.kind !== 'REPEAT') return '';
  const { times, seconds, weekly, follows, conditions, done, stopped } = evidence;
  let said = t(
    'evidence_repeated',
    number(times),
    number(act.steps),
    number(Math.round(seconds)),
    number(Math.round(seconds * weekly)),
    percent(follows),
  );
  const when = conditions.map(whenText).join(', ');
  if (when !== '') said += ` ${t('evidence_when', when)}`;
  if (done + stopped === 0) return said;
  return `${said} ${t('evidence_done_again', number(done), number(stopped))}`;
}

/** "after “Open letter”", "on Mondays" */
function whenText({ feature, value }: Condition): string {
  if (feature === 'on') return t('when_on', value);
  if (feature === 'after') return t('when_after', value);
  if (feature === 'pagePath') return t('where_page', value);
  // The fifth of January 2026 was a Monday.
  const day = new Date(Date.UTC(2026, 0, 4 + Number(value)));
  const name = new Intl.DateTimeFormat(language(), { weekday: 'long', timeZone: 'UTC' });
  return t('when_weekday', name.format(day));
}

/** "You showed it 3 pages. Right as filled in: 1 of 2." */
function pagesText({ pages, right, tried }: Pages): string {
  const shown = plural('evidence_pages_one', 'evidence_pages_other', pages);
  return tried === 0 ? shown : `${shown} ${t('pick_right', number(right), number(tried))}`;
}

/** "12 examples were given: bug 5, question 7." */
function handedText({ examples, counts }: Handed): string {
  if (examples === 0) return t('evidence_given_none');
  const given = plural('evidence_given_one', 'evidence_given_other', examples);
  if (counts.length === 0) return given;
  const most = counts.slice(0, MOST_FOLDERS);
  const said = most.map(({ label, times }) => `${shownName(label)} ${number(times)}`);
  return `${given} ${said.join(', ')}.`;
}

function regularityText(
  act: Act,
  { conditions, acted, matching, othersActed, others }: Regularity,
): string {
  const what = things(conditions);
  if (unpacks(act)) {
    return others === 0
      ? t('evidence_unpacked_alone', acted, matching, what)
      : t('evidence_unpacked', acted, matching, what, othersActed, others);
  }
  return others === 0
    ? t('evidence_alone', acted, matching, what)
    : t('evidence', acted, matching, what, othersActed, others);
}

function tallyText(act: Act, tally: Tally): string {
  const all = tally.counts.reduce((sum, { times }) => sum + times, 0);
  if (act.kind === 'FILE') return t('evidence_filed', number(all), folders(tally));
  if (act.kind !== 'CHOOSE') return labels(tally);
  return t('evidence_tally', controlName(act.control), number(all), act.site, labels(tally));
}

/** "Invoices 4, Papers 3" */
function folders({ counts }: Tally): string {
  return counts
    .slice(0, MOST_FOLDERS)
    .map(({ label, times }) => `${folderName(label)} ${number(times)}`)
    .join(', ');
}

/** "bug 4, question 4" */
function labels({ counts }: Tally): string {
  return counts.map(({ label, times }) => `${label} ${number(times)}`).join(', ');
}

/** What is chosen: the control's name, or the labels of one that has none. */
function choiceName(act: Choice, evidence: Task['evidence']): string {
  if (act.control !== '' || evidence.kind !== 'TALLY') return controlName(act.control);
  return evidence.counts
    .slice(0, MOST_LABELS)
    .map(({ label }) => label)
    .join(' / ');
}

/** What a control is called; one without a name is a choice. */
export function controlName(name: string): string {
  return name === '' ? t('control_unnamed') : t('control_named', name);
}

/** Why this one: "a WebP picture from shop.localhost" */
export function reasonsText(all: Reason[]): string {
  // What a download lacks may decide, too, but has no words.
  const reasons = all.filter(({ value }) => value !== '').slice(0, MOST_REASONS);
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
    case 'pagePath':
    case 'linkPath':
      return t('where_page', value);
    case 'shape':
      return null;
    case 'name':
      return t('where_name', value);
    default:
      return t('where_other', feature, value);
  }
}
