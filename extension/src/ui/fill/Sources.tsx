/** "Fill from …": open pages, what is marked, forms filled before, a file, a pasted text. */
import { useEffect, useState } from 'preact/hooks';
import { number, plural, t } from '../../i18n';
import { ago } from '../../words/measures';
import { Button } from '../shared/act';
import { host } from '../shared/client';
import { FileButton } from '../shared/FileButton';
import type { Filling } from './filling';
import { openPages, rowsOf, type OpenPage } from './choice';

interface Props {
  tab: number | null;
  filling: Filling;
  /** Those that the person watches: only their pages can be read. */
  sites: string[];
  nothingOpen: boolean;
}

export function Sources({ tab, filling, sites, nothingOpen }: Props) {
  const [pages, setPages] = useState<OpenPage[]>([]);
  const { sources, url, title, pick } = filling;
  useEffect(() => {
    let over = false;
    const look = () => void openPages(sites, tab).then((found) => over || setPages(found));
    look();
    chrome.tabs.onUpdated.addListener(look);
    chrome.tabs.onRemoved.addListener(look);
    return () => {
      over = true;
      chrome.tabs.onUpdated.removeListener(look);
      chrome.tabs.onRemoved.removeListener(look);
    };
  }, [tab, sites.join(' ')]);

  const recent = (sources?.pages ?? []).filter((page) =>
    pages.every(({ url }) => url !== page.url),
  );
  const learned = recent.filter((page) => page.learned);
  const own = tab !== null && url !== null ? { tab, url, title } : null;
  const runs = sources?.runs ?? [];
  return (
    <section class="card sources" aria-labelledby="sources" data-kind="sources">
      <h2 id="sources">{t('fill_sources_heading')}</h2>
      {nothingOpen && <p class="faint">{t('fill_nothing_open')}</p>}
      {runs.map((run) => (
        <div key={run.id} class="source" data-kind="run-source">
          <Button kind="primary" work={() => filling.steer(run)}>
            {t('fill_run_go_on', run.title)}
          </Button>
          <span class="faint">
            {t('fill_run_standing', number(run.filled + run.skipped), number(run.total))}
          </span>
        </div>
      ))}
      {learned.slice(0, 3).map((page) => (
        <div key={page.id} class="source" data-kind="learned-source">
          <Button kind="primary" work={() => pick({ kind: 'recent', page })}>
            {page.title || page.url}
          </Button>
          <span class="faint">{t('fill_learned_source')}</span>
        </div>
      ))}
      <div class="choices">
        {own && (
          <>
            <Button work={() => pick({ kind: 'page', page: own })}>{t('fill_this_page')}</Button>
            <Button work={() => pick({ kind: 'selection', page: own })}>{t('fill_marked')}</Button>
          </>
        )}
        <FileButton label={t('fill_file')} use={(name, text) => fromText(filling, text, name)} />
      </div>
      <h3>{t('fill_pages_heading')}</h3>
      {pages.length === 0 && recent.length === 0 && <p class="faint">{t('fill_pages_none')}</p>}
      <ul class="lines" data-kind="pages">
        {pages.map((page) => (
          <li key={page.tab}>
            <Button work={() => pick({ kind: 'page', page })}>{page.title || page.url}</Button>
            <Button
              kind="quiet"
              label={t('fill_marked_in', page.title)}
              work={() => pick({ kind: 'selection', page })}
            >
              {t('fill_marked')}
            </Button>
          </li>
        ))}
        {recent
          .filter((page) => !page.learned)
          .slice(0, 6)
          .map((page) => (
            <li key={page.id}>
              <Button work={() => pick({ kind: 'recent', page })}>{page.title || page.url}</Button>
              <span class="faint">{ago(page.time)}</span>
            </li>
          ))}
      </ul>
      <Forms filling={filling} />
      <Pasted filling={filling} />
    </section>
  );
}

function Forms({ filling }: { filling: Filling }) {
  const { sources, pick, keep, refresh } = filling;
  const forms = (sources?.forms ?? []).filter(({ undone }) => !undone);
  const drop = async (formId: string) => {
    await host.request<'dropForm'>({ type: 'dropForm', formId });
    await refresh();
  };
  return (
    <>
      <h3>{t('fill_forms_heading')}</h3>
      {forms.length === 0 && <p class="faint">{t('fill_forms_none')}</p>}
      <ul class="lines" data-kind="forms">
        {forms.slice(0, 8).map((form) => (
          <li key={form.id}>
            <Button work={() => pick({ kind: 'form', form })}>
              {form.title || form.site}
              <span class="faint">
                {' '}
                {form.site} · {plural('fill_fields_one', 'fill_fields_other', form.fields)} ·{' '}
                {ago(form.time)}
              </span>
            </Button>
            <Button kind="quiet" label={t('fill_drop_form', form.title)} work={() => drop(form.id)}>
              ×
            </Button>
          </li>
        ))}
      </ul>
      <div class="buttons">
        <Button kind="quiet" title={t('fill_keep_hint')} work={keep} done={t('fill_kept')}>
          {t('fill_keep')}
        </Button>
      </div>
    </>
  );
}

function Pasted({ filling }: { filling: Filling }) {
  const [text, setText] = useState('');
  return (
    <details class="paste" data-kind="paste">
      <summary>{t('fill_paste')}</summary>
      <label class="field">
        <span>{t('paste_label')}</span>
        <textarea
          rows={5}
          value={text}
          spellcheck={false}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div class="buttons">
        <Button disabled={text.trim() === ''} work={() => fromText(filling, text, t('pasted'))}>
          {t('paste_use')}
        </Button>
      </div>
    </details>
  );
}

/** One record is a source; of several each is filled in by itself. */
async function fromText(filling: Filling, text: string, name: string): Promise<void> {
  const table = rowsOf(text, name);
  if (!table || table.rows.length < 2 || filling.url === null) {
    await filling.pick({ kind: 'document', name, text });
    return;
  }
  const { run } = await host.request<'startRun'>({
    type: 'startRun',
    url: filling.url,
    title: name,
    heads: table.heads,
    rows: table.rows,
  });
  filling.steer(run);
  await filling.refresh();
}
