/** A task saved as a file for others, and one taken in from somebody else: every string shown first. */
import { useRef, useState } from 'preact/hooks';
import { number, t } from '../../i18n';
import type { ExportPreview, PackString, Shared, Task } from '../../protocol';
import { taskTitle } from '../../words/evidence';
import { size } from '../../words/measures';
import { shownName } from '../../words/names';
import { kindName, studentName } from '../../words/trust';
import { Button, FailureText, failed, type Failed } from '../shared/act';
import { base64Of, fileName, MOST_BYTES, open, preview, whole, words } from './sharing';

export function Give({ task, close }: { task: Task; close: () => void }) {
  const title = taskTitle(task);
  const [giving, setGiving] = useState(() => words(task, title));
  const [looked, setLooked] = useState<ExportPreview | null>(null);
  const [from, setFrom] = useState(0);
  const [seen, setSeen] = useState(0);
  const [said, setSaid] = useState<string | null>(null);
  // What was shown is what is saved: other words are shown anew.
  const change = (part: Partial<typeof giving>) => {
    setGiving({ ...giving, ...part });
    setLooked(null);
    setSaid(null);
  };
  // Every string is looked at before any of them leaves.
  const look = async (at: number) => {
    const page = await preview(giving, at);
    if (looked && at > 0 && page.sha256 !== looked.sha256) {
      setLooked(null);
      setSaid(t('share_changed'));
      return;
    }
    const end = at + page.strings.length;
    setLooked(page);
    setFrom(at);
    setSeen(at === 0 && !looked ? end : Math.max(seen, end));
  };
  const save = async () => {
    if (!looked) return;
    const bytes = await whole(giving, looked.sha256);
    if (bytes === null) {
      setLooked(null);
      setSaid(t('share_changed'));
      return;
    }
    const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = fileName(giving.name);
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    setSaid(t('share_saved'));
  };
  return (
    <section class="share" data-kind="give" aria-label={t('share_give_heading', title)}>
      <h3>{t('share_give_heading', title)}</h3>
      <p>{t('share_give_text')}</p>
      <label class="field">
        <span>{t('share_name')}</span>
        <input
          type="text"
          maxLength={80}
          value={giving.name}
          onInput={(event) => change({ name: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{t('share_instruction')}</span>
        <input
          type="text"
          maxLength={2000}
          value={giving.instruction}
          onInput={(event) => change({ instruction: event.currentTarget.value })}
        />
      </label>
      {looked && (
        <Strings
          of={giving.name}
          level={4}
          strings={looked.strings}
          total={looked.total}
          from={from}
          look={look}
        />
      )}
      {looked && seen < looked.total && (
        <p class="faint" data-kind="unseen">
          {t('share_unseen_give')}
        </p>
      )}
      {said !== null && <p role="status">{said}</p>}
      <div class="buttons">
        {looked ? (
          <Button kind="primary" disabled={seen < looked.total} work={save}>
            {t('share_save')}
          </Button>
        ) : (
          <Button kind="primary" disabled={giving.name.trim() === ''} work={() => look(0)}>
            {t('share_look')}
          </Button>
        )}
        <Button work={close}>{t('cancel')}</Button>
      </div>
    </section>
  );
}

export function Take() {
  const [chosen, setChosen] = useState<{ name: string; base64: string } | null>(null);
  const [looked, setLooked] = useState<Shared | null>(null);
  const [from, setFrom] = useState(0);
  const [seen, setSeen] = useState(0);
  const [said, setSaid] = useState<Failed | null>(null);
  const choose = async (file: File | undefined) => {
    setLooked(null);
    setSaid(null);
    if (!file) return;
    if (file.size > MOST_BYTES) {
      setSaid({ text: t('share_large'), number: null });
      return;
    }
    const base64 = await base64Of(file);
    try {
      const first = await open(file.name, base64, 0, false);
      setLooked(first);
      setFrom(0);
      setSeen(first.strings.length);
      setChosen({ name: file.name, base64 });
    } catch (refused) {
      setSaid(failed(refused));
    }
  };
  const look = async (at: number) => {
    if (!chosen) return;
    const page = await open(chosen.name, chosen.base64, at, false);
    setLooked(page);
    setFrom(at);
    setSeen(Math.max(seen, at + page.strings.length));
  };
  const take = async () => {
    if (!chosen) return;
    await open(chosen.name, chosen.base64, 0, true);
    setLooked(null);
    setSaid({ text: t('share_taken'), number: null });
  };
  return (
    <section class="card share" data-kind="take" aria-labelledby="share-take">
      <h2 id="share-take">{t('share_take_heading')}</h2>
      <p>{t('share_take_text')}</p>
      <label class="field">
        <span>{t('share_choose')}</span>
        <input
          type="file"
          accept=".still"
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </label>
      {looked && (
        <>
          <p>
            <strong>{shownName(looked.name)}</strong>{' '}
            {t(
              'share_facts',
              kindName(looked.kind),
              studentName(looked.student),
              size(looked.bytes),
            )}
          </p>
          {looked.instruction !== '' && <p>{shownName(looked.instruction)}</p>}
          {looked.claims !== '' && <p class="faint">{t('share_claims', looked.claims)}</p>}
          <Strings
            of={chosen?.name ?? ''}
            level={3}
            strings={looked.strings}
            total={looked.total}
            from={from}
            look={look}
          />
          {seen < looked.total && (
            <p class="faint" data-kind="unseen">
              {t('share_unseen_take')}
            </p>
          )}
          <div class="buttons">
            <Button kind="primary" disabled={seen < looked.total} work={take}>
              {t('share_take')}
            </Button>
            <Button work={() => setLooked(null)}>{t('cancel')}</Button>
          </div>
        </>
      )}
      {said !== null && (
        <p role="status">
          <FailureText of={said} />
        </p>
      )}
    </section>
  );
}

interface StringsProps {
  /** What the file is called: there may be two of them on the page. */
  of: string;
  level: 3 | 4;
  strings: PackString[];
  total: number;
  /** How many come before those that are shown. */
  from: number;
  look: (from: number) => Promise<unknown>;
}

function Strings({ of, level, strings, total, from, look }: StringsProps) {
  // A page has as many as fit, so where the one before began is remembered.
  const before = useRef<number[]>([]);
  if (from === 0) before.current = [];
  const label = t('share_strings', number(total));
  const Heading = level === 3 ? 'h3' : 'h4';
  return (
    <>
      <Heading>{label}</Heading>
      <div class="strings" role="region" aria-label={`${shownName(of)}: ${label}`} tabIndex={0}>
        <ul>
          {strings.map((one, i) => (
            <li key={i}>
              <span class="text">{shownName(one.text)}</span>
              <span class="faint">{shownName(one.where)}</span>
            </li>
          ))}
        </ul>
      </div>
      {total > strings.length && (
        <div class="buttons" data-kind="pages">
          <p>{t('share_shown', number(from + 1), number(from + strings.length), number(total))}</p>
          {from > 0 && (
            <Button kind="quiet" work={() => look(before.current.pop() ?? 0)}>
              {t('spec_before')}
            </Button>
          )}
          {from + strings.length < total && (
            <Button
              work={async () => {
                await look(from + strings.length);
                before.current.push(from);
              }}
            >
              {t('spec_next')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
