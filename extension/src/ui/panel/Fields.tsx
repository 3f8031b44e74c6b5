/** The fields: what each is called, how many values it has, and picking more. */
import { number, plural, t } from '../../i18n';
import { MAX_NODES } from '../../page/snapshot';
import type { Take, View } from '../../pick/messages';
import { Button } from '../shared/act';
import type { Picks } from './picks';
import type { Source } from './source';

interface Props {
  source: Source;
  view: View;
  picks: Picks;
}

export function Fields({ source, view, picks }: Props) {
  const { fields, picking } = view;
  const others = picks.all.filter(
    (pick) => !pick.paused && !(pick.fits && pick.taskId === picks.current?.taskId),
  );
  return (
    <section class="card" aria-labelledby="fields" data-kind="fields">
      <h2 id="fields">{t('fields_heading')}</h2>
      {fields.length === 0 && <p class="faint">{hint(source, view)}</p>}
      {picks.filled && fields.length > 0 && view.total === 0 && (
        <p class="amber" data-kind="abstained">
          {t('filled_abstained')}
        </p>
      )}
      <ul class="fields">
        {fields.map((field, i) => (
          <li key={i} data-kind="field" data-name={field.name} class={`field-${i % 6}`}>
            <span class="swatch" aria-hidden="true" />
            <input
              aria-label={t('field_name')}
              value={field.name}
              onChange={(event) =>
                source.send({ do: 'rename', field: i, name: event.currentTarget.value })
              }
            />
            <span class="count faint">{plural('values_one', 'values_other', field.count)}</span>
            {picking !== i && (
              <Button
                kind="quiet"
                label={t('field_pick_named', field.name)}
                work={() => source.send({ do: 'pick', field: i })}
              >
                {t('field_pick')}
              </Button>
            )}
            <Button
              kind="quiet"
              label={t('field_remove_named', field.name)}
              work={() => source.send({ do: 'remove', field: i })}
            >
              ×
            </Button>
            {field.takes.length > 1 && (
              <select
                class="take"
                data-kind="take"
                aria-label={t('field_take', field.name)}
                value={field.take}
                onChange={(event) =>
                  source.send({ do: 'take', field: i, take: event.currentTarget.value as Take })
                }
              >
                {field.takes.map((take) => (
                  <option key={take} value={take}>
                    {t(`take_${take}`)}
                  </option>
                ))}
              </select>
            )}
            {field.beyond > 0 && (
              <p class="amber" data-kind="beyond">
                {t('field_beyond', number(field.count), number(field.beyond))}{' '}
                <Button work={() => source.send({ do: 'all', field: i })}>
                  {t('field_all', number(field.count + field.beyond))}
                </Button>
              </p>
            )}
            {field.more > 0 && (
              <Button kind="primary" work={() => source.send({ do: 'all', field: i })}>
                {t('field_all', field.more)}
              </Button>
            )}
            {field.way !== '' && <p class="way">{field.way}</p>}
          </li>
        ))}
      </ul>
      {view.notice && (
        <p class="bad" data-kind="notice">
          {t(`pick_${view.notice}`, number(view.total), number(MAX_NODES))}
        </p>
      )}
      {picking !== null && view.correcting === null && <p class="picking">{pickingText(view)}</p>}
      {view.correcting !== null && <p class="picking">{t('pick_correcting')}</p>}
      <div class="buttons">
        {picking === null ? (
          <Button
            kind={fields.length === 0 ? 'primary' : 'plain'}
            work={() => source.send({ do: 'pick', field: fields.length })}
          >
            {fields.length === 0 ? t('pick_first') : t('pick_more')}
          </Button>
        ) : (
          <>
            {fields.length > 0 && picking < fields.length && view.correcting === null && (
              <Button work={() => source.send({ do: 'pick', field: fields.length })}>
                {t('pick_more')}
              </Button>
            )}
            <Button kind="primary" work={() => source.send({ do: 'stop' })}>
              {t('pick_done')}
            </Button>
          </>
        )}
        {view.mayUndo && (
          <Button kind="quiet" work={() => source.send({ do: 'undo' })}>
            {t('undo')}
          </Button>
        )}
      </div>
      {fields.length === 0 && others.length > 0 && (
        <div class="known">
          <h3>{t('known_heading')}</h3>
          {others.map((pick) => (
            <Button key={pick.taskId} work={() => picks.fill(pick)}>
              {t('known_fill', pick.title, pick.fields.map(({ name }) => name).join(', '))}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}

function hint(source: Source, view: View): string {
  if (view.picking !== null) return t('pick_hint_now');
  return source.document ? t('pick_hint_document') : t('pick_hint');
}

function pickingText({ fields, picking }: View): string {
  const field = fields[picking ?? -1];
  if (!field) return t('pick_hint_now');
  return field.count === 1 ? t('pick_second', field.name) : t('pick_further', field.name);
}
