/** A file that is read here; what goes wrong with it is said where all failures are said. */
import { useContext } from 'preact/hooks';
import { MAX_TEXT } from '../../document/read';
import { t } from '../../i18n';
import { DoingContext } from './act';

interface Props {
  label: string;
  use: (name: string, text: string) => Promise<unknown> | void;
}

export function FileButton({ label, use }: Props) {
  const doing = useContext(DoingContext);
  const read = async (file: File) => {
    if (file.size > 4 * MAX_TEXT) throw new Error(t('panel_tooLarge_text'));
    await use(file.name, await file.text());
  };
  return (
    <label class="button">
      {label}
      <input
        class="unseen"
        type="file"
        accept=".json,.csv,.tsv,.txt,.ndjson,.jsonl"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          // The same file may be chosen again: it was changed since.
          currentTarget.value = '';
          if (file) void doing.run(() => read(file));
        }}
      />
    </label>
  );
}
