/** A table to the clipboard, or as a file. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { csv, fileName, json, tsv, type Sheet } from '../../words/table';
import { Button } from '../shared/act';

const FORMS = ['tsv', 'csv', 'json'] as const;
type Form = (typeof FORMS)[number];

const WRITE: Record<Form, (sheet: Sheet) => string> = { tsv, csv, json };

interface Props {
  /** What is copied or saved, whole; asked for when it is wanted. */
  sheet: () => Sheet | Promise<Sheet>;
  title: string;
  files?: boolean;
}

export function Export({ sheet, title, files }: Props) {
  const [form, setForm] = useState<Form>('tsv');
  const copy = async () => navigator.clipboard.writeText(WRITE[form](await sheet()));
  return (
    <>
      <span class="split">
        <Button work={copy} done={t('copied')}>
          {t('copy')}
        </Button>
        <select
          aria-label={t('copy_as')}
          value={form}
          onChange={(event) => setForm(event.currentTarget.value as Form)}
        >
          {FORMS.map((one) => (
            <option key={one} value={one}>
              {t(`form_${one}`)}
            </option>
          ))}
        </select>
      </span>
      {files &&
        (['csv', 'json'] as const).map((one) => (
          <Button
            key={one}
            kind="quiet"
            work={async () => save(WRITE[one](await sheet()), fileName(title, one))}
          >
            {t('save_as', one.toUpperCase())}
          </Button>
        ))}
    </>
  );
}

/** The browser's own download, of bytes that never leave this machine. */
function save(text: string, name: string): void {
  const type = name.endsWith('.json') ? 'application/json' : 'text/csv';
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
