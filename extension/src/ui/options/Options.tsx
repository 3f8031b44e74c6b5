/** The options: what is learned, what was done, and what is known; one tab each. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n';
import { ConnectionLine, FaultCard } from '../shared/connection';
import { Mark } from '../shared/mark';
import { Page } from '../shared/page';
import { useShown, type Shown } from '../shared/state';
import { Activity } from './Activity';
import { Privacy } from './Privacy';
import { Programs } from './Programs';
import { Tasks } from './Tasks';
import { Teachers } from './Teachers';
import { Tidy } from './Tidy';

const TABS = ['tasks', 'tidy', 'teachers', 'activity', 'privacy'] as const;
type Tab = (typeof TABS)[number];

export function Options() {
  const shown = useShown(null);
  const [tab, choose] = useTab();
  const { state, overview } = shown;
  return (
    <Page refresh={shown.refresh}>
      <header class="options-top">
        <Mark size={40} />
        <div>
          <h1>{t('options_title')}</h1>
          <ConnectionLine state={state} overview={overview} />
        </div>
      </header>
      <main>
        <Tabs current={tab} choose={choose} />
        {state?.started && <FaultCard state={state} />}
        <div
          role="tabpanel"
          id={`panel-${tab}`}
          aria-labelledby={`tab-${tab}`}
          tabIndex={0}
          class="panel"
        >
          <Panel tab={tab} shown={shown} />
        </div>
      </main>
    </Page>
  );
}

function Panel({ tab, shown }: { tab: Tab; shown: Shown }) {
  const { overview, state } = shown;
  switch (tab) {
    case 'tasks':
      return (
        overview && (
          <>
            <Tasks shown={shown} overview={overview} />
            <Programs version={shown.version} />
          </>
        )
      );
    case 'tidy':
      return overview && <Tidy folders={overview.folders} />;
    case 'teachers':
      return overview && <Teachers version={shown.version} />;
    case 'activity':
      return overview && <Activity version={shown.version} />;
    case 'privacy':
      return state && <Privacy shown={shown} state={state} />;
  }
}

function Tabs({ current, choose }: { current: Tab; choose: (tab: Tab) => void }) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = TABS[(TABS.indexOf(current) + step + TABS.length) % TABS.length] ?? current;
    choose(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div role="tablist" class="tabs" ref={list} onKeyDown={move}>
      {TABS.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`tab-${tab}`}
          aria-selected={tab === current}
          aria-controls={tab === current ? `panel-${tab}` : undefined}
          tabIndex={tab === current ? 0 : -1}
          onClick={() => choose(tab)}
        >
          {t(`tab_${tab}`)}
        </button>
      ))}
    </div>
  );
}

/** The tab stands in the address, so that it can be linked to and outlives a reload. */
function useTab(): [Tab, (tab: Tab) => void] {
  const read = () => TABS.find((tab) => `#${tab}` === location.hash.replace(/\?.*/, '')) ?? 'tasks';
  const [tab, setTab] = useState<Tab>(read);
  useEffect(() => {
    const life = new AbortController();
    addEventListener('hashchange', () => setTab(read()), { signal: life.signal });
    return () => life.abort();
  }, []);
  return [
    tab,
    (chosen) => {
      history.replaceState(null, '', `#${chosen}`);
      setTab(chosen);
    },
  ];
}
