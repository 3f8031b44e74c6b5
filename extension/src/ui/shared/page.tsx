/** The frame of every page: its live region, its place for failures, and the doing of buttons. */
import { render, type ComponentChildren } from 'preact';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { language, t } from '../../i18n';
import { AFTER_RENDER, DoingContext, FailureText, failed, keepPlace } from './act';
import type { Doing, Failed } from './act';

interface PageProps {
  refresh?: () => Promise<void>;
  /** What changed, for a screen reader. */
  news?: string;
  children: ComponentChildren;
}

export function Page({ refresh, news, children }: PageProps) {
  const [said, setSaid] = useState('');
  const [failure, setFailure] = useState<Failed | null>(null);
  // What came last is what is said.
  useEffect(() => void (news && setSaid(news)), [news]);
  const run = useCallback(
    async (work: () => Promise<unknown>, done?: string) => {
      const pressed = document.activeElement;
      try {
        await work();
        setFailure(null);
        if (done) setSaid(done);
      } catch (problem) {
        setFailure(failed(problem));
      }
      await refresh?.();
      setTimeout(() => keepPlace(pressed), AFTER_RENDER);
    },
    [refresh],
  );
  const doing: Doing = useMemo(() => ({ run }), [run]);
  return (
    <DoingContext.Provider value={doing}>
      {children}
      <div class="failure-place" role="alert">
        {failure !== null && (
          <p class="failure">
            <span>
              <FailureText of={failure} />
            </span>
            <button type="button" class="button quiet" onClick={() => setFailure(null)}>
              {t('ok')}
            </button>
          </p>
        )}
      </div>
      <p class="unseen" aria-live="polite" data-kind="news">
        {said}
      </p>
    </DoingContext.Provider>
  );
}

export function show(title: string, page: ComponentChildren): void {
  document.documentElement.lang = language();
  document.title = title;
  const root = document.getElementById('root');
  if (root) render(page, root);
}
