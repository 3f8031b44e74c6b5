/** The side panel: pick fields from the page in front, see what they give, collect it in a table. */
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n';
import { Button, FailureText } from '../shared/act';
import { ConnectionLine, FaultCard } from '../shared/connection';
import { Mark } from '../shared/mark';
import { OutOfReach } from '../shared/OutOfReach';
import { Page } from '../shared/page';
import { useShown } from '../shared/state';
import { ByExample } from './ByExample';
import { Collected } from './Collected';
import { DocumentView } from './DocumentView';
import { Fields } from './Fields';
import { NextPage } from './NextPage';
import { useDownload } from './download';
import { Paste } from './Paste';
import { usePicks } from './picks';
import { Result } from './Result';
import { useSource, type Source } from './source';
import { useTab } from './tab';

export function Panel() {
  const tab = useTab();
  const source = useSource(tab);
  const shown = useShown(null);
  const connected = shown.state?.connection.state === 'connected';
  const picks = usePicks(source, connected);
  const { view, document, trouble } = source;
  const download = useDownload(source, connected);

  // Something changed at the host: what it learns, or what was forgotten.
  useEffect(() => void (connected && picks.refresh()), [shown.version]);

  return (
    <Page
      refresh={shown.refresh}
      news={picks.filled ? t('panel_filled_news', view?.total ?? 0) : ''}
    >
      <header class="top">
        <Mark size={28} />
        <div>
          <h1>{t('panel_title')}</h1>
          {view ? (
            <p class="faint one-line">{view.title || view.url}</p>
          ) : (
            <ConnectionLine state={shown.state} overview={shown.overview} />
          )}
        </div>
      </header>
      <main>
        {shown.state?.started && <FaultCard state={shown.state} />}
        {download.failure && (
          <section class="card failure" role="alert" data-kind="failure">
            <p>
              <FailureText of={download.failure} />
            </p>
            <div class="buttons">
              <Button work={download.again}>{t('try_again')}</Button>
            </div>
          </section>
        )}
        {trouble && <Trouble trouble={trouble} />}
        {view && <Fields source={source} view={view} picks={picks} />}
        {document && <DocumentView source={document} view={view} />}
        {view && view.fields.length > 0 && <Result source={source} view={view} picks={picks} />}
        {picks.current && <Collected picks={picks} pick={picks.current} />}
        {picks.current && picks.table && (
          <ByExample
            key={picks.current.taskId}
            pick={picks.current}
            table={picks.table}
            tasks={shown.overview?.tasks ?? []}
          />
        )}
        {view?.next && <NextPage tab={tab} view={view} next={view.next} picks={picks} />}
        <Paste source={source} />
      </main>
    </Page>
  );
}

function Trouble({ trouble }: { trouble: NonNullable<Source['trouble']> }) {
  if (trouble === 'noAccess') {
    return <OutOfReach title="panel_noAccess" text="panel_noAccess_text" command="pick-fields" />;
  }
  return (
    <section class="card empty" data-kind="trouble">
      <h2>{t(`panel_${trouble}`)}</h2>
      <p>{t(`panel_${trouble}_text`)}</p>
    </section>
  );
}
