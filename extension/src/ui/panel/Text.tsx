/** A plain text: what the person marks in it is a value. */
import { useRef } from 'preact/hooks';
import { t } from '../../i18n';
import type { DocumentSource } from '../../pick/document-source';
import { Button } from '../shared/act';

/** Characters shown; a longer text is picked from at its beginning. */
const MOST = 50_000;

interface Props {
  source: DocumentSource;
  text: string;
  marks: Map<string, number>;
}

export function Text({ source, text, marks }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const take = () => {
    const { selectionStart: from = 0, selectionEnd: to = 0 } = area.current ?? {};
    const chosen = text.slice(from, to);
    const start = from + (chosen.length - chosen.trimStart().length);
    const end = to - (chosen.length - chosen.trimEnd().length);
    if (end > start) source.click(`${start}-${end}`);
  };
  return (
    <>
      <textarea
        ref={area}
        class="text"
        readOnly
        rows={10}
        aria-label={t('document_text')}
        value={text.slice(0, MOST)}
      />
      <div class="buttons">
        <Button work={take}>{t('text_take')}</Button>
        {marks.size > 0 && <span class="faint">{t('text_marked', marks.size)}</span>}
      </div>
    </>
  );
}
