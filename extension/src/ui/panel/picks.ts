/** What the host knows of a page's picks: the student that fills them in, and the growing table. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { withoutSecrets } from '../../page/told-secrets';
import type { Shape } from '../../page/rows';
import type { Filled as PickFilled, View } from '../../pick/messages';
import type { FilledField, Pick, PickShape, Table } from '../../protocol';
import { t } from '../../i18n';
import { Refusal, host } from '../shared/client';
import { Latest } from '../shared/latest';
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
  /** Fills the page in, as the person asked. */
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
  const looks = useRef(new Latest());
  const fills = useRef(new Latest());
  const { view, epoch } = source;
  const now = useRef(view);
  now.current = view;
  const url = view?.url ?? null;
  const front = useRef(url);
  front.current = url;
  // What is known of a site stays in sight while its next page is asked about, and where the tab
  // shows nothing to pick from.
  const all = url === null || siteOf(listed.url) === siteOf(url) ? listed.picks : NONE;
  const current = all.find((pick) => pick.taskId === taskId) ?? null;

  const refresh = useCallback(async () => {
    if (url === null) return;
    const latest = looks.current.begin();
    const counts = () => latest() && front.current === url;
    try {
      const { picks } = await host.request<'listPicks'>({ type: 'listPicks', url });
      if (!counts()) return;
      setListed({ url, picks });
      const known = picks.find((pick) => pick.taskId === taskId);
      const whole = known ? await wholeTable(known.taskId) : null;
      if (!counts()) return;
      setTable(whole);
      if (!known) setTaskId((now) => (now === taskId ? null : now));
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
    }
  }, [url, taskId]);

  useEffect(() => void (connected && refresh()), [connected, refresh]);

  const fill = useCallback(
    async (pick: Pick, asked = false) => {
      // The student may still be made: the person goes on to the next page meanwhile, has another
      // one fill in this page, or picks by hand. Only what is empty still is filled in.
      const isHere = source.here();
      const counts = fills.current.begin();
      const isWanted = () => isHere() && counts() && isEmpty(now.current, asked);
      setFilling(true);
      try {
        const { input } = await source.sample('ask');
        if (!isWanted()) return;
        const reply = await host.request<'fillPick'>({
          type: 'fillPick',
          taskId: pick.taskId,
          input,
        });
        if (!isWanted()) return;
        setTaskId(pick.taskId);
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
        if (counts()) setFilling(false);
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
    const sample = await source.sample('keep');
    if (!isHere()) throw new Error(t('page_gone'));
    const { input, output, rows } = sample;
    const known = current?.taskId ?? null;
    const { pick, pageId } = await host.request<'learnPick'>({
      type: 'learnPick',
      taskId: known,
      title: withoutSecrets(view.title),
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
      fills.current.drop();
      setFilling(false);
      setTaskId(null);
      setTable(null);
      setFilled(null);
      setAddedAs(null);
      source.send({ do: 'clear' });
    },
    fill: (pick) => fill(pick, true),
    add,
    unlearn,
    refresh,
  };
}

/** The host's part of an address; what was pasted or opened has none. */
function siteOf(url: string | null): string {
  return url !== null && URL.canParse(url) ? new URL(url).hostname : '';
}

/** Whether nothing was picked by hand; who asked may have begun to, and takes it back so. */
function isEmpty(view: View | null, asked: boolean): boolean {
  return view !== null && view.fields.length === 0 && (asked || view.picking === null);
}

function shapeOf(shape: PickShape): Shape {
  return shape === 'ITEMS' ? 'items' : 'page';
}
