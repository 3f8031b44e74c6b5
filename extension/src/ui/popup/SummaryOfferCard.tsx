/** What is suggested about summaries of one kind of pages. */
import { plural, t } from '../../i18n';
import type { SummaryOffer } from '../../protocol';
import { Button } from '../shared/act';
import { host } from '../shared/client';

/** Characters of the notes' text that are shown. */
const LONGEST = 160;

export function SummaryOfferCard({ offer }: { offer: SummaryOffer }) {
  const { id, kind, site, notes, noted, pages, title } = offer;
  const answer = (yes: boolean) =>
    host.request<'answerSummaryOffer'>({ type: 'answerSummaryOffer', id, yes });
  const isNote = kind === 'NOTE' && notes !== null && noted !== null;
  const heading = t(isNote ? 'offer_note' : 'sum_offer');
  return (
    <article
      class="card waiting"
      data-kind="summary-offer"
      data-offer={id}
      data-about={kind}
      aria-label={`${heading} ${site}`}
    >
      <h3>{heading}</h3>
      {isNote ? (
        <>
          <p>{t('offer_note_text', noted, title || site)}</p>
          <dl class="noted">
            {Object.entries(notes.fields).map(([name, values]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd dir="auto">{values.join(', ')}</dd>
              </div>
            ))}
          </dl>
          {notes.text !== '' && (
            <p class="faint" dir="auto">
              {notes.text.length > LONGEST ? `${notes.text.slice(0, LONGEST)}…` : notes.text}
            </p>
          )}
        </>
      ) : (
        <>
          <p class="faint path">{title}</p>
          <p>{plural('offer_show_one', 'offer_show_other', pages)}</p>
        </>
      )}
      <div class="buttons">
        <Button kind="primary" work={() => answer(true)}>
          {t(isNote ? 'offer_note_yes' : 'sum_offer_yes')}
        </Button>
        <Button work={() => answer(false)}>{t(isNote ? 'offer_note_no' : 'sum_offer_no')}</Button>
      </div>
    </article>
  );
}
