/** The week in one line; each figure leads to what it rests on. */
import { number, plural, t } from '../../i18n';
import type { Overview } from '../../protocol';
import { minutes } from '../../words/measures';

export function WeekLine({ overview: { week, sentBytes } }: { overview: Overview }) {
  const figures = [
    { to: 'activity?week', text: plural('week_files_one', 'week_files_other', week.files) },
    { to: 'activity?week', text: minutes(week.seconds) },
    { to: 'activity?undone', text: t('week_undone', number(week.undone)) },
    { to: 'privacy', text: plural('sent_one', 'sent_other', sentBytes) },
  ];
  return (
    <p class="week" data-kind="week" aria-label={t('week_label')}>
      {figures.map(({ to, text }, i) => (
        <span key={text}>
          {i > 0 && ', '}
          <a href={`options.html#${to}`} target="_blank">
            {text}
          </a>
        </span>
      ))}
    </p>
  );
}
