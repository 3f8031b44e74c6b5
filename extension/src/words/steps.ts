/** The steps of a routine, and why one was not done, in words. */
import { number, t } from '../i18n';
import type { ReplayStep, Repetition } from '../protocol';
import type { Why } from '../replay/messages';

/** "Submit Save order on desk.example", "Copy 2 values from mail.example to books.example" */
export function repetitionTitle(act: Repetition): string {
  const { object, site, from, values, what } = act;
  const thing = object === '' ? t('repeat_something') : object;
  switch (what) {
    case 'COPY':
      return from === ''
        ? t('repeat_copy_on', thing, site)
        : t('repeat_copy', object === '' ? t('repeat_values', values) : object, from, site);
    case 'DOWNLOAD':
      return t('repeat_download', thing, site);
    case 'ASK':
      return t('repeat_asking', thing, site);
    case 'SUBMIT':
      return t('repeat_submit', thing, site);
    case 'FILL':
      return t('repeat_fill', thing, site);
    case 'CHOOSE':
      return t('repeat_choose', thing, site);
    case 'OPEN':
      return t('repeat_open', thing, site);
    case 'SEARCH':
      return t('repeat_search', thing, site);
    case 'CLICK':
      return t('repeat_click', thing, site);
    case 'OTHER':
      return t('repeat_other', thing, site);
  }
}

/** "Press Save order", "Write “Express” into Delivery" */
export function stepText(step: ReplayStep): string {
  const { deed, on, page, name: asked, value, copied, changed } = step;
  const name = on.name === '' ? t(`role_${roleOf(on.role)}`) : t('quoted', on.name);
  switch (deed) {
    case 'click':
      return t('step_click', name);
    case 'submit':
      return t('step_submit', name);
    case 'navigate':
      return t('step_open', page.replace(/^https?:\/\//, ''));
    case 'copy':
      return t('step_copy', name);
    default:
      if (changed !== null) {
        const from = changed.from.map((i) => number(i + 1)).join(', ');
        return t('step_change', name, from, changed.copied, changed.entered);
      }
      if (copied !== null) return t('step_paste', name, copied + 1);
      return asked !== null || value === null
        ? t('step_enter', name)
        : t('step_write', value, name);
  }
}

function roleOf(role: string): 'button' | 'link' | 'field' | 'thing' {
  if (role === 'button' || role === 'link') return role;
  return /^(textbox|combobox|searchbox|spinbutton)$/.test(role) ? 'field' : 'thing';
}

export function whyText(why: Why | null): string {
  switch (why) {
    case null:
      return t('stopped_by_person');
    case 'varies':
      return t('stopped_varies');
    case 'missing':
      return t('stopped_missing');
    case 'secret':
      return t('stopped_secret');
    case 'payment':
      return t('stopped_payment');
    case 'locked':
      return t('stopped_locked');
    case 'refused':
      return t('stopped_refused');
    case 'unsure':
      return t('stopped_unsure');
    case 'person':
      return t('stopped_person');
    case 'page':
      return t('stopped_page');
  }
}
