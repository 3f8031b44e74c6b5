/** The page or document that is picked from: the way to the picker in a tab, or the panel's own. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { onOpenedAgain } from '../../browser';
import { t } from '../../i18n';
import { Unreadable } from '../../document/read';
import { DocumentSource } from '../../pick/document-source';
import {
  PICK_PORT,
  type Command,
  type PlainFile,
  type Sample,
  type SampleRefusal,
  type Told,
  type Use,
  type View,
} from '../../pick/messages';
import { Latest } from '../shared/latest';
import { type Change, Moves } from '../shared/moves';

export interface Source {
  /** What is known of it; null while there is none. */
  view: View | null;
  /** The number of the load of the page or document that the view is of. */
  epoch: number;
  /** Set where the panel itself shows what is picked from. */
  document: DocumentSource | null;
  /** Why there is nothing to pick from in the tab, or nothing to learn from. */
  trouble: 'noAccess' | 'tooLarge' | 'tooDeep' | SampleRefusal | null;
  /** Tells later whether the page or document is still the one that the view is of. */
  here(): () => boolean;
  send(command: Command): void;
  /** Of what the view is of; refused once something else is there. */
  sample(use: Use): Promise<Sample>;
  /** Picks from a text instead of the tab; null goes back to the tab. */
  open(file: PlainFile | null): void;
}

interface Waiting {
  resolve(sample: Sample): void;
  reject(failure: Error): void;
}

const UNSEEN = { view: null, epoch: 0 };

/** Milliseconds; a page of a hundred thousand nodes takes a second or two to look at. */
const SAMPLE_TIMEOUT = 20_000;

