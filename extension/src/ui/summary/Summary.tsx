/** "Key passages": what a page says, in its own sentences, and what the person makes of them. */
import { useEffect, useState } from 'preact/hooks';
import { plural, t, type MessageKey } from '../../i18n';
import { useTab } from '../panel/tab';
import { Button, FailureText } from '../shared/act';
import { ConnectionLine, FaultCard } from '../shared/connection';
import { Mark } from '../shared/mark';
import { OutOfReach } from '../shared/OutOfReach';
import { Page } from '../shared/page';
import { records, useShown } from '../shared/state';
import { BrowserSummary } from './BrowserSummary';
import { NotesCard } from './NotesCard';
import { Passages } from './Passages';
import { Writer } from './Writer';
import { useSummarizing, type Summarizing, type Trouble } from './summarizing';

export function Summary() {
  const tab = useTab();
  const shown = useShown(null);
  const connected = shown.state?.connection.state === 'connected';
  const summarizing = useSummarizing(tab, connected, (url) => records(shown.state, url));
  const { page, said, trouble, failure, ofSelection } = summarizing;
  return (
    <Page refresh={shown.refresh} news={said ? t('sum_length', said.chosen, said.total) : ''}>
      <header class="top">
        <Mark size={28} />
        <div>
          <h1>{t('sum_title')}</h1>
          {page ? (
            <p class="faint one-line">
              {page.title || (page.pdf && fileName(page.url)) || page.url}
            </p>
          ) : (
            <ConnectionLine state={shown.state} overview={shown.overview} />
          )}
        </div>
      </header>
      <main>
        {shown.state?.started && <FaultCard state={shown.state} />}
        {trouble === 'noAccess' && (
          <OutOfReach title="panel_noAccess" text={TROUBLE.noAccess} command="summarize-page">
            <FilesHint />
          </OutOfReach>
        )}
        {trouble !== null && trouble !== 'noAccess' && (
          <section class="card empty" data-kind="trouble">
            <h2>{t(trouble === 'secretPage' ? 'panel_secretPage' : 'panel_noAccess')}</h2>
            <p>{t(TROUBLE[trouble])}</p>
          </section>
        )}
        {failure !== null && (
          <p class="card failure" role="alert" data-kind="failure">
            <FailureText of={failure} />
          </p>
        )}
        <div class="buttons" data-kind="ask">
          {(!said || (ofSelection && !page?.pdf)) && (
            <Button kind="primary" work={() => summarizing.summarize(false)}>
              {t('sum_open')}
            </Button>
          )}
          {!ofSelection && page && page.selection.trim() !== '' && (
            <Button kind="quiet" work={() => summarizing.summarize(true)}>
              {t('sum_selection')}
            </Button>
          )}
        </div>
        {said?.offer && <Offer summarizing={summarizing} />}
        {said?.browserWins && <BrowserSummary said={said} />}
        <Passages summarizing={summarizing} />
        {said && said.passages.length > 0 && <How summarizing={summarizing} />}
        {said && !ofSelection && said.passages.length > 0 && (
          <NotesCard
            teaching={summarizing.teaching}
            learned={said.card.some(({ values }) => values.length > 0)}
          />
        )}
        {said?.writer && summarizing.input && (
          <Writer by={said.writer} input={summarizing.input} go={summarizing.go} />
        )}
        {said && said.passages.length > 0 && !said.browserWins && <BrowserSummary said={said} />}
      </main>
    </Page>
  );
}

/** What a file is called by its address; empty where that tells nothing. */
function fileName(url: string): string {
  const name = /([^/?#]+)(?:[?#]|$)/.exec(url.replace(/^[a-z]+:\/\/[^/]*/i, ''))?.[1] ?? '';
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

const TROUBLE: Record<Trouble, MessageKey> = {
  noAccess: 'sum_noAccess_text',
  noViewer: 'sum_noViewer_text',
  secretPage: 'panel_secretPage_text',
};

/** Chromium lets an extension see files of this computer only where a switch of its own is on. */
function FilesHint() {
  const [closed, setClosed] = useState(false);
  useEffect(() => {
    void chrome.extension
      ?.isAllowedFileSchemeAccess?.()
      .then((open) => setClosed(!open))
      .catch(() => undefined);
  }, []);
  return closed ? <p class="faint">{t('sum_files_text')}</p> : null;
}

/** What these are, who chose them, and what becomes of what the person keeps and removes. */
function How({ summarizing }: { summarizing: Summarizing }) {
  const { said, ofSelection } = summarizing;
  const { taught, lessons } = summarizing.teaching;
  if (!said) return null;
  const missing = taught ? taught.enough - taught.pages : 0;
  return (
    <p
      class="faint"
      data-kind="how"
      data-learned={said.learned}
      data-lessons={lessons}
      data-ready={said.millis === 0 && !ofSelection}
    >
      {said.learned
        ? plural('sum_learned_one', 'sum_learned_other', said.pages)
        : t('sum_untaught')}{' '}
      {!ofSelection &&
        (taught === null
          ? t('sum_teach')
          : missing > 0
            ? plural('sum_more_one', 'sum_more_other', missing)
            : t('sum_taught'))}
    </p>
  );
}

/** Three pages of one kind: whether the next ones are summarized unasked. */
function Offer({ summarizing }: { summarizing: Summarizing }) {
  return (
    <section class="card waiting" data-kind="offer" aria-labelledby="offer">
      <h2 id="offer">{t('sum_offer')}</h2>
      <p>{t('sum_offer_text')}</p>
      <div class="buttons">
        <Button kind="primary" work={() => summarizing.always(true)}>
          {t('sum_offer_yes')}
        </Button>
        <Button work={() => summarizing.always(false)}>{t('sum_offer_no')}</Button>
      </div>
    </section>
  );
}
