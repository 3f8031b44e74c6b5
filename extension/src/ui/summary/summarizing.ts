/** A page's key passages: read in the tab, chosen by the host, marked in the page. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { onOpenedAgain } from '../../browser';
import type { Passage, Summarized } from '../../protocol';
import type { PageRead } from '../../summary/messages';
import { passagesIn } from '../../words/passages';
import { failed, type Failed } from '../shared/act';
import { host } from '../shared/client';
import { Latest } from '../shared/latest';
import { type Change, Moves } from '../shared/moves';
import { SummaryLink } from './page-link';
import { useTeaching, type Teaching } from './teaching';

/** What a summary was made of. */
export type Input = { page: PageRead['page'] } | { text: string };

/** `noViewer`: a PDF in a viewer that the browser lets nobody into. */
export type Trouble = 'noAccess' | 'secretPage' | 'noViewer';

export interface Summarizing {
  page: PageRead | null;
  trouble: Trouble | null;
  /** Why what was asked for when the panel was opened failed. */
  failure: Failed | null;
  said: Summarized | null;
  input: Input | null;
  /** Whether it is of what the person marked, or of a file; then nothing is learned of it. */
  ofSelection: boolean;
  count: number;
  /** The passages of that length and those kept, in the page's order. */
  shown: Passage[];
  teaching: Teaching;
  /** The passages that are marked in the page just now, and not kept. */
  marked: Passage[];
  summarize(selection: boolean): Promise<void>;
  length(count: number): void;
  go(passage: Passage): void;
  always(yes: boolean): Promise<void>;
}

/** Summaries that were made since the panel was opened, by what they were made of. */
const made = new Map<string, Summarized>();

/** The most that are kept. */
const KEPT = 30;

