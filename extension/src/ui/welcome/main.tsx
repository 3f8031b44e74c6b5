/** The page that opens after the installation, and the person's yes. */
import { t } from '../../i18n';
import { Button } from '../shared/act';
import { worker } from '../shared/client';
import { ConnectionLine, FaultCard } from '../shared/connection';
import { LookBack } from '../shared/LookBack';
import { Mark } from '../shared/mark';
import { Page, show } from '../shared/page';
import { useShown } from '../shared/state';

function Welcome() {
  const { state, overview, refresh } = useShown(null);
  return (
    <Page refresh={refresh}>
      <main class="welcome-page">
        <Mark size={72} />
        <h1>{t('welcome_heading')}</h1>
        <p class="lead">{t('welcome_lead')}</p>
        <div class="two">
          <section>
            <h2>{t('welcome_records')}</h2>
            <ul>
              <li>{t('welcome_records_1')}</li>
              <li>{t('welcome_records_2')}</li>
            </ul>
          </section>
          <section>
            <h2>{t('welcome_never')}</h2>
            <ul>
              <li>{t('welcome_never_1')}</li>
              <li>{t('welcome_never_2')}</li>
              <li>{t('welcome_never_3')}</li>
            </ul>
          </section>
        </div>
        <p>{t('welcome_always')}</p>
        {state && !state.started && (
          <div class="begin">
            <Button kind="primary" work={() => worker.start()} done={t('welcome_done')}>
              {t('welcome_start')}
            </Button>
            <p class="faint">{t('welcome_before')}</p>
          </div>
        )}
        {state?.started && (
          <section class="card begun" data-kind="started">
            <h2>{t('welcome_done')}</h2>
            <p>{t('welcome_done_text')}</p>
            <ConnectionLine state={state} overview={overview} />
          </section>
        )}
        {state?.started && overview && <LookBack folders={overview.folders} />}
        {state?.started && <FaultCard state={state} />}
      </main>
    </Page>
  );
}

show(t('welcome_title'), <Welcome />);
