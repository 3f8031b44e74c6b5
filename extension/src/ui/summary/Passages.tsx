/** The passages themselves: how many, and for each a way to it, to keep it and to take it out. */
import { t } from '../../i18n';
import { markdown } from '../../words/passages';
import type { Passage } from '../../protocol';
import { Button } from '../shared/act';
import type { Summarizing } from './summarizing';
import type { Choice } from './teaching';

/** The slider goes no further: more than this is no summary. */
const MOST = 40;

export function Passages({ summarizing }: { summarizing: Summarizing }) {
  const { said, page, shown, count, teaching, marked, ofSelection } = summarizing;
  if (!said) return null;
  if (said.passages.length === 0) {
    return (
      <section class="card empty" data-kind="nothing">
        <h2>{t('sum_nothing')}</h2>
        <p>{t('sum_nothing_text')}</p>
      </section>
    );
  }
  const most = Math.min(MOST, said.passages.length);
  const kept = shown.filter(({ index }) => teaching.choices.get(index) !== 'remove');
  const copy = () =>
    navigator.clipboard.writeText(
      markdown({
        title: said.title || page?.title || '',
        url: page?.url ?? '',
        fields: teaching.fields,
        passages: kept,
      }),
    );
  return (
    <section class="card" data-kind="passages" aria-label={t('sum_title')}>
      <label class="length">
        <span>{t('sum_length', count, said.total)}</span>
        <input
          type="range"
          min={1}
          max={most}
          value={count}
          disabled={most < 2}
          onInput={(event) => summarizing.length(Number(event.currentTarget.value))}
        />
      </label>
      {marked.map((passage) => (
        <p class="marked" key={passage.index} data-kind="marked">
          <span>{t('sum_marked', passage.text.slice(0, 60))}</span>
          <Button kind="quiet" work={() => teaching.choose(passage, 'keep')}>
            {t('sum_keep')}
          </Button>
        </p>
      ))}
      <ul class="passages" dir="auto">
        {shown.map((passage) => (
          <Line
            key={passage.index}
            passage={passage}
            summarizing={summarizing}
            teaches={!ofSelection}
          />
        ))}
      </ul>
      <div class="buttons">
        <Button work={copy} done={t('copied')}>
          {t('sum_copy')}
        </Button>
      </div>
    </section>
  );
}

interface LineProps {
  passage: Passage;
  summarizing: Summarizing;
  teaches: boolean;
}

function Line({ passage, summarizing, teaches }: LineProps) {
  const { teaching } = summarizing;
  const choice = teaching.choices.get(passage.index);
  const button = (which: Choice, mark: string) => (
    <button
      type="button"
      class="button quiet"
      aria-pressed={choice === which}
      aria-label={`${t(`sum_${which}`)}: ${passage.text.slice(0, 80)}`}
      title={t(`sum_${which}`)}
      onClick={() => void teaching.choose(passage, which).catch(() => undefined)}
    >
      <span aria-hidden="true">{mark}</span>
    </button>
  );
  return (
    <li data-choice={choice ?? 'none'}>
      {passage.heading !== '' && <span class="faint">{passage.heading}</span>}
      <button
        type="button"
        class="passage"
        dir="auto"
        title={t('sum_go')}
        onClick={() => summarizing.go(passage)}
      >
        {passage.text}
      </button>
      {choice === 'keep' && teaching.copied.has(passage.index) && (
        <span class="faint copied">{t('sum_copied')}</span>
      )}
      {teaches && (
        <span class="choose">
          {button('keep', '✓')}
          {button('remove', '✕')}
        </span>
      )}
    </li>
  );
}
