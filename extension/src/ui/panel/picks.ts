/** What the host knows of a page's picks: the student that fills them in, and the growing table. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Shape } from '../../page/rows';
import type { Filled as PickFilled } from '../../pick/messages';
import type { FilledField, Pick, PickShape, Table } from '../../protocol';
import { Refusal, host } from '../shared/client';
import { type Added, isStill, replaced, taken } from './added';
import type { Source } from './source';
import { wholeTable } from './whole-table';

export interface Picks {
  all: Pick[];
  current: Pick | null;
  table: Table | null;
  /** What the student said of this page, until the person leaves it. */
  filled: FilledField[] | null;
  /** Whether what is shown is in the table already. */
  added: boolean;
  filling: boolean;
  /** The next page that is added begins a table of its own. */
  leave(): void;
  fill(pick: Pick): Promise<void>;
  add(): Promise<void>;
  unlearn(): Promise<void>;
  refresh(): Promise<void>;
}

/** What the host said of a page. */
interface Listed {
  url: string | null;
  picks: Pick[];
}

const NONE: Pick[] = [];

export function usePicks(source: Source, connected: boolean): Picks {
  const [listed, setListed] = useState<Listed>({ url: null, picks: [] });
  const [taskId, setTaskId] = useState<string | null>(null);
  const [table, setTable] = useState<Table | null>(null);
  const [filled, setFilled] = useState<FilledField[] | null>(null);
  const [addedAs, setAddedAs] = useState<Added | null>(null);
  const [filling, setFilling] = useState(false);
  /** The page that was filled in without being asked: once for each. */
  const tried = useRef(-1);
  const { view, epoch } = source;
  const url = view?.url ?? null;
  const front = useRef(url);
  front.current = url;
  // While the next page of a site is asked about, what is known of the site stays in sight.
  const all = siteOf(listed.url) === siteOf(url) ? listed.picks : NONE;
  const current = all.find((pick) => pick.taskId === taskId) ?? null;

  const refresh = useCallback(async () => {
    if (url === null) return;
    try {
      const { picks } = await host.request<'listPicks'>({ type: 'listPicks', url });
      if (front.current !== url) return;
      setListed({ url, picks });
      const known = picks.find((pick) => pick.taskId === taskId);
      const whole = known ? await wholeTable(known.taskId) : null;
      if (front.current !== url) return;
      setTable(whole);
      if (!known && taskId !== null) setTaskId(null);
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
    }
  }, [url, taskId]);

  useEffect(() => void (connected && refresh()), [connected, refresh]);

  const fill = useCallback(
    async (pick: Pick) => {
      // The student may still be made: the person goes on to the next page meanwhile.
      const isHere = source.here();
      setTaskId(pick.taskId);
      setFilling(true);
      try {
        const { input } = await source.sample();
        if (!isHere()) return;
        const reply = await host.request<'fillPick'>({
          type: 'fillPick',
          taskId: pick.taskId,
          input,
        });
        if (!isHere()) return;
        source.send({
          do: 'fill',
          shape: shapeOf(reply.shape),
          filled: reply.fields.map(({ name, state, values, at }): PickFilled => ({
            name,
            state: state.toLowerCase() as PickFilled['state'],
            values,
            places: at,
          })),
        });
        setFilled(reply.fields);
      } finally {
        setFilling(false);
      }
    },
    [source],
  );

  // A page of a kind that is known is filled in as soon as it is there.
  useEffect(() => {
    if (!view || view.fields.length > 0 || filling || tried.current === epoch) return;
    setFilled(null);
    // Which of them fits was said of one page only.
    if (listed.url !== url) return;
    const known = all.find((pick) => pick.fits && !pick.paused && !pick.failure);
    if (!known) return;
    tried.current = epoch;
    void fill(known).catch(() => undefined);
  }, [view, url, listed, epoch, filling, fill]);

  const add = useCallback(async () => {
    if (!view) return;
    const isHere = source.here();
    const sample = await source.sample();
    const { input, output, rows } = sample;
    const known = current?.taskId ?? null;
    const { pick, pageId } = await host.request<'learnPick'>({
      type: 'learnPick',
      taskId: known,
      title: view.title,
      url: view.url,
      shape: view.shape === 'items' ? 'ITEMS' : 'PAGE',
      fields: Object.entries(output).map(([name, value]) => ({ name, many: Array.isArray(value) })),
      input,
      output,
      rows,
      filled: !filled ? 'NO' : view.touched ? 'CORRECTED' : 'RIGHT',
      replaces: replaced(addedAs, { taskId: known, epoch, url: view.url }, sample),
    });
    setTaskId(pick.taskId);
    tried.current = epoch;
    setListed(({ url: of, picks }) => ({
      url: of,
      picks: [pick, ...picks.filter((one) => one.taskId !== pick.taskId)],
    }));
    setAddedAs({
      taskId: pick.taskId,
      epoch,
      url: view.url,
      pageId,
      shown: JSON.stringify(view.rows),
      ...taken(sample),
    });
    setTable(await wholeTable(pick.taskId));
    if (isHere()) source.send({ do: 'stop' });
  }, [source, view, current, filled, addedAs, epoch]);

  const unlearn = useCallback(async () => {
    if (taskId === null) return;
    await host.request<'unlearnPick'>({ type: 'unlearnPick', taskId });
    setAddedAs(null);
    await refresh();
  }, [taskId, refresh]);

  return {
    all,
    current,
    table,
    filled,
    added:
      view !== null &&
      isStill(addedAs, { taskId, epoch, url }) &&
      addedAs.shown === JSON.stringify(view.rows),
    filling,
    leave: () => {
      setTaskId(null);
      setTable(null);
      setFilled(null);
      setAddedAs(null);
      source.send({ do: 'clear' });
    },
    fill,
    add,
    unlearn,
    refresh,
  };
}

/** The host's part of an address; what was pasted or opened has none. */
function siteOf(url: string | null): string {
  return url !== null && URL.canParse(url) ? new URL(url).hostname : '';
}

function shapeOf(shape: PickShape): Shape {
  return shape === 'ITEMS' ? 'items' : 'page';
}
