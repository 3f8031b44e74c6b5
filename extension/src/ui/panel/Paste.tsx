/** A text from anywhere: pasted, or a file. It is read here and goes nowhere else. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { MAX_TEXT } from '../../document/read';
import { Button } from '../shared/act';
import type { Source } from './source';

export function Paste({ source }: { source: Source }) {
  const [text, setText] = useState('');
  const open = (name: string, content: string) => source.open({ text: content, name, url: '' });
  const file = async (chosen: File | undefined) => {
    if (!chosen) return;
    if (chosen.size > 4 * MAX_TEXT) throw new Error(t('panel_tooLarge_text'));
    open(chosen.name, await chosen.text());
  };
  return (
    <details class="paste" data-kind="paste">
      <summary>{t('paste_heading')}</summary>
      <label class="field">
        <span>{t('paste_label')}</span>
        <textarea
          rows={5}
          value={text}
          spellcheck={false}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div class="buttons">
        <Button disabled={text.trim() === ''} work={() => open(t('pasted'), text)}>
          {t('paste_use')}
        </Button>
        <label class="button">
          {t('paste_file')}
          <input
            class="unseen"
            type="file"
            accept=".json,.csv,.tsv,.txt,.ndjson,.jsonl"
            onChange={(event) => void file(event.currentTarget.files?.[0])}
          />
        </label>
        {source.document && (
          <Button kind="quiet" work={() => source.open(null)}>
            {t('paste_back')}
          </Button>
        )}
      </div>
    </details>
  );
}
