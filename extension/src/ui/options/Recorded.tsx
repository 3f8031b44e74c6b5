/** What was recorded, line by line, each deletable. */
import { useState } from 'preact/hooks';
import { number, t } from '../../i18n';
import type { RecordedEvent } from '../../protocol';
import { dateAndTime } from '../../words/measures';
import { Button, FailureText } from '../shared/act';
import { host } from '../shared/client';
import { useAsked, useSettled } from './asked';

const MOST = 100;

/** Milliseconds. */
const HOUR = 3_600_000;

export function Recorded({ version }: { version: number }) {
  const [query, setQuery] = useState('');
  const [deleted, setDeleted] = useState(0);
  const [recent, setRecent] = useState(false);
  const settled = useSettled(query.trim());
  const since = recent ? new Date(Date.now() - HOUR).toISOString() : null;
  const { reply, failure } = useAsked<'listEvents'>(
    { type: 'listEvents', since, query: settled || null, limit: MOST },
    [settled, recent, version, deleted],
  );
  return (
    <section aria-labelledby="recorded">
      <h2 id="recorded">{t('recorded_heading')}</h2>
      <p class="faint">{t('recorded_text')}</p>
      <label class="field">
        <span>{t('recorded_search')}</span>
        <input
          type="search"
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </label>
      <label class="tick">
        <input
          type="checkbox"
          checked={recent}
          onInput={(event) => setRecent(event.currentTarget.checked)}
        />
        <span>{t('recorded_hour')}</span>
      </label>
      {failure !== null && (
        <p class="bad">
          <FailureText of={failure} />
        </p>
      )}
      {reply?.events.length === 0 && <p class="nothing">{t('recorded_none')}</p>}
      {reply && reply.events.length > 0 && (
        <>
          <ul class="card lines" data-kind="events">
            {reply.events.map((event) => (
              <Line key={event.id} event={event} deleted={() => setDeleted((n) => n + 1)} />
            ))}
          </ul>
          <p class="faint">
            {t('recorded_total', number(reply.events.length), number(reply.total))}
          </p>
        </>
      )}
    </section>
  );
}

function Line({ event, deleted }: { event: RecordedEvent; deleted: () => void }) {
  return (
    <li data-kind="event" data-event={event.id}>
      <div>
        <strong class="path">{event.summary}</strong>
        <p class="faint">
          {[event.site, dateAndTime(event.time)].filter((fact) => fact).join(' · ')}{' '}
          {event.learnedFrom && <span class="chip">{t('recorded_learned')}</span>}
        </p>
      </div>
      <Button
        kind="danger"
        label={t('delete_event', event.summary)}
        work={async () => {
          await host.request<'deleteEvent'>({ type: 'deleteEvent', eventId: event.id });
          deleted();
        }}
      >
        {t('delete')}
      </Button>
    </li>
  );
}
