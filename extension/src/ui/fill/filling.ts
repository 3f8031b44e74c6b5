/** The state of filling one tab's form: read, previewed, filled, undone. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../i18n';
import type { ReadForm } from '../../fill/form';
import type { Outcome } from '../../fill/messages';
import { withoutSecrets } from '../../page/told-secrets';
import type { FillPreview, FillRun, FillSources, FilledOne, PreviewedField } from '../../protocol';
import { host } from '../shared/client';
import { usePage } from './page';
import { choose, type Choice, type Chosen } from './choice';

/** What the person changed in a row of the preview. */
export interface Edit {
  value: string;
  on: boolean;
}

export interface DoneFill {
  /** What it was filled from. */
  from: Chosen;
  fillId: string | null;
  outcomes: Outcome[];
  /** How many fields the person had wanted filled. */
  filled: number;
  /** What the page took. */
  millis: number;
}

/** Whether a field took what it was given. */
export function wasFilled({ outcome }: Pick<Outcome, 'outcome'>): boolean {
  return outcome === 'filled' || outcome === 'reformatted' || outcome === 'emptied';
}

/** Whether anything that was filled stands in the form still: only then it can be taken back. */
export function stands({ outcomes }: DoneFill, form: ReadForm | null): boolean {
  return outcomes.some(({ ref, outcome }) => {
    if (outcome !== 'filled' && outcome !== 'reformatted') return false;
    return form?.known.find((one) => one.ref === ref)?.state === 'taken';
  });
}

export interface Filling {
  url: string | null;
  title: string;
  form: ReadForm | null;
  secret: boolean;
  noAccess: boolean;
  sources: FillSources | null;
  chosen: Chosen | null;
  preview: FillPreview | null;
  edits: Map<number, Edit>;
  done: DoneFill | null;
  run: FillRun | null;
  /** Grows with each preview, so that rows begin anew. */
  version: number;
  /** What reading the form and asking took, from the source's being there. */
  millis: number;
  pick(choice: Choice): Promise<void>;
  leave(): void;
  /** Whether the person pressed something in the page since it was filled last. */
  acted: boolean;
  /** Keys of the fields that the person has filled from a table's rows, seeing what went there. */
  confirmed: ReadonlySet<string>;
  agree(allowed: boolean): Promise<void>;
  edit(field: number, edit: Edit): void;
  /** @param byItself whether nobody looked at it before */
  fill(byItself?: boolean): Promise<void>;
  undo(): Promise<void>;
  keep(): Promise<void>;
  show(field: PreviewedField | null): void;
  refresh(): Promise<void>;
  steer(run: FillRun | null): void;
}

/** What a row of the preview would put into its field now; null where nothing. */
export function wantedOf(field: PreviewedField, edit: Edit | undefined): string | null {
  if (!edit) return field.value;
  return edit.on && edit.value !== '' ? edit.value : null;
}

