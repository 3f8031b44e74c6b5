/** A page's key passages: read in the tab, chosen by the host, marked in the page. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Passage, Summarized } from '../../protocol';
import type { PageRead } from '../../summary/messages';
import { host } from '../shared/client';
import { SummaryLink } from './page-link';

export type Choice = 'keep' | 'remove';

export interface Summarizing {
  page: PageRead | null;
  trouble: 'noAccess' | 'secretPage' | null;
  said: Summarized | null;
  /** Whether it is of what the person marked, not of the page. */
  ofSelection: boolean;
  count: number;
  /** The passages of that length, in the page's order. */
  shown: Passage[];
  choices: ReadonlyMap<number, Choice>;
  /** How many pages of the kind were taught, and how many it takes; null before the first. */
  taught: { pages: number; enough: number } | null;
  summarize(selection: boolean): Promise<void>;
  length(count: number): void;
  choose(passage: Passage, choice: Choice): Promise<void>;
  go(passage: Passage): void;
  always(yes: boolean): Promise<void>;
}

/** Summaries that were made since the panel was opened, by what they were made of. */
const made = new Map<string, Summarized>();

/** The most that are kept. */
const KEPT = 30;

export function useSummarizing(tab: number | null, connected: boolean): Summarizing {
  const [page, setPage] = useState<PageRead | null>(null);
  const [trouble, setTrouble] = useState<Summarizing['trouble']>(null);
  const [said, setSaid] = useState<Summarized | null>(null);
  const [ofSelection, setOfSelection] = useState(false);
  const [count, setCount] = useState(0);
  const [choices, setChoices] = useState<ReadonlyMap<number, Choice>>(new Map());
  const [taught, setTaught] = useState<Summarizing['taught']>(null);
  const link = useRef<SummaryLink | null>(null);
  const pageId = useRef<number | null>(null);
  const selected = useRef(new URLSearchParams(location.search).has('selection'));
  const opened = useRef(false);

  /** @param asked whether the person wants it; else it is shown only where they once said always */
  const summarize = useCallback(
    async (selection: boolean, asked = true) => {
      if (tab === null) return;
      link.current?.close();
      link.current = await SummaryLink.to(tab);
      if (!link.current) {
        setTrouble('noAccess');
        return;
      }
      const read = await link.current.read();
      setTrouble(read ? null : 'secretPage');
      setPage(read);
      setSaid(null);
      setChoices(new Map());
      setTaught(null);
      pageId.current = null;
      if (!read) return;
      const marked = selection && read.selection.trim() !== '';
      const input = marked ? { text: read.selection } : { page: read.page };
      const key = await digest(JSON.stringify([read.url, input]));
      let reply = made.get(key) ?? null;
      if (!reply || !asked) {
        reply = await host.request<'summarize'>({
          type: 'summarize',
          url: read.url,
          input,
          sentences: null,
          asked: asked && !marked,
        });
        remember(key, reply);
      }
      if (!asked && reply.shown !== 'ALWAYS') return;
      setOfSelection(marked);
      setSaid(reply);
      setCount(reply.chosen);
    },
    [tab],
  );

  // The person opened the panel for this page; pages they go on to are summarized if they said so.
  useEffect(() => {
    if (tab === null || !connected) return undefined;
    if (!opened.current) {
      opened.current = true;
      void summarize(selected.current).catch(() => undefined);
    }
    const loaded = (id: number, { status }: { status?: string }) => {
      if (id !== tab || status !== 'complete') return;
      setSaid(null);
      void summarize(false, false).catch(() => undefined);
    };
    chrome.tabs.onUpdated.addListener(loaded);
    return () => chrome.tabs.onUpdated.removeListener(loaded);
  }, [tab, connected, summarize]);

  useEffect(() => () => link.current?.close(), []);

  const shown = (said?.passages.slice(0, count) ?? []).toSorted((a, b) => a.index - b.index);

  useEffect(() => {
    if (!ofSelection) {
      link.current?.mark(shown.filter(({ index }) => choices.get(index) !== 'remove'));
    }
  }, [said, count, choices, ofSelection]);

  const choose = useCallback(
    async (passage: Passage, choice: Choice) => {
      if (!page || !said) return;
      const next = new Map(choices);
      if (next.get(passage.index) === choice) next.delete(passage.index);
      else next.set(passage.index, choice);
      setChoices(next);
      const of = (wanted: Choice) =>
        said.passages.filter(({ index }) => next.get(index) === wanted).map(({ text }) => text);
      if (next.size === 0) return;
      const learned = await host.request<'learnSummary'>({
        type: 'learnSummary',
        title: page.title,
        url: page.url,
        input: { page: page.page },
        keep: of('keep'),
        remove: of('remove'),
        replaces: pageId.current,
      });
      pageId.current = learned.pageId;
      setTaught(learned);
    },
    [page, said, choices],
  );

  return {
    page,
    trouble,
    said,
    ofSelection,
    count,
    shown,
    choices,
    taught,
    summarize,
    length: setCount,
    choose,
    go: (passage) => link.current?.go(passage),
    always: async (yes) => {
      if (!page || !said) return;
      await host.request<'showSummaries'>({ type: 'showSummaries', url: page.url, always: yes });
      made.clear();
      setSaid({ ...said, offer: false, shown: yes ? 'ALWAYS' : 'NEVER' });
    },
  };
}

function remember(key: string, reply: Summarized): void {
  made.delete(key);
  made.set(key, reply);
  const oldest = made.keys().next().value;
  if (made.size > KEPT && oldest !== undefined) made.delete(oldest);
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
