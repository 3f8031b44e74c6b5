/** The figures and past examples that a person sees before giving trust of their own accord. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n';
import type { AlwaysPreview, PastExample, Task } from '../../protocol';
import { matter } from '../../words/evidence';
import { folderName, unpacks } from '../../words/file-acts';
import { formatName, UNPACKED } from '../../words/formats';
import { agreementText, sentence, verdictText } from '../../words/trust';
import { Button, FailureText, failed, type Failed } from '../shared/act';
import { host } from '../shared/client';
import { Words } from '../shared/Words';

export function Always({ task, close }: { task: Task; close: () => void }) {
  const [preview, setPreview] = useState<AlwaysPreview | null>(null);
  const [failure, setFailure] = useState<Failed | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    host
      .request<'previewAlways'>({ type: 'previewAlways', taskId: task.id })
      .then(setPreview, (problem: unknown) => setFailure(failed(problem)));
  }, [task.id]);

  const shown = preview?.task ?? task;
  const what = matter(shown.evidence);
  const { act } = shown;
  if (act.kind !== 'CONVERT' && act.kind !== 'FILE') return null; // Nothing else may.
  return (
    <section class="always" data-kind="always" aria-labelledby={`always-${task.id}`}>
      <h4 id={`always-${task.id}`} tabIndex={-1} ref={heading}>
        {t('always_heading')}
      </h4>
      <p>
        {act.kind === 'FILE'
          ? t('always_text_file')
          : unpacks(act)
            ? t('always_text_unpack', what)
            : t('always_text', what, formatName(act.to))}
      </p>
      <dl class="figures">
        <dt>{t('figure_so_far')}</dt>
        <dd>
          <Words>{sentence(agreementText(shown.agreement))}</Words>
        </dd>
        {shown.model && (
          <>
            <dt>{t('figure_checking')}</dt>
            <dd>
              <Words>{verdictText(shown.model)}</Words>
            </dd>
          </>
        )}
      </dl>
      {failure !== null && (
        <p class="bad">
          <FailureText of={failure} />
        </p>
      )}
      {!preview && failure === null && <p class="faint">{t('loading')}</p>}
      {preview && <Examples examples={preview.examples} />}
      <div class="buttons">
        <Button
          kind="primary"
          disabled={!preview}
          work={async () => {
            await host.request<'grantAlways'>({ type: 'grantAlways', taskId: task.id });
            close();
          }}
        >
          {t('always_yes')}
        </Button>
        <Button work={close}>{t('always_no')}</Button>
      </div>
    </section>
  );
}

function Examples({ examples }: { examples: PastExample[] }) {
  if (examples.length === 0) return null;
  return (
    <div class="examples" tabIndex={0} role="group" aria-label={t('always_examples')}>
      <table>
        <caption>{t('always_examples')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column_file')}</th>
            <th scope="col">{t('column_you')}</th>
            <th scope="col">{t('column_model')}</th>
          </tr>
        </thead>
        <tbody>
          {examples.map((example, i) => (
            <tr key={i} class={(example.did ?? 'leave') === example.predicted ? '' : 'differs'}>
              <th scope="row" title={`${example.fileName}, ${example.site}`}>
                {example.fileName}
              </th>
              <td>{deedText(example.did ?? 'leave')}</td>
              <td>
                {example.predicted === null ? t('did_unsure') : deedText(example.predicted)}
                {(example.did ?? 'leave') !== example.predicted && (
                  <span class="unseen"> ({t('differs')})</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A deed's symbol, for example `convert:jpeg`, in words. */
export function deedText(deed: string): string {
  if (deed === 'leave') return t('did_left');
  const format = /^convert:(.+)$/.exec(deed)?.[1];
  if (format === UNPACKED) return t('did_unpack');
  if (format) return t('did_convert', formatName(format));
  return deed.startsWith('/') ? folderName(deed) : deed;
}