export function useFilling(tab: number | null, connected: boolean): Filling {
  const { link, page, noAccess, epoch, acted, settle } = usePage(tab);
  const [form, setForm] = useState<ReadForm | null>(null);
  const [secret, setSecret] = useState(false);
  const [sources, setSources] = useState<FillSources | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [preview, setPreview] = useState<FillPreview | null>(null);
  const [edits, setEdits] = useState<Map<number, Edit>>(new Map());
  const [done, setDone] = useState<DoneFill | null>(null);
  const [run, setRun] = useState<FillRun | null>(null);
  const [version, setVersion] = useState(0);
  const [millis, setMillis] = useState(0);
  const confirmed = useRef(new Set<string>());
  const chosenNow = useRef<Chosen | null>(null);
  const asked = useRef(0);
  /** Grows with each choice: what is said late of one before is not shown for this one. */
  const choices = useRef(0);
  chosenNow.current = chosen;

  useEffect(() => setDone(null), [link]);

  const ask = useCallback(
    async (from: Chosen | null) => {
      if (!link) return;
      // What is shown belongs together: a form, its source, what was said of the two. What was
      // previewed belongs to the form as it was: its places are others in this one.
      const mine = ++asked.current;
      const choice = choices.current;
      setPreview(null);
      const began = performance.now();
      const { read, secret: takesSecrets } = await link.read();
      if (mine !== asked.current) return;
      setForm(read);
      setSecret(takesSecrets);
      setEdits(new Map());
      if (!from || choice !== choices.current) return;
      const own = page?.url ?? read.url;
      // On its way from one page to another: it is asked again when that is there.
      if (new URL(own).origin !== new URL(read.url).origin) return;
      const reply = await host.request<'previewFill'>({
        type: 'previewFill',
        url: own,
        form: read.form,
        source: from.source,
      });
      if (mine !== asked.current || choice !== choices.current) return;
      setPreview(reply);
      setMillis(performance.now() - began);
      setVersion((n) => n + 1);
    },
    [link, page],
  );

  // A form that has other fields than before is previewed again from the same source.
  useEffect(() => {
    if (link && connected) void ask(chosenNow.current).catch(() => setPreview(null));
  }, [epoch, link, connected, ask]);

  const refresh = useCallback(async () => {
    if (!page || !connected) return;
    const reply = await host.request<'listFillSources'>({ type: 'listFillSources', url: page.url });
    setSources(reply);
    setRun((before) => (before && reply.runs.find(({ id }) => id === before.id)) ?? before);
  }, [page, connected]);

  useEffect(() => void refresh().catch(() => undefined), [refresh]);

  // What stands in the page can be taken back, whatever is chosen next.
  const keepDone = useCallback(
    () => setDone((before) => (before && stands(before, form) ? before : null)),
    [form],
  );

  const pick = useCallback(
    async (choice: Choice) => {
      const mine = ++choices.current;
      setPreview(null);
      if (choice.kind !== 'row') confirmed.current.clear();
      const fresh = await choose(choice, link);
      // A source may take seconds: the person chose another one meanwhile, or none.
      if (mine !== choices.current) {
        if (fresh.link !== link) fresh.link?.close();
        return;
      }
      setChosen(fresh);
      keepDone();
      await ask(fresh);
    },
    [link, ask, keepDone],
  );

  const leave = useCallback(() => {
    choices.current++;
    link?.show({ do: 'hide' });
    setChosen(null);
    setPreview(null);
    keepDone();
  }, [link, keepDone]);

  const agree = useCallback(
    async (allowed: boolean) => {
      if (!preview || !chosen) return;
      if (!allowed) return leave();
      const { from, into } = preview;
      await host.request<'allowFill'>({ type: 'allowFill', from, into, allowed });
      await ask(chosenNow.current);
    },
    [preview, chosen, ask, leave],
  );

  const fill = useCallback(
    async (byItself = false) => {
      if (!link || !form || !preview?.previewId || !chosen) return;
      const wanted = preview.fields.flatMap((field) => {
        const value = wantedOf(field, edits.get(field.field));
        const known = form.known[field.field];
        return value === null || known?.state !== 'open' ? [] : [{ ref: known.ref, value }];
      });
      if (!byItself) {
        for (const { field, key } of preview.fields) {
          const ref = form.known[field]?.ref;
          if (wanted.some((one) => one.ref === ref)) confirmed.current.add(key);
        }
      }
      settle();
      // The page takes back the last filling only.
      setDone(null);
      const began = performance.now();
      const outcomes = wanted.length > 0 ? await link.fill(wanted) : [];
      const reported = preview.fields.flatMap((field): FilledOne[] => {
        const ref = form.known[field.field]?.ref;
        const asked = wanted.find((one) => one.ref === ref);
        if (!asked) {
          return field.value === null ? [] : [{ field: field.field, value: '', how: 'LEFT' }];
        }
        const outcome = outcomes.find((one) => one.ref === ref)?.outcome;
        const stands = outcome !== undefined && wasFilled({ outcome });
        const how = !stands ? 'REJECTED' : asked.value === field.value ? 'TAKEN' : 'CORRECTED';
        return [{ field: field.field, value: stands ? asked.value : '', how }];
      });
      const millis = performance.now() - began;
      let fillId: string | null = null;
      let now: FillRun | null = null;
      try {
        const reply = await host.request<'reportFill'>({
          type: 'reportFill',
          previewId: preview.previewId,
          fields: reported,
          keep: !secret,
        });
        fillId = reply.fillId;
        now = reply.run;
      } finally {
        // As it stands now: what comes next waits until it is empty again. A page that is gone by
        // now holds nothing.
        const read = await link.read().catch(() => null);
        if (read) setForm(read.read);
        // It stands in the page and can be taken back, whether the host heard of it or not.
        link.show({ do: 'hide' });
        setPreview(null);
        setDone({ from: chosen, fillId, outcomes, filled: wanted.length, millis });
        if (now) setRun(now);
      }
      void refresh().catch(() => undefined);
    },
    [link, form, preview, chosen, edits, secret, refresh],
  );

  const undo = useCallback(async () => {
    if (!link || !done) return;
    const { kept } = await link.undo();
    if (done.fillId !== null) {
      const reply = await host.request<'undoFill'>({ type: 'undoFill', fillId: done.fillId });
      if (reply.run) setRun(reply.run);
    }
    setDone(null);
    await ask(chosenNow.current);
    await refresh();
    if (kept.length > 0) throw new Error(t('fill_undo_kept', kept.length));
  }, [link, done, ask, refresh]);

  const keep = useCallback(async () => {
    if (!link || !page) return;
    const { read, secret: takesSecrets } = await link.read(true);
    if (takesSecrets) throw new Error(t('fill_source_secret'));
    const values = read.known.flatMap(({ value }, field): FilledOne[] =>
      // Where nothing says that a field takes a secret, what stands in it may.
      value && withoutSecrets(value) === value ? [{ field, value, how: 'TAKEN' }] : [],
    );
    await host.request<'keepForm'>({ type: 'keepForm', url: page.url, form: read.form, values });
    await refresh();
  }, [link, page, refresh]);

  const show = useCallback(
    (field: PreviewedField | null) => {
      const ref = field && form?.known[field.field]?.ref;
      if (!field || ref === undefined || ref === null) {
        link?.show({ do: 'hide' });
        chosen?.link?.show({ do: 'hide' });
        return;
      }
      // Within one page the source is shown: the field is what the person looks at anyway.
      if (chosen?.link !== link) link?.show({ do: 'showField', ref });
      if (field.nodes.length > 0) chosen?.link?.show({ do: 'showNodes', nodes: field.nodes });
      else if (chosen?.link === link) link?.show({ do: 'showField', ref });
    },
    [link, form, chosen],
  );

  return {
    url: page?.url ?? null,
    title: page?.title ?? '',
    form,
    secret,
    noAccess,
    sources,
    chosen,
    preview,
    edits,
    done,
    run,
    version,
    millis,
    acted,
    confirmed: confirmed.current,
    pick,
    leave,
    agree,
    edit: (field, edit) => setEdits((before) => new Map(before).set(field, edit)),
    fill,
    undo,
    keep,
    show,
    refresh,
    steer: setRun,
  };
}
