/** "Fill a form": from where, what would be put where, and what became of it. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n';
import { useTab } from '../panel/tab';
import { Button } from '../shared/act';
import { ConnectionLine, FaultCard } from '../shared/connection';
import { Mark } from '../shared/mark';
import { OutOfReach } from '../shared/OutOfReach';
import { Page } from '../shared/page';
import { ProposalCard } from '../popup/ProposalCard';
import { useShown } from '../shared/state';
import { Done } from './Done';
import { useFilling, wasFilled, type Filling } from './filling';
import { Preview } from './Preview';
import { Rows } from './Rows';
import { Sources } from './Sources';
import { nameOf } from './choice';

export function Fill() {
  const tab = useTab();
  const shown = useShown(null);
  const connected = shown.state?.connection.state === 'connected';
  const filling = useFilling(tab, connected);
  const { form, noAccess, chosen, preview, done, run } = filling;
  const [said, say] = useState('');

  // Something changed at the host: what it learned, or what was forgotten.
  useEffect(() => void filling.refresh().catch(() => undefined), [shown.version]);
  useEffect(() => {
    if (preview?.previewId) {
      say(t('fill_preview_news', preview.fields.filter(({ value }) => value !== null).length));
    } else if (done) say(t('fill_done_news', done.outcomes.filter(wasFilled).length));
  }, [done, filling.version]);

  const open = form?.known.filter(({ state }) => state === 'open').length ?? 0;
  const proposals = filling.sources?.tasks.filter(({ phase }) => phase === 'PROPOSED') ?? [];
  return (
    <Page refresh={shown.refresh} news={said}>
      <header class="top">
        <Mark size={28} />
        <div>
          <h1>{t('fill_title')}</h1>
          {filling.title ? (
            <p class="faint one-line">{filling.title}</p>
          ) : (
            <ConnectionLine state={shown.state} overview={shown.overview} />
          )}
        </div>
      </header>
      <main>
        {shown.state?.started && <FaultCard state={shown.state} />}
        {noAccess && <OutOfReach title="fill_no_access" text="fill_no_access_text" />}
        {form && form.known.length === 0 && (
          <Trouble title={t('fill_no_form')} text={t('fill_no_form_text')} />
        )}
        {proposals.map((task) => (
          <ProposalCard key={task.id} task={task} level={2} />
        ))}
        {done && <Done filling={filling} done={done} />}
        {run && <Rows filling={filling} run={run} />}
        {chosen && <From filling={filling} />}
        {preview && !preview.agreed && <Consent filling={filling} />}
        {preview?.agreed && <Preview key={filling.version} filling={filling} preview={preview} />}
        {!chosen && form && form.known.length > 0 && (
          <Sources
            tab={tab}
            filling={filling}
            sites={shown.state?.watchedSites ?? []}
            nothingOpen={open === 0}
          />
        )}
      </main>
    </Page>
  );
}

function Trouble({ title, text }: { title: string; text: string }) {
  return (
    <section class="card empty" data-kind="trouble">
      <h2>{title}</h2>
      <p>{text}</p>
    </section>
  );
}

/** What was chosen, and the way back to the choice. */
function From({ filling }: { filling: Filling }) {
  const { chosen, leave, run } = filling;
  if (!chosen) return null;
  return (
    <div class="from" data-kind="from">
      <p class="one-line">
        {t('fill_from')} <strong>{nameOf(chosen.choice)}</strong>
      </p>
      {!run && (
        <Button kind="quiet" work={leave}>
          {t('fill_other_source')}
        </Button>
      )}
    </div>
  );
}

/** Asked once for each pair of origins, before anything of the one is shown for the other. */
function Consent({ filling }: { filling: Filling }) {
  const { preview, agree } = filling;
  if (!preview) return null;
  const { from, into } = preview;
  return (
    <section class="card waiting" data-kind="consent" aria-labelledby="consent">
      <h2 id="consent">{t('fill_consent_heading')}</h2>
      <p>{t('fill_consent_text', hostOf(from), hostOf(into))}</p>
      <p class="faint">{t('fill_consent_later')}</p>
      <div class="buttons">
        <Button kind="primary" work={() => agree(true)}>
          {t('fill_consent_yes')}
        </Button>
        <Button work={() => agree(false)}>{t('fill_consent_no')}</Button>
      </div>
    </section>
  );
}

/** As a person knows it: `https://` says nothing, `http://` does. */
function hostOf(origin: string): string {
  return origin.replace(/^https:\/\//, '');
}
