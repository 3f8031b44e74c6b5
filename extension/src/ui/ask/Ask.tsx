/** "Ask": a question about the page or what is marked in it, answered here or by a teacher. */
import { useEffect, useState } from 'preact/hooks';
import { number, percent, t } from '../../i18n';
import type { Overview } from '../../protocol';
import { agreementText, sentence } from '../../words/trust';
import { answeredBy, savedText } from '../../words/teachers';
import { useTab } from '../panel/tab';
import { ProposalCard } from '../popup/ProposalCard';
import { Button } from '../shared/act';
import { ConnectionLine, FaultCard } from '../shared/connection';
import { Mark } from '../shared/mark';
import { OutOfReach } from '../shared/OutOfReach';
import { Page } from '../shared/page';
import { useShown } from '../shared/state';
import { OWN, useAsking, type About, type Asking } from './asking';
import { WouldLeave } from './WouldLeave';

export function Ask() {
  const tab = useTab();
  const shown = useShown(null);
  const connected = shown.state?.connection.state === 'connected';
  const asking = useAsking(tab, connected, shown.version);
  const { page, prepared, asked, sent } = asking;
  const would = prepared?.send ?? null;
  const isShown = would !== null && would.held === null && !would.trusted && !would.known;
  return (
    <Page refresh={shown.refresh} news={asked?.answer ?? prepared?.answer ?? ''}>
      <header class="top">
        <Mark size={28} />
        <div>
          <h1>{t('ask_title')}</h1>
          {page ? (
            <p class="faint one-line">{page.title || page.url}</p>
          ) : (
            <ConnectionLine state={shown.state} overview={shown.overview} />
          )}
        </div>
      </header>
      <main>
        {shown.state?.started && <FaultCard state={shown.state} />}
        <Form asking={asking} />
        {asking.trouble === 'noAccess' && asking.about !== 'nothing' && (
          <OutOfReach title="panel_noAccess" text="ask_noAccess_text" />
        )}
        {asking.trouble === 'secretPage' && asking.about !== 'nothing' && (
          <section class="card empty" data-kind="trouble">
            <h2>{t('panel_secretPage')}</h2>
            <p>{t('panel_secretPage_text')}</p>
          </section>
        )}
        {would?.held != null && (
          <section class="card fault" data-kind="held">
            <h2>{t('ask_held')}</h2>
            <p>{t(would.held === 'secret' ? 'ask_held_secret' : 'ask_held_long')}</p>
          </section>
        )}
        {isShown && sent === null && !asked && (
          <WouldLeave key={prepared?.askId} would={would} send={asking.send} drop={asking.drop} />
        )}
        {sent !== null && asking.soFar !== '' && (
          <section class="card answer" data-kind="coming">
            <p class="said" dir="auto">
              {asking.soFar}
            </p>
          </section>
        )}
        {sent !== null && <Waiting since={sent} drop={asking.drop} />}
        <Answer asking={asking} />
        {shown.overview && <Suggestions overview={shown.overview} />}
        <Figures asking={asking} />
      </main>
    </Page>
  );
}

function Form({ asking }: { asking: Asking }) {
  const { teachers, own, teacher, about, prompt, page, questions, questionId } = asking;
  const known = questions.filter(({ byHand }) => byHand);
  const abouts: About[] = ['selection', 'page', 'nothing'];
  const ready = (prompt.trim() !== '' || questionId !== null) && asking.sent === null;
  return (
    <section class="card" data-kind="ask">
      {known.length > 0 && (
        <label class="field">
          <span>{t('ask_which')}</span>
          <select
            value={questionId ?? ''}
            onChange={(event) => asking.setQuestion(event.currentTarget.value || null)}
          >
            <option value="">{t('ask_free')}</option>
            {known.map(({ id, frame }) => (
              <option key={id} value={id}>
                {frame}
              </option>
            ))}
          </select>
        </label>
      )}
      {questionId === null && (
        <label class="field">
          <span>{t('ask_prompt')}</span>
          <textarea
            rows={3}
            value={prompt}
            placeholder={t('ask_prompt_hint')}
            onInput={(event) => asking.setPrompt(event.currentTarget.value)}
          />
        </label>
      )}
      <label class="field">
        <span>{t('ask_about')}</span>
        <select
          value={about}
          onChange={(event) => asking.setAbout(event.currentTarget.value as About)}
        >
          {abouts.map((one) => (
            <option key={one} value={one}>
              {t(`ask_about_${one}`)}
            </option>
          ))}
        </select>
      </label>
      {about === 'selection' && page && page.selection.trim() !== '' && (
        <p class="faint one-line">“{page.selection.trim().slice(0, 80)}”</p>
      )}
      <label class="field">
        <span>{t('ask_teacher')}</span>
        <select value={teacher} onChange={(event) => asking.choose(event.currentTarget.value)}>
          {teachers.map(({ name, here }) => (
            <option key={name} value={name}>
              {t(here ? 'ask_teacher_here' : 'ask_teacher_away', name)}
            </option>
          ))}
          {own === 'available' && <option value={OWN}>{t('ask_teacher_own')}</option>}
          <option value="">{t('ask_teacher_none')}</option>
        </select>
      </label>
      {/* What cannot be had is worth a word only where nobody else can be asked. */}
      {(own !== 'unavailable' || teachers.length === 0) && (
        <OwnModel own={own} fetched={asking.fetched} fetchOwn={asking.fetchOwn} />
      )}
      {teachers.length === 0 && own !== 'available' && (
        <p class="faint">
          {t('ask_no_teachers')}{' '}
          <a href="options.html#teachers" target="_blank">
            {t('tab_teachers')}
          </a>
        </p>
      )}
      <div class="buttons">
        <Button kind="primary" disabled={!ready} work={() => asking.ask(false)}>
          {t('ask_do')}
        </Button>
      </div>
    </section>
  );
}

