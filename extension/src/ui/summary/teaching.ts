/** What the person makes of a page's passages: kept, removed, copied, and written down. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Passage, Summarized } from '../../protocol';
import type { PageRead } from '../../summary/messages';
import { host } from '../shared/client';
import { browserSummary } from './browser-summary';

export type Choice = 'keep' | 'remove';

export interface Field {
  name: string;
  value: string;
  /** Whether a student filled it in and is not sure. */
  unsure: boolean;
}

export interface Teaching {
  choices: ReadonlyMap<number, Choice>;
  /** The passages kept because the person copied them in the page. */
  copied: ReadonlySet<number>;
  /** How many pages of the kind were taught, and how many it takes; null before the first. */
  taught: { pages: number; enough: number } | null;
  /** How often the host noted what the person made of them. */
  lessons: number;
  fields: Field[];
  text: string;
  choose(passage: Passage, choice: Choice): Promise<void>;
  keepCopied(passages: Passage[]): Promise<void>;
  /** Changes the notes without keeping them. */
  write(fields: Field[], text: string): void;
  keepNotes(): Promise<void>;
}

/** A page that was taught: what is taught of it next takes its place. */
interface Standing {
  pageId: number | null;
}

export function useTeaching(
  page: PageRead | null,
  said: Summarized | null,
  ofSelection: boolean,
): Teaching {
  const [choices, setChoices] = useState<ReadonlyMap<number, Choice>>(new Map());
  const [copied, setCopied] = useState<ReadonlySet<number>>(new Set());
  const [taught, setTaught] = useState<Teaching['taught']>(null);
  const [lessons, setLessons] = useState(0);
  const [fields, setFields] = useState<Field[]>([]);
  const [text, setText] = useState('');
  /** What stands of this page at the host; what is under way of another has its own. */
  const standing = useMemo<Standing>(() => ({ pageId: null }), [page, said?.passages]);
  const shown = useRef(standing);
  shown.current = standing;
  const noted = useRef(false);
  /** One after the other: each takes the place of the one before. */
  const last = useRef<Promise<unknown>>(Promise.resolve());

  useEffect(() => {
    setChoices(new Map());
    setCopied(new Set());
    setTaught(null);
    setText('');
    setFields(
      (said?.card ?? []).map(({ name, values, state }) => ({
        name,
        value: values.join(', '),
        unsure: state === 'UNSURE' && values.length > 0,
      })),
    );
    noted.current = false;
  }, [page, said?.passages]);

  const teach = useCallback(
    (next: ReadonlyMap<number, Choice>, notes: { fields: Field[]; text: string } | null) => {
      if (!page || !said || ofSelection) return Promise.resolve();
      const of = (wanted: Choice) =>
        said.passages.filter(({ index }) => next.get(index) === wanted).map((one) => one.text);
      const own = said.passages.slice(0, said.chosen).map((one) => one.text);
      const work = last.current.then(async () => {
        if (next.size === 0 && !notes && standing.pageId === null) return;
        const input = { page: page.page };
        const browser = await browserSummary(said);
        const learned = await host.request<'learnSummary'>({
          type: 'learnSummary',
          title: page.title,
          url: page.url,
          input: page.layer === '' ? input : { text: page.layer },
          keep: of('keep'),
          remove: of('remove'),
          notes: notes && {
            fields: Object.fromEntries(
              notes.fields
                .filter(({ name }) => name.trim() !== '')
                .map(({ name, value }) => [name.trim(), value.trim() === '' ? [] : [value.trim()]]),
            ),
            text: notes.text,
          },
          contest: browser === '' ? null : { own: own.join(' '), browser },
          replaces: standing.pageId,
        });
        const nothing = next.size === 0 && !notes;
        standing.pageId = nothing ? null : learned.pageId;
        if (shown.current === standing) setTaught(nothing ? null : learned);
        setLessons((before) => before + 1);
      });
      last.current = work.catch(() => undefined);
      return work;
    },
    [page, said, ofSelection, standing],
  );

  const notes = () => (noted.current ? { fields, text } : null);

  return {
    choices,
    copied,
    taught,
    lessons,
    fields,
    text,
    choose(passage, choice) {
      const next = new Map(choices);
      if (next.get(passage.index) === choice) next.delete(passage.index);
      else next.set(passage.index, choice);
      setChoices(next);
      setCopied(new Set([...copied].filter((index) => index !== passage.index)));
      return teach(next, notes());
    },
    keepCopied(passages) {
      const fresh = passages.filter(({ index }) => !choices.has(index));
      if (fresh.length === 0) return Promise.resolve();
      const next = new Map(choices);
      for (const { index } of fresh) next.set(index, 'keep');
      setChoices(next);
      setCopied(new Set([...copied, ...fresh.map(({ index }) => index)]));
      return teach(next, notes());
    },
    write(nextFields, nextText) {
      setFields(nextFields);
      setText(nextText);
    },
    keepNotes() {
      noted.current = true;
      return teach(choices, { fields, text });
    },
  };
}
