/** The table that grows from page to page. It lives in the host, so it outlives the browser. */
import { number, plural, t } from '../../i18n';
import { plainLine } from '../../page/field-names';
import type { Pick } from '../../protocol';
import type { Sheet } from '../../words/table';
import { Button } from '../shared/act';
import { Confirm } from '../options/Confirm';
import { host } from '../shared/client';
import { Export } from './Export';
import type { Picks } from './picks';

/** Rows drawn: the newest. */
const MOST = 100;

export function Collected({ picks, pick }: { picks: Picks; pick: Pick }) {
  const { table } = picks;
  if (!table || table.total === 0) return null;
  const sheet: Sheet = { heads: table.heads, rows: table.rows.map(({ cells }) => cells) };
  const last = table.rows.slice(-MOST);
  return (
    <section class="card" aria-labelledby="collected" data-kind="collected">
      <h2 id="collected">
        {t('table_heading')}{' '}
        <span class="faint">
          {plural('result_rows_one', 'result_rows', table.total)} ·{' '}
          {plural('table_pages_one', 'table_pages_other', pick.pages)}
        </span>
      </h2>
      <p class="faint one-line">{pick.where}</p>
      <Standing pick={pick} />
      <div class="scroll" tabIndex={0} role="group" aria-labelledby="collected">
        <table class="cells">
          <thead>
            <tr>
              {table.heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {last.map(({ cells }, i) => (
              <tr key={i}>
                {cells.map((values, n) => (
                  <td key={n} data-state={values.length > 0 ? 'found' : 'absent'}>
                    {values.length > 0 ? (
                      <bdi>{values.map(plainLine).join('; ')}</bdi>
                    ) : (
                      <span class="none">{t('state_absent')}</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="buttons">
        <Export sheet={() => sheet} title={pick.title} files />
      </div>
      <div class="buttons">
        <Button kind="quiet" work={picks.unlearn} done={t('unlearned_news')}>
          {t('unlearn')}
        </Button>
        <Button kind="quiet" work={picks.leave}>
          {t('new_table')}
        </Button>
        <Confirm
          key={pick.taskId}
          what={t('forget_table')}
          sure={t('forget_table_sure', pick.title)}
          yes={t('forget_yes')}
          work={async () => {
            await host.request<'forget'>({
              type: 'forget',
              taskId: pick.taskId,
              site: null,
              since: null,
              all: false,
            });
            await picks.refresh();
          }}
        />
      </div>
    </section>
  );
}

/** What is learned from these pages, honestly: how many, and how often it was right. */
function Standing({ pick }: { pick: Pick }) {
  if (pick.learning) return <p data-kind="learning">{t('pick_learning')}</p>;
  if (pick.failure !== null) return <p class="bad">{t('pick_not_learned', pick.failure)}</p>;
  return (
    <details data-kind="learnt">
      <summary>
        {plural('pick_learned_one', 'pick_learned_other', pick.pages)}
        {pick.tried > 0 && <> {t('pick_right', number(pick.right), number(pick.tried))}</>}
      </summary>
      <ul class="says">
        {pick.says.map((line) => (
          <li key={line}>{plainLine(line)}</li>
        ))}
      </ul>
    </details>
  );
}
