/** A summary in the words of the person's own language model, each sentence with its sources. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n';
import type { Passage, WrittenSentence } from '../../protocol';
import { Button } from '../shared/act';
import { hear, host } from '../shared/client';
import type { Input } from './summarizing';
import { Writing } from './writing';

const SENTENCES = 4;

interface Written {
  of: Input;
  sentences: WrittenSentence[];
  fraction: number;
  done: boolean;
  failure: string | null;
}

const DESK = {
  write: async (input: Input) =>
    (
      await host.request<'writeSummary'>({
        type: 'writeSummary',
        input,
        sentences: SENTENCES,
      })
    ).writingId,
  stop: (writingId: string) => host.request<'stopWriting'>({ type: 'stopWriting', writingId }),
};

interface Props {
  /** The model's file. */
  by: string;
  input: Input;
  go(passage: Passage): void;
}

export function Writer({ by, input, go }: Props) {
  const [written, setWritten] = useState<Written | null>(null);
  const { current: writing } = useRef(new Writing(DESK));
  useEffect(
    () =>
      hear((told) => {
        if (!('push' in told) || told.push.type !== 'written') return;
        const { writingId, sentences, fraction, done, failure } = told.push;
        if (!writing.isOf(writingId)) return;
        setWritten(
          (before) =>
            before && {
              of: before.of,
              sentences: failure === null ? sentences : before.sentences,
              fraction,
              done,
              failure,
            },
        );
      }),
    [],
  );
  useEffect(() => {
    setWritten(null);
    return () => void writing.end().catch(() => undefined);
  }, [input]);
  const write = async () => {
    setWritten({ of: input, sentences: [], fraction: 0, done: false, failure: null });
    await writing.begin(input).catch((failure: unknown) => {
      setWritten(null);
      throw failure;
    });
  };
  const cancel = async () => {
    setWritten(null);
    await writing.end();
  };
  // Between another page and the effect above there is a moment.
  if (written?.of !== input) {
    return (
      <section class="card" data-kind="writer">
        <Button kind="quiet" work={write}>
          {t('sum_write', by)}
        </Button>
      </section>
    );
  }
  return (
    <section class="card" data-kind="writer" data-done={written.done} aria-busy={!written.done}>
      <ol class="written">
        {written.sentences.map((sentence, i) => (
          <Sentence key={i} sentence={sentence} go={go} />
        ))}
      </ol>
      {written.failure !== null && <p class="failure">{written.failure}</p>}
      {written.done ? (
        <p class="faint">{t('sum_written', by)}</p>
      ) : (
        <div class="buttons">
          <progress value={written.fraction} max={1} aria-label={t('sum_writing', by)} />
          <Button kind="quiet" work={cancel}>
            {t('cancel')}
          </Button>
        </div>
      )}
    </section>
  );
}

interface SentenceProps {
  sentence: WrittenSentence;
  go(passage: Passage): void;
}

function Sentence({ sentence, go }: SentenceProps) {
  const { text, sources, missing, supported } = sentence;
  return (
    <li data-supported={supported}>
      <span dir="auto">{text}</span>{' '}
      {sources.map((source, i) => (
        <button
          type="button"
          class="source"
          key={source.index}
          title={source.text}
          aria-label={`${i + 1}: ${t('sum_source')}: ${source.text.slice(0, 80)}`}
          onClick={() => go(source)}
        >
          {i + 1}
        </button>
      ))}
      {!supported && (
        <span class="unsupported">
          {missing.length > 0 ? t('sum_missing', missing.join(', ')) : t('sum_unsupported')}
        </span>
      )}
    </li>
  );
}