export function useSource(tab: number | null): Source {
  const [{ view, epoch }, setSeen] = useState<Pick<Source, 'view' | 'epoch'>>(UNSEEN);
  const [document, setDocument] = useState<DocumentSource | null>(null);
  const [trouble, setTrouble] = useState<Source['trouble']>(null);
  const port = useRef<chrome.runtime.Port | null>(null);
  const waiting = useRef(new Map<number, Waiting>());
  const lastId = useRef(0);
  /** Of several ways to the tab the latest one counts, and none once a document was opened. */
  const attempts = useRef(new Latest());
  const moves = useRef(new Moves());
  const loads = useRef(0);
  const opened = useRef<PlainFile | null>(null);
  const asked = useRef(new URLSearchParams(location.search));
  const selected = useRef(false);
  const outOfReach = useRef(false);
  outOfReach.current = trouble === 'noAccess';

  const seen = useRef(view);
  seen.current = view;

  // Until the page in front has told what there is of it, the view is of the load before.
  const setView = useCallback(
    (told: View | null) => setSeen({ view: told, epoch: loads.current }),
    [],
  );

  const begin = useCallback(() => {
    for (const { reject } of waiting.current.values()) reject(new Error(t('page_gone')));
    waiting.current.clear();
    loads.current++;
  }, []);

  /** Whether it can be read; else what was there stays. */
  const show = useCallback((file: PlainFile): boolean => {
    try {
      const source = new DocumentSource(file, t('each'), setView);
      setDocument(source);
      begin();
      setView(source.view());
      setTrouble(null);
      return true;
    } catch (failure) {
      if (!(failure instanceof Unreadable)) throw failure;
      setTrouble(failure.message as Source['trouble']);
      return false;
    }
  }, []);

  const disconnect = useCallback(() => {
    port.current?.disconnect();
    port.current = null;
  }, []);

  const connect = useCallback(async () => {
    if (tab === null || opened.current) return;
    const counts = attempts.current.begin();
    disconnect();
    try {
      await chrome.scripting.executeScript({ target: { tabId: tab }, files: ['pick.js'] });
    } catch {
      if (!counts()) return;
      // A browser's own page, or one for which the person did not press the button.
      begin();
      setView(null);
      setTrouble('noAccess');
      return;
    }
    if (!counts()) return;
    if (asked.current.has('selection') && !selected.current) {
      const text = await selectionIn(tab);
      if (!counts()) return;
      selected.current = true;
      if (text !== '') {
        const file = { text, name: t('selected'), url: '' };
        if (show(file)) opened.current = file;
        return;
      }
    }
    const { url } = await chrome.tabs.get(tab).catch(() => ({ url: undefined }));
    if (!counts()) return;
    if (url) moves.current.stands(url);
    begin();
    const fresh = chrome.tabs.connect(tab, { name: PICK_PORT, frameId: 0 });
    port.current = fresh;
    fresh.onMessage.addListener((told: Told) => {
      if (port.current !== fresh) return;
      if ('sample' in told) {
        waiting.current.get(told.id)?.resolve(told.sample);
        waiting.current.delete(told.id);
      } else if ('refused' in told) {
        setTrouble(told.refused);
        waiting.current.get(told.id)?.reject(new Error(t(`panel_${told.refused}`)));
        waiting.current.delete(told.id);
      } else if ('document' in told) {
        show(told.document);
      } else {
        setDocument(null);
        setTrouble(null);
        setView(told.view);
      }
    });
    fresh.onDisconnect.addListener(() => {
      // Reads the reason, which the browser otherwise complains of: the page is gone.
      void chrome.runtime.lastError;
      if (port.current === fresh) port.current = null;
    });
  }, [tab, show]);

  useEffect(() => {
    moves.current = new Moves();
    setView(null);
    setDocument(null);
    void connect();
    const loaded = (id: number, change: Change) => {
      if (id !== tab) return;
      // The last picture of the page that is picked from is there: that is no other page.
      const came = moves.current.arrived(change);
      const again = port.current === null || isUntouched(seen.current);
      if (came || (change.status === 'complete' && again)) void connect();
    };
    chrome.tabs.onUpdated.addListener(loaded);
    const deaf = onOpenedAgain(tab ?? -1, (query) => {
      if (query.has('selection')) {
        asked.current = query;
        selected.current = false;
        opened.current = null;
      } else if (!outOfReach.current) return;
      void connect();
    });
    return () => {
      chrome.tabs.onUpdated.removeListener(loaded);
      deaf();
      attempts.current.drop();
      disconnect();
    };
  }, [connect]);

  return useMemo(
    () => ({
      view,
      epoch,
      document,
      trouble,
      here: () => () => epoch === loads.current,
      send(command) {
        if (document) document.obey(command);
        else port.current?.postMessage(command);
      },
      sample(use) {
        if (epoch !== loads.current) return Promise.reject(new Error(t('page_gone')));
        if (document) return Promise.resolve(document.sample(use));
        return new Promise<Sample>((resolve, reject) => {
          const id = ++lastId.current;
          waiting.current.set(id, { resolve, reject });
          setTimeout(() => {
            if (waiting.current.delete(id)) reject(new Error(t('page_gone')));
          }, SAMPLE_TIMEOUT);
          port.current?.postMessage({ do: 'sample', id } satisfies Command);
        });
      },
      open(file) {
        if (file) {
          if (!show(file)) return;
          opened.current = file;
          attempts.current.drop();
          disconnect();
        } else {
          opened.current = null;
          setDocument(null);
          setView(null);
          void connect();
        }
      },
    }),
    [view, epoch, document, trouble, connect, show],
  );
}

/** Whether nothing was picked of it yet: it may have been looked at half built. */
function isUntouched(view: View | null): boolean {
  return view === null || (view.picking === null && !view.touched && view.total === 0);
}

/** What the person has marked in the page; its line ends stay, unlike in what the menu tells. */
async function selectionIn(tabId: number): Promise<string> {
  const [first] = await chrome.scripting.executeScript({
    target: { tabId },
    func: () => String(globalThis.getSelection() ?? ''),
  });
  return typeof first?.result === 'string' ? first.result : '';
}
