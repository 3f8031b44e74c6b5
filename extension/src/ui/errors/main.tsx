/** Errors by number, as docs/troubleshooting.md has them: what each means and what to do. */
import { useEffect } from 'preact/hooks';
import { t, type MessageKey } from '../../i18n';
import { ErrorCode } from '../../protocol';
import { Mark } from '../shared/mark';
import { Page, show } from '../shared/page';
import { WithCommands } from '../shared/Words';

const NUMBERS = Object.values(ErrorCode).sort((a, b) => a - b);

/** Browsers in a sandbox, and what works there. */
const SANDBOXES = ['snap_firefox', 'snap', 'flatpak'] as const;

function Errors() {
  // What is drawn by script is not there yet when the browser looks for the address's part.
  useEffect(() => {
    const at = document.getElementById(location.hash.slice(1));
    at?.scrollIntoView({ block: 'center' });
    at?.focus({ preventScroll: true });
  }, []);
  return (
    <Page>
      <main class="welcome-page errors-page">
        <Mark size={48} />
        <h1>{t('errors_heading')}</h1>
        <p class="lead">{t('errors_lead')}</p>
        <dl>
          {NUMBERS.map((number) => (
            <ErrorEntry key={number} number={number} />
          ))}
        </dl>
        <section id="no-host" tabIndex={-1} class="card">
          <h2>{t('errors_no_host')}</h2>
          <p>
            <WithCommands>{t('errors_no_host_text')}</WithCommands>
          </p>
          <ul>
            {SANDBOXES.map((which) => (
              <li key={which}>
                <strong>{t(`errors_${which}`)}</strong> {t(`errors_${which}_text`)}
              </li>
            ))}
          </ul>
        </section>
      </main>
    </Page>
  );
}

function ErrorEntry({ number }: { number: number }) {
  const isAsked = location.hash === `#error-${number}`;
  const words = (part: string) => t(`error_${number}_${part}` as MessageKey);
  return (
    <div
      id={`error-${number}`}
      tabIndex={-1}
      class={isAsked ? 'card asked' : 'card'}
      data-kind="error"
    >
      <dt>
        <span class="chip">{number}</span> {words('name')}
      </dt>
      <dd>
        <WithCommands>{words('means')}</WithCommands>
      </dd>
      <dd class="do">
        <WithCommands>{words('do')}</WithCommands>
      </dd>
    </div>
  );
}

show(t('errors_title'), <Errors />);
