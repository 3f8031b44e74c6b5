/** A recent download and what can be done with it. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import type { RecentDownload } from '../../protocol';
import { doneHere } from '../../words/file-acts';
import {
  convertedName,
  convertName,
  formatName,
  isPicture,
  SIDES,
  UNPACKED,
} from '../../words/formats';
import { ago, size } from '../../words/measures';
import { shownName } from '../../words/names';
import { Button } from '../shared/act';
import { host } from '../shared/client';
import { PickFromDownload, SummarizeDownload } from './PickFields';

/** What the panel shows as a document; the host reads no others. */
const DOCUMENT = /\.(json|csv|tsv|txt|jsonl|ndjson)$/i;

export function DownloadRow({ download }: { download: RecentDownload }) {
  const facts = [download.site, size(download.bytes)].filter((fact) => fact);
  return (
    <li data-kind="download" data-name={download.name} data-download={download.id}>
      <div class="file">
        <span class="name" title={download.path}>
          {shownName(download.name)}
        </span>
        <span class="faint" title={ago(download.time)}>
          {facts.join(' · ')}
        </span>
      </div>
      <State download={download} />
      {download.originalFormat !== null && (
        <p class="faint original">{t('download_original', formatName(download.originalFormat))}</p>
      )}
    </li>
  );
}

function State({ download }: { download: RecentDownload }) {
  const { act } = download;
  if (download.notAllowedFolder !== null) return <NotAllowed folder={download.notAllowedFolder} />;
  if (act?.state === 'INTENDED') {
    return <span class="row-state faint">{t('download_converting')}</span>;
  }
  if (act?.state === 'DONE') {
    return (
      <div class="row-state">
        <span class="good" title={act.message ?? ''}>
          {doneHere(act.act)}
        </span>
        {act.mayUndo && (
          <Button
            kind="quiet"
            work={() => host.request<'undoAct'>({ type: 'undoAct', actId: act.id })}
            done={t('act_undone', download.name)}
          >
            {t('undo')}
          </Button>
        )}
      </div>
    );
  }
  if (download.convertedTo !== null) {
    return (
      <span class="row-state faint">
        {download.convertedTo === UNPACKED
          ? t('download_unpacked_elsewhere')
          : t('download_converted_elsewhere', formatName(download.convertedTo))}
      </span>
    );
  }
  if (!download.there) return <span class="row-state faint">{t('download_gone')}</span>;
  return (
    <div class="row-state">
      {act?.state === 'FAILED' && (
        <span class="bad" title={act.message ?? ''}>
          {t('download_failed')}
        </span>
      )}
      {download.formats.length > 0 && <Convert download={download} />}
      {DOCUMENT.test(download.name) && <PickFromDownload id={download.id} />}
      {/\.pdf$/i.test(download.name) && <SummarizeDownload id={download.id} />}
    </div>
  );
}

function Convert({ download: { id, name, formats } }: { download: RecentDownload }) {
  const [format, setFormat] = useState(formats.includes('jpeg') ? 'jpeg' : (formats[0] ?? ''));
  const [side, setSide] = useState('');
  const to = side === '' || !isPicture(format) ? format : `${format}@${side}`;
  return (
    <div class="split">
      <Button
        work={() => host.request<'convert'>({ type: 'convert', downloadId: id, to })}
        done={convertedName(name, to)}
      >
        {convertName(to)}
      </Button>
      {formats.length > 1 && (
        <select
          aria-label={t('format_for', name)}
          value={format}
          onChange={(event) => setFormat(event.currentTarget.value)}
        >
          {formats.map((one) => (
            <option key={one} value={one}>
              {formatName(one)}
            </option>
          ))}
        </select>
      )}
      {isPicture(format) && (
        <select
          aria-label={t('size_for', name)}
          value={side}
          onChange={(event) => setSide(event.currentTarget.value)}
        >
          <option value="">{t('size_as_it_is')}</option>
          {SIDES.map((one) => (
            <option key={one} value={one}>
              {t('size_at_most', String(one))}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

function NotAllowed({ folder }: { folder: string }) {
  return (
    <div class="row-state" title={folder}>
      <span class="faint">{t('download_folder')}</span>
      <Button
        kind="quiet"
        work={() => host.request<'allowFolder'>({ type: 'allowFolder', folder })}
      >
        {t('allow_folder')}
      </Button>
    </div>
  );
}
