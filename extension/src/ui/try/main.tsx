/** A page to try it out on, with made-up downloads: see rehearsal.ts. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { Button } from '../shared/act';
import { Mark } from '../shared/mark';
import { Page, show } from '../shared/page';
import {
  accept,
  always,
  BEGIN,
  convert,
  download,
  leave,
  noticed,
  undo,
  type MadeUp,
  type Play,
} from './rehearsal';

function Try() {
  const [play, setPlay] = useState<Play>(BEGIN);
  const seen = play.learned === null ? noticed(play) : null;
  const to = (next: Play) => async () => setPlay(next);
  const taken = play.files.some(
    ({ state, name }) => state === 'converted' && name.startsWith('next'),
  );
  return (
    <Page news={seen ? t('proposal_heading') : ''}>
      <main class="welcome-page try-page">
        <Mark size={48} />
        <h1>{t('try_heading')}</h1>
        <p class="lead">{t('try_lead')}</p>
        {seen && (
          <article class="card waiting" data-kind="proposal">
            <h2>{t('proposal_heading')}</h2>
            <p>
              {t(
                'try_noticed',
                seen.did,
                seen.of,
                seen.kind,
                seen.site,
                seen.othersDid,
                seen.others,
              )}
            </p>
            <div class="buttons">
              <Button kind="primary" work={to(accept(play))}>
                {t('proposal_accept')}
              </Button>
            </div>
          </article>
        )}
        {play.learned && (
          <article class="card notice" data-kind="learned">
            <h2>{t(play.always ? 'try_always_on' : 'try_learned')}</h2>
            <p>{t(play.always ? 'try_always_text' : 'try_learned_text')}</p>
            <div class="buttons">
              <Button kind="primary" work={to(download(play, true))}>
                {t('try_next_like', play.learned.kind, play.learned.site)}
              </Button>
              <Button work={to(download(play, false))}>{t('try_next_other')}</Button>
              {!play.always && taken && <Button work={to(always(play))}>{t('try_always')}</Button>}
            </div>
          </article>
        )}
        {!seen && !play.learned && <p data-kind="task">{t('try_task')}</p>}
        <ul class="made-up">
          {play.files.map((file) => (
            <Row key={file.name} file={file} play={play} set={setPlay} />
          ))}
        </ul>
        <p class="faint">{t('try_end')}</p>
        <div class="buttons">
          <Button work={to(BEGIN)}>{t('try_again_from_start')}</Button>
          <a class="button" href="welcome.html">
            {t('try_back')}
          </a>
        </div>
      </main>
    </Page>
  );
}

interface RowProps {
  file: MadeUp;
  play: Play;
  set: (play: Play) => void;
}

function Row({ file, play, set }: RowProps) {
  const { name, site, state } = file;
  const to = (next: Play) => async () => set(next);
  return (
    <li class={state === 'offered' ? 'card waiting' : 'card'} data-name={name} data-state={state}>
      <div>
        <strong>{name}</strong> <span class="faint">{t('try_from', site)}</span>
        {(state === 'converted' || state === 'byItself') && (
          <p class="good">{t(state === 'byItself' ? 'try_by_itself' : 'try_converted')}</p>
        )}
        {state === 'offered' && <p>{t('try_offered')}</p>}
      </div>
      <div class="buttons">
        {(state === 'left' || state === 'offered') && file.kind !== 'JPEG' && (
          <Button
            kind={state === 'offered' ? 'primary' : 'plain'}
            label={t('try_convert_this', name)}
            work={to(convert(play, name))}
          >
            {t('try_convert')}
          </Button>
        )}
        {state === 'offered' && <Button work={to(leave(play, name))}>{t('try_leave')}</Button>}
        {state === 'byItself' && <Button work={to(undo(play, name))}>{t('try_undo')}</Button>}
      </div>
    </li>
  );
}

show(t('try_title'), <Try />);
