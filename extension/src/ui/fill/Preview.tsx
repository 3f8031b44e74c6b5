/** The preview: each field with what would be put there, from where, and how sure that is. */
import { plural, t, type MessageKey } from '../../i18n';
import { clean } from '../../page/field-names';
import type { FieldState, FormField } from '../../fill/form';
import type { FillPreview, PreviewedField } from '../../protocol';
import { Button } from '../shared/act';
import { wantedOf, type Filling } from './filling';

/** Of what is left for the person. */
const MOST_LINES = 8;

interface Props {
  filling: Filling;
  preview: FillPreview;
}

export function Preview({ filling, preview }: Props) {
  const { form, edits, fill, show } = filling;
  if (!form) return null;
  const open = preview.fields.filter(({ field }) => form.known[field]?.state === 'open');
  const wanted = open.filter((field) => wantedOf(field, edits.get(field.field)) !== null).length;
  const left = leftAlone(filling);
  if (open.length === 0 && filling.done) return null;
  return (
    <section
      class="card preview"
      aria-labelledby="preview"
      data-kind="preview"
      data-millis={filling.millis}
    >
      <h2 id="preview">
        {t('fill_preview_heading')}{' '}
        {preview.taskId !== null && <span class="chip">{t('fill_learned')}</span>}
      </h2>
      {open.length === 0 && <p class="faint">{t('fill_nothing_open')}</p>}
      <ul class="fill-rows" onMouseLeave={() => show(null)}>
        {open.map((field) => (
          <Row key={field.field} filling={filling} field={field} />
        ))}
      </ul>
      {left.length > 0 && (
        <p class="faint" data-kind="left-alone">
          {t('fill_left_alone', left.join(', '))}
        </p>
      )}
      <LeftForYou filling={filling} />
      {filling.secret && <p class="faint">{t('fill_secret_page')}</p>}
      <div class="buttons">
        <Button kind="primary" disabled={wanted === 0} work={() => fill()}>
          {plural('fill_do_one', 'fill_do_other', wanted)}
        </Button>
      </div>
      <p class="faint">{t('fill_never_sends')}</p>
    </section>
  );
}

/** What of the form is left as it is, and why, in words. */
function leftAlone({ form }: Filling): string[] {
  const words: Partial<Record<string, MessageKey>> = {
    taken: 'fill_left_taken',
    secret: 'fill_left_secret',
    search: 'fill_left_search',
    hidden: 'fill_left_hidden',
    offscreen: 'fill_left_hidden',
    covered: 'fill_left_covered',
    readonly: 'fill_left_readonly',
    disabled: 'fill_left_readonly',
  };
  const counts = new Map<MessageKey, number>();
  for (const { state } of form?.known ?? []) {
    const key = words[state];
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, n]) => t(key, n));
}

/** What only the person can fill, by name and with the reason. */
function LeftForYou({ filling: { form } }: { filling: Filling }) {
  const words: Partial<Record<FieldState, MessageKey>> = {
    several: 'fill_yours_several',
    menu: 'fill_yours_menu',
    picker: 'fill_yours_picker',
    other: 'fill_yours_other',
  };
  const lines = (form?.known ?? []).flatMap(({ state }, i) => {
    const key = words[state];
    const field = form?.form.fields[i];
    return key && field ? t(key, fieldName(field)) : [];
  });
  lines.push(...(form?.apart ?? []).map((host) => t('fill_yours_frame', host)));
  if (lines.length === 0) return null;
  return (
    <ul class="faint yours" data-kind="left-for-you" aria-label={t('fill_yours')}>
      {lines.slice(0, MOST_LINES).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function Row({ filling, field }: { filling: Filling; field: PreviewedField }) {
  const { form, edits, edit, show } = filling;
  const described = form?.form.fields[field.field];
  const now = edits.get(field.field);
  const value = now ? now.value : (field.value ?? '');
  const on = now ? now.on : field.value !== null;
  const name = described ? fieldName(described) : '';
  const isCorrected = now !== undefined && now.value !== (field.value ?? '');
  const change = (next: string) => edit(field.field, { value: next, on: next !== '' });
  const guess = field.value === null && value === '' ? field.guess : null;
  return (
    <li
      data-kind="fill-row"
      data-name={name}
      data-sureness={isCorrected ? 'CERTAIN' : field.sureness}
      data-on={on}
      onMouseEnter={() => show(field)}
      onFocusCapture={() => show(field)}
    >
      <label class="pick-row">
        <input
          type="checkbox"
          checked={on}
          disabled={value === ''}
          aria-label={t('fill_row_on', name)}
          onChange={(event) => edit(field.field, { value, on: event.currentTarget.checked })}
        />
        <span class="name">{name}</span>
      </label>
      <Value described={described} name={name} value={value} change={change} />
      <p class="whence">
        <span class={`sureness is-${field.sureness.toLowerCase()}`}>
          {isCorrected
            ? t('fill_sure_corrected')
            : described?.type === 'checkbox' && value === ''
              ? t('fill_yours_tick')
              : t(`fill_sure_${field.sureness}`)}
        </span>
        {field.from !== '' && <span class="faint"> · {t('fill_whence', field.from)}</span>}
        {field.through !== '' && <span class="faint"> · {field.through}</span>}
        {guess !== null && (
          <Button kind="quiet" work={() => change(guess)}>
            {t('fill_take_guess', field.guessShown ?? guess)}
          </Button>
        )}
      </p>
    </li>
  );
}

interface ValueProps {
  described: FormField | undefined;
  name: string;
  value: string;
  change: (value: string) => void;
}

/** A value can be corrected where it stands, with the field's own choices. */
function Value({ described, name, value, change }: ValueProps) {
  const label = t('fill_value_of', name);
  const options = described?.options;
  if (options || described?.type === 'checkbox') {
    const choices: [string, string][] = options ?? [
      ['on', t('fill_on')],
      ['off', t('fill_off')],
    ];
    return (
      <select aria-label={label} value={value} onChange={(e) => change(e.currentTarget.value)}>
        <option value="">{t('fill_leave_empty')}</option>
        {choices
          .filter(([one]) => one !== '')
          .map(([one, text], i) => (
            <option key={i} value={one}>
              {text || one}
            </option>
          ))}
      </select>
    );
  }
  const isLong = described?.type === 'textarea' || described?.type === 'editable';
  if (isLong) {
    return (
      <textarea
        rows={2}
        aria-label={label}
        value={value}
        placeholder={t('fill_leave_empty')}
        onInput={(event) => change(event.currentTarget.value)}
      />
    );
  }
  return (
    <input
      aria-label={label}
      value={value}
      placeholder={t('fill_leave_empty')}
      onInput={(event) => change(event.currentTarget.value)}
    />
  );
}

/** What the page calls a field. */
export function fieldName(field: FormField): string {
  const names = [field.label, field.placeholder, field.before, field.title, field.name, field.id];
  return clean(names.find((name) => name) ?? field.type);
}
