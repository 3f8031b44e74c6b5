/** A text from anywhere: pasted, or a file. It is read here and goes nowhere else. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { Button } from '../shared/act';
import { FileButton } from '../shared/FileButton';
import type { Source } from './source';

export function Paste({ source }: { source: Source }) {
  const [text, setText] = useState('');
  const open = (name: string, content: string) => source.open({ text: content, name, url: '' });
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
        <FileButton label={t('paste_file')} use={open} />
        {source.document && (
          <Button kind="quiet" work={() => source.open(null)}>
            {t('paste_back')}
          </Button>
        )}
      </div>
    </details>
  );
}