/** @param records whether something of a page may be recorded; what the person presses always may */
export function useSummarizing(
  tab: number | null,
  connected: boolean,
  records: (url: string) => boolean,
): Summarizing {
  const [page, setPage] = useState<PageRead | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [failure, setFailure] = useState<Failed | null>(null);
  const [said, setSaid] = useState<Summarized | null>(null);
  const [input, setInput] = useState<Input | null>(null);
  const [ofSelection, setOfSelection] = useState(false);
  const [count, setCount] = useState(0);
  const [marking, setMarking] = useState('');
  const link = useRef<SummaryLink | null>(null);
  const query = useRef(new URLSearchParams(location.search));
  const opened = useRef(false);
  /** A page's passages may come when the tab shows another. */
  const latest = useRef(new Latest());
  const moves = useRef(new Moves());
  /** Whether the page itself is summarized already. */
  const nothingNew = useRef(false);
  nothingNew.current = said !== null && !ofSelection;
  const teaching = useTeaching(page, said, ofSelection);
  const heard = useRef<(text: string) => void>(() => undefined);
  heard.current = (text) => {
    if (said && page && !ofSelection && records(page.url))
      void teaching.keepCopied(passagesIn(text, said.passages));
  };

  const show = useCallback((reply: Summarized, selection: boolean, made: Input | null) => {
    setOfSelection(selection);
    setInput(made);
    setSaid(reply);
    setCount(reply.chosen);
  }, []);

  const showFile = useCallback(
    async (
      file: { downloadId: string } | { url: string } | { documentId: string },
      counts: () => boolean,
    ) => {
      const reply = await host.request<'summarizeDocument'>({
        type: 'summarizeDocument',
        downloadId: null,
        url: null,
        documentId: null,
        sentences: null,
        ...file,
      });
      if (!counts()) return;
      setTrouble(null);
      show(reply, true, null);
    },
    [show],
  );

  const read = useCallback(
    async (selection: boolean, asked: boolean, counts: () => boolean) => {
      if (tab === null) return undefined;
      link.current?.close();
      link.current = null;
      setSaid(null);
      // What comes may be of a file: the page that was there before is not what it is called by.
      setPage(null);
      setMarking('');
      setFailure(null);
      const download = query.current.get('download');
      if (download && asked) return showFile({ downloadId: download }, counts);
      const fresh = await SummaryLink.to(tab, (what, text) => {
        if (what === 'copied') heard.current(text);
        else setMarking(text);
      });
      if (!counts()) return fresh?.close();
      link.current = fresh;
      if (!fresh) {
        const { url } = await chrome.tabs.get(tab).catch(() => ({ url: undefined }));
        if (!counts()) return undefined;
        if (url && /^file:.*\.pdf$/i.test(url)) return showFile({ url }, counts);
        setTrouble(url && /\.pdf$/i.test(url.replace(/[?#].*/, '')) ? 'noViewer' : 'noAccess');
        return undefined;
      }
      const page = await fresh.read();
      if (!counts()) return undefined;
      setTrouble(page ? null : 'secretPage');
      setPage(page);
      if (!page) return undefined;
      moves.current.stands(page.url);
      if (page.pdf) {
        if (!asked) return undefined;
        const { url } = page;
        const file = url.startsWith('file:') ? { url } : { documentId: await bring(fresh) };
        return counts() ? showFile(file, counts) : undefined;
      }
      const marked = selection && page.selection.trim() !== '';
      const made = marked
        ? { text: page.selection }
        : page.layer !== ''
          ? { text: page.layer }
          : { page: page.page };
      const reply = await summaryOf(page.url, made, asked, asked && !marked);
      if (counts() && (asked || reply.shown === 'ALWAYS')) show(reply, marked, made);
      return undefined;
    },
    [tab, show, showFile],
  );

  /** @param asked whether the person wants it; else it is shown only where they once said always */
  const summarize = useCallback(
    async (selection: boolean, asked = true) => {
      const counts = latest.current.begin();
      try {
        await read(selection, asked, counts);
      } catch (why) {
        // What failed of the page before is nothing to say of this one.
        if (counts()) throw why;
      }
    },
    [read],
  );

  // The person opened the panel for this page; pages they go on to are summarized if they said so.
  useEffect(() => {
    if (tab === null || !connected) return undefined;
    // A page that is read while its pictures are loading is no other one when they are there.
    if (opened.current) moves.current = new Moves(true);
    else {
      opened.current = true;
      void summarize(query.current.has('selection')).catch((why: unknown) =>
        setFailure(failed(why)),
      );
    }
    /** Asked for while its page was on its way. */
    let wanted = false;
    const loaded = (id: number, change: Change) => {
      if (id !== tab) return;
      const gone = link.current?.isThere === false;
      if (!moves.current.arrived(change) && !(gone && change.status === 'complete')) return;
      query.current = new URLSearchParams();
      const asked = wanted;
      wanted = false;
      void summarize(false, asked).catch((why: unknown) => {
        if (asked) setFailure(failed(why));
      });
    };
    chrome.tabs.onUpdated.addListener(loaded);
    const deaf = onOpenedAgain(tab, (again) => {
      const selection = again.has('selection');
      wanted ||= moves.current.isComing && !selection;
      if (!selection && !again.has('download') && nothingNew.current) return;
      query.current = again;
      void summarize(selection).catch(() => undefined);
    });
    return () => {
      chrome.tabs.onUpdated.removeListener(loaded);
      deaf();
    };
  }, [tab, connected, summarize]);

  useEffect(() => () => link.current?.close(), []);

  const { choices } = teaching;
  const shown = (said?.passages ?? [])
    .filter(({ index }, place) => place < count || choices.get(index) === 'keep')
    .toSorted((a, b) => a.index - b.index);
  const marked =
    said && !ofSelection
      ? passagesIn(marking, said.passages).filter(({ index }) => choices.get(index) !== 'keep')
      : [];

  useEffect(() => {
    if (!ofSelection) {
      link.current?.mark(shown.filter(({ index }) => choices.get(index) !== 'remove'));
    }
  }, [said, count, choices, ofSelection]);

  return {
    page,
    trouble,
    failure,
    said,
    input,
    ofSelection,
    count,
    shown,
    teaching,
    marked,
    summarize,
    length: setCount,
    go: (passage) => link.current?.go(passage),
    always: async (yes) => {
      if (!page || !said) return;
      await host.request<'showSummaries'>({ type: 'showSummaries', url: page.url, always: yes });
      made.clear();
      const shown = yes ? 'ALWAYS' : 'NEVER';
      setSaid((now) => (now === said ? { ...said, offer: false, shown } : now));
    },
  };
}

/** Brings the PDF that a tab shows to the host, part by part; says what it is called there. */
async function bring(link: SummaryLink): Promise<string> {
  let documentId: string | null = null;
  let from = 0;
  for (;;) {
    const { bytes, size }: { bytes: string; size: number } = await link.part(from);
    ({ documentId } = await host.request<'bringDocument'>({
      type: 'bringDocument',
      documentId,
      bytes,
    }));
    from += (bytes.length / 4) * 3;
    if (from >= size) return documentId;
  }
}

async function summaryOf(
  url: string,
  input: Input,
  anew: boolean,
  asked: boolean,
): Promise<Summarized> {
  const key = await digest(JSON.stringify([url, input]));
  const known = made.get(key);
  if (known && anew) return known;
  const reply = await host.request<'summarize'>({
    type: 'summarize',
    url,
    input,
    sentences: null,
    asked,
  });
  made.delete(key);
  made.set(key, reply);
  const oldest = made.keys().next().value;
  if (made.size > KEPT && oldest !== undefined) made.delete(oldest);
  return reply;
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