interface OwnModelProps {
  own: Asking['own'];
  fetched: number | null;
  fetchOwn: () => Promise<void>;
}

/** What the browser says of a model of its own that cannot answer yet; it is not fetched unasked. */
function OwnModel({ own, fetched, fetchOwn }: OwnModelProps) {
  if (own === 'none' || own === 'available') return null;
  return (
    <div data-kind="own-model" data-state={own}>
      <p class="faint">{t(`own_${own}`)}</p>
      {fetched !== null ? (
        <p role="status">{t('own_fetched', percent(fetched))}</p>
      ) : (
        own === 'downloadable' && (
          <div class="buttons">
            <Button work={fetchOwn}>{t('own_fetch')}</Button>
          </div>
        )
      )}
    </div>
  );
}

/** Seconds pass; the person may stop waiting. */
function Waiting({ since, drop }: { since: number; drop: () => void }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return (
    <section class="card" data-kind="waiting">
      <p>{t('ask_waiting', number(Math.max(0, Math.round((now - since) / 1000))))}</p>
      <progress aria-label={t('ask_waiting_label')} />
      <div class="buttons">
        <Button kind="quiet" work={drop}>
          {t('ask_stop')}
        </Button>
      </div>
    </section>
  );
}

function Answer({ asking }: { asking: Asking }) {
  const { prepared, asked, askedOf, teacher, sent } = asking;
  const answer = asked?.answer ?? prepared?.answer ?? null;
  if (answer === null) {
    const nobody = prepared !== null && prepared.send === null && askedOf === '' && sent === null;
    return nobody ? (
      <section class="card empty" data-kind="unsure">
        <h2>{t('ask_unsure')}</h2>
        <p>{t('ask_unsure_text')}</p>
      </section>
    ) : null;
  }
  const byModel = asked === null;
  const copy = () => navigator.clipboard.writeText(answer);
  return (
    <section class="card answer" data-kind="answer" data-by={byModel ? 'model' : 'teacher'}>
      <p class="said" dir="auto">
        {answer}
      </p>
      {byModel && prepared ? (
        <>
          <p class="faint">{t('ask_by_model', percent(prepared.confidence))}</p>
          {prepared.agreement && <p class="faint">{sentence(agreementText(prepared.agreement))}</p>}
          {prepared.check && sent === null && <p class="faint">{t('ask_checked')}</p>}
        </>
      ) : (
        asked && (
          <p class="faint" data-kind="by">
            {asking.stopped
              ? ''
              : answeredBy(askedOf === OWN ? t('ask_teacher_own') : askedOf, asked)}
          </p>
        )
      )}
      {asked?.partial && (
        <p class="bad" data-kind="partial">
          {t(asking.stopped ? 'ask_stopped' : 'ask_partial')}
        </p>
      )}
      {asked?.agreed !== null && asked?.agreed !== undefined && (
        <p class={asked.agreed ? 'good' : 'bad'} data-kind="agreed">
          {t(asked.agreed ? 'ask_agreed' : 'ask_disagreed', prepared?.answer ?? '')}
        </p>
      )}
      <div class="buttons">
        <Button work={copy} done={t('copied')}>
          {t('ask_copy')}
        </Button>
        {byModel && !prepared?.check && teacher !== '' && (
          <Button kind="quiet" work={() => asking.ask(true)}>
            {t('ask_insist', teacher === OWN ? t('ask_teacher_own') : teacher)}
          </Button>
        )}
      </div>
    </section>
  );
}

function Suggestions({ overview }: { overview: Overview }) {
  const proposals = overview.proposals.filter(({ act }) => act.kind === 'ANSWER');
  return (
    <>
      {proposals.map((task) => (
        <ProposalCard key={task.id} task={task} level={2} />
      ))}
    </>
  );
}

/** What the small model of this question saved, and how often it was checked. */
function Figures({ asking }: { asking: Asking }) {
  const question = asking.questions.find(({ id }) => id === asking.prepared?.questionId);
  if (!question?.first) return null;
  return (
    <p class="faint" data-kind="saved">
      {savedText(question)}{' '}
      <a href="options.html#teachers" target="_blank">
        {t('ask_settings')}
      </a>
    </p>
  );
}
