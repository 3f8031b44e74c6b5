/** The first step: the program on this machine, and how it comes there. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n';
import type { Fault, WorkerState } from '../../messages';
import { FaultCard } from '../shared/connection';
import { addressOf, packagesFor, type Package, type System } from './program';

export function Connect({ state }: { state: WorkerState }) {
  const { connection } = state;
  // While it is asked again what was last known stands: nothing flickers.
  const [fault, setFault] = useState<Fault | null>(null);
  useEffect(() => {
    if (connection.state === 'waiting') setFault(connection.fault);
    if (connection.state === 'connected') setFault(null);
  }, [connection]);
  if (connection.state === 'connected')
    return <p data-kind="connected">{t('connect_done', connection.hostVersion)}</p>;
  if (!fault) return <p class="faint">{t('connect_looking')}</p>;
  // Firefox does not tell "not there" from "not for you": installing mends both.
  if (fault.kind === 'notInstalled') return <Missing />;
  return connection.state === 'waiting' ? (
    <FaultCard state={state} />
  ) : (
    <p class="faint">{t('connect_looking')}</p>
  );
}

function Missing() {
  const [system, setSystem] = useState<System | null>(null);
  useEffect(() => {
    void chrome.runtime.getPlatformInfo().then(({ os, arch }) => setSystem({ os, arch }));
  }, []);
  if (!system) return null;
  const packages = packagesFor(system, EXTENSION_VERSION);
  return (
    <div data-kind="missing">
      <p>{t('connect_missing')}</p>
      <ul class="packages">
        {packages.map((one) => (
          <One key={one.file} one={one} />
        ))}
      </ul>
      <p class="waiting-line">
        <span class="dot waits" aria-hidden="true" />
        {t('connect_waiting')}
      </p>
      <p class="faint">
        {t('connect_there')} <code>stillroom install</code>{' '}
        <a href="errors.html#no-host" target="_blank">
          {t('connect_sandbox')}
        </a>
      </p>
    </div>
  );
}

function One({ one }: { one: Package }) {
  const address = addressOf(one.file, DOWNLOAD_PAGE);
  return (
    <li>
      {one.for !== 'all' && <strong>{t(`connect_for_${one.for}`)}</strong>}{' '}
      {address === null ? (
        <>
          {t('connect_get')} <code>{one.file}</code>
        </>
      ) : (
        <a href={address} target="_blank" rel="noreferrer">
          {t('connect_download', one.file)}
        </a>
      )}
      <br />
      {one.command === null ? t('connect_open') : <code class="line">{one.command}</code>}
    </li>
  );
}
