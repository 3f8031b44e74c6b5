/** The person's own form: what they write down of pages of this kind, filled in once it is learned. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { readNotes } from '../../words/notes';
import { Button } from '../shared/act';
import type { Field, Teaching } from './teaching';

interface Props {
  teaching: Teaching;
  learned: boolean;
}

export function NotesCard({ teaching, learned }: Props) {
  const { fields, text } = teaching;
  const [pasted, setPasted] = useState('');
  const write = (next: Field[]) => teaching.write(next, text);
  const change = (at: number, field: Partial<Field>) =>
    write(fields.map((one, i) => (i === at ? { ...one, unsure: false, ...field } : one)));
  const takeOver = () => {
    const read = readNotes(pasted);
    const known = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
    for (const { name, value } of read.fields) {
      const before = known.get(name.toLowerCase());
      known.set(name.toLowerCase(), { name: before?.name ?? name, value, unsure: false });
    }
    teaching.write([...known.values()], [text, read.text].filter(Boolean).join(' '));
    setPasted('');
  };
  return (
    <details class="card notes" data-kind="notes" open={fields.length > 0}>
      <summary>{t('sum_notes')}</summary>
      <p class="faint">
        {t(learned && fields.length > 0 ? 'sum_notes_learned' : 'sum_notes_text')}
      </p>
      {fields.map(({ name, value, unsure }, i) => (
        <div class="note" key={i} data-unsure={unsure}>
          <input
            class="name"
            aria-label={t('sum_notes_name')}
            value={name}
            maxLength={60}
            onInput={(event) => change(i, { name: event.currentTarget.value })}
          />
          <input
            class="value"
            dir="auto"
            aria-label={`${name}${unsure ? ` (${t('sum_notes_unsure')})` : ''}`}
            title={unsure ? t('sum_notes_unsure') : undefined}
            value={value}
            onInput={(event) => change(i, { value: event.currentTarget.value })}
          />
          <button
            type="button"
            class="button quiet"
            aria-label={`${t('sum_remove')}: ${name}`}
            onClick={() => write(fields.filter((_, at) => at !== i))}
          >
            <span aria-hidden="true">✕</span>
          </button>
        </div>
      ))}
      {text !== '' && (
        <textarea
          dir="auto"
          aria-label={t('sum_notes_words')}
          value={text}
          onInput={(event) => teaching.write(fields, event.currentTarget.value)}
        />
      )}
      <textarea
        class="paste"
        dir="auto"
        placeholder={t('sum_notes_paste')}
        aria-label={t('sum_notes_paste')}
        value={pasted}
        onInput={(event) => setPasted(event.currentTarget.value)}
        onBlur={takeOver}
      />
      <div class="buttons">
        <Button
          kind="quiet"
          work={() => write([...fields, { name: '', value: '', unsure: false }])}
        >
          {t('sum_notes_add')}
        </Button>
        <Button
          disabled={text === '' && !fields.some(({ name, value }) => name !== '' && value !== '')}
          work={() => teaching.keepNotes()}
          done={t('sum_taught')}
        >
          {t('sum_notes_keep')}
        </Button>
      </div>
    </details>
  );
}
