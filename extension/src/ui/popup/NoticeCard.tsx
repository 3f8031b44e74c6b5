/** Something that happened, with Undo where it can be undone. */
import { t } from '../../i18n';
import type { Notice } from '../../protocol';
import { noticeText, noticeTitle } from '../../words/notices';
import { Button } from '../shared/act';
import { host } from '../shared/client';
import { Words } from '../shared/Words';

export function NoticeCard({ notice }: { notice: Notice }) {
  const { act } = notice;
  const dismiss = () =>
    host.request<'dismissNotice'>({ type: 'dismissNotice', noticeId: notice.id });
  const undo = async (actId: string) => {
    await host.request<'undoAct'>({ type: 'undoAct', actId });
    await dismiss().catch(() => undefined);
  };
  return (
    <article
      class="card notice"
      data-kind="notice"
      data-notice={notice.kind}
      data-act={act?.id}
      data-task={notice.task?.id ?? act?.taskId}
      aria-label={noticeTitle(notice)}
    >
      <h3>{noticeTitle(notice)}</h3>
      {noticeText(notice)
        .split('\n')
        .filter((line) => line)
        .map((line) => (
          <p key={line}>
            <Words>{line}</Words>
          </p>
        ))}
      <div class="buttons">
        {act?.mayUndo && (
          <Button work={() => undo(act.id)} done={t('download_undone')}>
            {t('undo')}
          </Button>
        )}
        <Button kind="quiet" work={dismiss}>
          {t('ok')}
        </Button>
      </div>
    </article>
  );
}
