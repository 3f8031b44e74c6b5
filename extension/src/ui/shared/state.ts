/** What a page shows, kept fresh by what the worker tells. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { siteAround, siteOf } from '../../background/addresses';
import type { WorkerState } from '../../messages';
import type { Overview, Task } from '../../protocol';
import { Refusal, hear, host, worker } from './client';

export interface Progress {
  fraction: number;
  phase: string;
}

export interface Shown {
  state: WorkerState | null;
  overview: Overview | null;
  /** Of tasks that are being distilled, newer than the overview's. */
  progress: Map<string, Progress>;
  /** Grows with everything that changed, for parts that ask for more. */
  version: number;
  refresh(): Promise<void>;
}

/** Whether something of a page may be recorded that the person did not press a button for. */
export function records(state: WorkerState | null, url: string): boolean {
  if (!state?.started || state.recordingPaused) return false;
  return siteAround(siteOf(url) ?? '', state.pausedSites) === undefined;
}

/** The overview for a site, asked again at each change. */
export function useShown(site: string | null): Shown {
  const [state, setState] = useState<WorkerState | null>(null);
  const [overview, setOverview] = useState<Overview | null>(null);
  const [progress, setProgress] = useState<Map<string, Progress>>(new Map());
  const [version, setVersion] = useState(0);
  const asking = useRef<{ again: boolean } | null>(null);

  const refresh = useCallback(async () => {
    // Changes come in bursts: one question at a time, and one more if something came meanwhile.
    if (asking.current) {
      asking.current.again = true;
      return;
    }
    try {
      do {
        asking.current = { again: false };
        setOverview(await host.request<'getOverview'>({ type: 'getOverview', site }));
        setVersion((before) => before + 1);
      } while (asking.current.again);
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
    } finally {
      asking.current = null;
    }
  }, [site]);

  useEffect(
    () =>
      hear((told) => {
        if ('state' in told) {
          setState(told.state);
          if (told.state.connection.state === 'connected') void refresh();
        } else if (told.push.type === 'progress') {
          const { taskId, fraction, phase } = told.push;
          setProgress((before) => new Map(before).set(taskId, { fraction, phase }));
        } else if (told.push.type !== 'written' && told.push.type !== 'heard') {
          void refresh();
        }
      }),
    [refresh],
  );
  useEffect(() => {
    void worker.state().then(setState);
  }, []);
  return { state, overview, progress, version, refresh };
}

/** The task with the newest progress known. */
export function withProgress(task: Task, progress: Map<string, Progress>): Task {
  const newer = progress.get(task.id);
  if (!newer || task.phase !== 'DISTILLING') return task;
  return { ...task, progress: newer.fraction, progressPhase: newer.phase };
}
