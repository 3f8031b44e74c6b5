/** Everything that was done to a file, newest first, with search and undo. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import type { DoneAct } from '../../protocol';
import { dateAndTime } from '../../words/measures';
import { actBy, actText } from '../../words/notices';
import { Button } from '../shared/act';
import { host } from '../shared/client';
import { useAsked, useSettled } from './asked';

const MOST = 200;

export function Activity({ version }: { version: number }) {
  const [query, setQuery] = useState('');
  const settled = useSettled(query.trim());
  const { reply, failure } = useAsked<'listActs'>(
    { type: 'listActs', query: settled || null, limit: MOST },
    [settled, version],
  );
  return (
    <>
      <label class="field">
        <span>{t('activity_search')}</span>
        <input
          type="search"
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </label>
      {failure !== null && <p class="bad">{failure}</p>}
      {reply?.acts.length === 0 && (
        <p class="nothing">{settled ? t('activity_none_found', settled) : t('activity_none')}</p>
      )}
      {reply && reply.acts.length > 0 && (
        <ul class="card lines" data-kind="acts">
          {reply.acts.map((act) => (
            <Act key={act.id} act={act} />
          ))}
        </ul>
      )}
    </>
  );
}

function Act({ act }: { act: DoneAct }) {
  const original =
    act.act.kind === 'FILE'
      ? []
      : [act.act.removeOriginal ? t('original_removed') : t('original_stays')];
  const facts = [actBy(act), ...(act.state === 'DONE' ? original : []), dateAndTime(act.time)];
  return (
    <li data-kind="act" data-act={act.id} data-state={act.state}>
      <div>
        <strong>{actText(act)}</strong>
        {act.message !== null && <p class="bad">{act.message}</p>}
        <p class="faint">{facts.join(' · ')}</p>
        <p class="faint path">{act.state === 'DONE' ? (act.result ?? act.source) : act.source}</p>
      </div>
      {act.mayUndo && (
        <Button
          work={() => host.request<'undoAct'>({ type: 'undoAct', actId: act.id })}
          done={t('download_undone')}
        >
          {t('undo')}
        </Button>
      )}
    </li>
  );
}
