/** One question from its words to its answer: prepared by the host, shown, sent, answered. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { onOpenedAgain } from '../../browser';
import { t } from '../../i18n';
import type { AskPrepared, Asked, Question, Teacher } from '../../protocol';
import type { PageRead } from '../../summary/messages';
import { hear, host } from '../shared/client';
import { SummaryLink } from '../summary/page-link';
import { answerPrepared, fetchOwn, ownState, type OwnState } from './own';
import { LONGEST, wordsOf } from './words';

export type About = 'selection' | 'page' | 'nothing';

/** Under this name the browser's own model stands among the teachers. */
export const OWN = ':browser';

const CHOSEN = 'ask.teacher';

/** An answer that the person ended: what it took is told by the ledger. */
const NOTHING: Asked = {
  type: 'asked',
  waiting: false,
  answer: null,
  seconds: 0,
  cost: 0,
  tokens: 0,
  bytes: 0,
  known: false,
  agreed: null,
  partial: true,
};

export interface Asking {
  page: PageRead | null;
  trouble: 'noAccess' | 'secretPage' | null;
  teachers: Teacher[];
  /** Whether the browser has a model of its own, as it says. */
  own: OwnState;
  /** The share of it that was downloaded; null while nobody asked for it. */
  fetched: number | null;
  teacher: string;
  questions: Question[];
  about: About;
  prompt: string;
  /** A question that is asked again, or one that was specified by hand; null for the prompt's. */
  questionId: string | null;
  prepared: AskPrepared | null;
  /** When it was sent, in milliseconds since 1970; null while nothing is under way. */
  sent: number | null;
  /** What the answer says while it comes. */
  soFar: string;
  asked: Asked | null;
  /** Whom the answer that is shown was asked of; who stands in the choice may be another by now. */
  askedOf: string;
  /** Whether the person ended the answer that is shown. */
  stopped: boolean;
  look(): Promise<void>;
  choose(teacher: string): void;
  setAbout(about: About): void;
  setPrompt(prompt: string): void;
  setQuestion(id: string | null): void;
  ask(insist: boolean): Promise<void>;
  send(remember: boolean): Promise<void>;
  /** Nothing is sent, or the answer is ended where it is. */
  drop(): void;
  fetchOwn(): Promise<void>;
}

