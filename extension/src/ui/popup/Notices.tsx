/** The notices; of those that only say "done again", the newest few. */
import { plural, t } from '../../i18n';
import type { Notice } from '../../protocol';
import { Button } from '../shared/act';
import { host } from '../shared/client';
import { NoticeCard } from './NoticeCard';

/** More of one kind would push all else out of sight; Activity lists them all. */
const MOST_APPLIED = 3;

export function Notices({ notices }: { notices: Notice[] }) {
  const hidden = notices.filter(({ kind }) => kind === 'APPLIED').slice(MOST_APPLIED);
  const dismissAll = () =>
    Promise.all(
      hidden.map(({ id }) =>
        host.request<'dismissNotice'>({ type: 'dismissNotice', noticeId: id }),
      ),
    );
  return (
    <>
      {notices
        .filter((notice) => !hidden.includes(notice))
        .map((notice) => (
          <NoticeCard key={notice.id} notice={notice} />
        ))}
      {hidden.length > 0 && (
        <p class="more">
          <a href="options.html#activity" target="_blank">
            {plural('notices_more_one', 'notices_more_other', hidden.length)}
          </a>
          <Button kind="quiet" work={dismissAll}>
            {t('notices_all_ok')}
          </Button>
        </p>
      )}
    </>
  );
}