export function useAsking(tab: number | null, connected: boolean, version: number): Asking {
  const [page, setPage] = useState<PageRead | null>(null);
  const [trouble, setTrouble] = useState<Asking['trouble']>(null);
  const [teachers, setTeachers] = useState<Teacher[]>([]);
  const [own, setOwn] = useState<OwnState>('none');
  const [fetched, setFetched] = useState<number | null>(null);
  const [teacher, setTeacher] = useState('');
  const [questions, setQuestions] = useState<Question[]>([]);
  const [about, setAbout] = useState<About>('page');
  const [prompt, setPrompt] = useState('');
  const [questionId, setQuestion] = useState<string | null>(null);
  const [prepared, setPrepared] = useState<AskPrepared | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const [soFar, setSoFar] = useState('');
  const [asked, setAsked] = useState<Asked | null>(null);
  const [stopped, setStopped] = useState(false);
  const [askedOf, setAskedOf] = useState('');
  /** Whether the panel knows what to ask about: from what is marked once, then from the person. */
  const isSetOn = useRef(false);
  const current = useRef('');
  /** Whether the person wants no teacher to answer. */
  const nobody = useRef(false);
  const ownAnswer = useRef<AbortController | null>(null);

  useEffect(
    () =>
      hear((told) => {
        if (!('push' in told) || told.push.type !== 'heard') return;
        if (told.push.askId === current.current) setSoFar(told.push.text);
      }),
    [],
  );

  const look = useCallback(async () => {
    if (tab === null) return null;
    const link = await SummaryLink.to(tab, () => undefined);
    const read = link ? await link.read() : null;
    link?.close();
    setTrouble(link ? (read ? null : 'secretPage') : 'noAccess');
    setPage(read);
    return read;
  }, [tab]);

  useEffect(() => {
    if (!connected) return;
    void look()
      .then((read) => {
        if (isSetOn.current) return;
        isSetOn.current = tab !== null;
        setAbout(read ? (read.selection.trim() === '' ? 'page' : 'selection') : 'nothing');
      })
      .catch(() => undefined);
  }, [tab, connected, look]);

  useEffect(
    () => (tab === null ? undefined : onOpenedAgain(tab, () => void look().catch(() => undefined))),
    [tab, look],
  );

  useEffect(() => {
    if (!connected) return;
    void (async () => {
      const told = await host.request<'listTeachers'>({ type: 'listTeachers' });
      const chosen = String((await chrome.storage.local.get(CHOSEN))[CHOSEN]);
      const pick = (names: string[]) =>
        setTeacher((before) =>
          before === '' && nobody.current
            ? before
            : ([before, chosen].find((one) => names.includes(one)) ?? names[0] ?? ''),
        );
      const names = told.teachers.map(({ name }) => name);
      setTeachers(told.teachers);
      pick(names);
      // A browser may take its time to say what it has: nobody waits for that to ask others.
      const there = await ownState();
      setOwn(there);
      if (there === 'available' && (names.length === 0 || chosen === OWN)) pick([OWN]);
    })().catch(() => undefined);
    // Also when one was added or removed in the options, while this stands open beside a page.
  }, [connected, version]);

  useEffect(() => {
    if (!connected) return;
    void host.request<'listQuestions'>({ type: 'listQuestions' }).then(
      (told) => setQuestions(told.questions),
      () => undefined,
    );
    // Also after each answer: what it saved stands beside it.
  }, [connected, version, prepared, asked]);

  const choose = (name: string) => {
    nobody.current = name === '';
    setTeacher(name);
    void chrome.storage.local.set({ [CHOSEN]: name });
  };

  const send = async (askId: string, remember: boolean) => {
    current.current = askId;
    setSoFar('');
    setSent(Date.now());
    try {
      let told: Asked;
      do {
        told = await host.request<'sendAsk'>({ type: 'sendAsk', askId, remember });
      } while (told.waiting && current.current === askId);
      if (current.current === askId) setAsked(told);
    } catch (failure) {
      // What the person stopped has not failed.
      if (current.current === askId) throw failure;
    } finally {
      if (current.current === askId) setSent(null);
    }
  };

  const answerHere = async (ready: AskPrepared, text: string) => {
    const { askId } = ready;
    current.current = askId;
    ownAnswer.current = new AbortController();
    setSoFar('');
    setSent(Date.now());
    try {
      const note = await answerPrepared(ready, text, {
        heard: (said) => current.current === askId && setSoFar(said),
        signal: ownAnswer.current.signal,
      });
      if (current.current !== askId) return;
      setAsked(await host.request<'noteAnswer'>(note));
    } catch (failure) {
      if (current.current === askId) throw failure;
    } finally {
      if (current.current === askId) setSent(null);
    }
  };

  const ask = async (insist: boolean) => {
    setPrepared(null);
    setAsked(null);
    setStopped(false);
    setAskedOf(teacher);
    const read = about === 'nothing' ? null : await look();
    if (about !== 'nothing' && !read) return;
    const text =
      about === 'page' && read
        ? wordsOf(read.page)
        : about === 'selection' && read
          ? read.selection.slice(0, LONGEST)
          : '';
    if (about === 'selection' && text.trim() === '') throw new Error(t('ask_no_selection'));
    const ready = await host.request<'prepareAsk'>({
      type: 'prepareAsk',
      url: read?.url ?? '',
      prompt: prompt.trim() || t('ask_title'),
      text,
      teacher: teacher === '' || teacher === OWN ? null : teacher,
      questionId,
      insist,
    });
    setPrepared(ready);
    if (teacher === OWN && (ready.answer === null || insist)) {
      await answerHere(ready, text);
      return;
    }
    const would = ready.send;
    if (would && would.held === null && (would.trusted || would.known)) {
      await send(ready.askId, false);
    }
  };

  return {
    page,
    trouble,
    teachers,
    own,
    fetched,
    teacher,
    questions,
    about,
    prompt,
    questionId,
    prepared,
    sent,
    soFar,
    asked,
    askedOf,
    stopped,
    look: async () => void (await look()),
    choose,
    setAbout: (wanted) => {
      isSetOn.current = true;
      setAbout(wanted);
    },
    setPrompt,
    setQuestion,
    ask,
    send: async (remember) => {
      if (prepared) await send(prepared.askId, remember);
    },
    drop: () => {
      current.current = '';
      ownAnswer.current?.abort();
      if (prepared) {
        void host.request<'dropAsk'>({ type: 'dropAsk', askId: prepared.askId });
      }
      if (sent !== null && soFar !== '') {
        setStopped(true);
        setAsked({ ...NOTHING, answer: soFar, seconds: (Date.now() - sent) / 1000 });
      } else {
        setPrepared(null);
      }
      setSent(null);
    },
    fetchOwn: async () => {
      setFetched(0);
      try {
        await fetchOwn(setFetched);
      } finally {
        setFetched(null);
        setOwn(await ownState());
      }
    },
  };
}
