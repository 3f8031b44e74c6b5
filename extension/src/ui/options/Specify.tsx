/** "Specify a task": its name, what is to be done, some rows; shown before anything is sent. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { number, t } from '../../i18n';
import type { TaskPreview, TaskSpec, Teacher } from '../../protocol';
import { money } from '../../words/teachers';
import { Button, FailureText, failed, type Failed } from '../shared/act';
import { host } from '../shared/client';
import { Latest } from '../shared/latest';
import { rowsOf } from './rows';

const NOTHING: TaskSpec = {
  name: '',
  kind: 'classify',
  instruction: '',
  labels: [],
  rows: '',
  teacher: null,
  generate: 0,
  samples: 3,
};

/** Characters of a file that is read here. */
const MOST = 4_000_000;

interface Props {
  teachers: Teacher[];
  made: () => Promise<void>;
}

export function Specify({ teachers, made }: Props) {
  const [open, setOpen] = useState(false);
  const [spec, setSpec] = useState<TaskSpec>(NOTHING);
  const [preview, setPreview] = useState<TaskPreview | null>(null);
  // A preview of what was typed before must not stand above what would be sent now.
  const latest = useRef(new Latest());
  const change = (part: Partial<TaskSpec>) => {
    latest.current.drop();
    setSpec((before) => ({ ...before, ...part }));
    setPreview(null);
  };
  const close = () => {
    latest.current.drop();
    setOpen(false);
    setSpec(NOTHING);
    setPreview(null);
  };
  const look = (from = 0) =>
    latest.current.only(
      host.request<'previewTask'>({ type: 'previewTask', spec, from }),
      setPreview,
    );
  const make = async () => {
    if (preview === null) return;
    const { digest } = preview;
    await host.request<'specifyTask'>({ type: 'specifyTask', spec, digest });
    close();
    await made();
  };
  return (
    <section class="card" aria-labelledby="specify" data-kind="specify">
      <h2 id="specify">{t('spec_heading')}</h2>
      <p class="faint">{t('spec_lead')}</p>
      {!open ? (
        <div class="buttons">
          <Button work={() => setOpen(true)}>{t('spec_open')}</Button>
        </div>
      ) : (
        <div class="form">
          <Fields spec={spec} change={change} teachers={teachers} />
          {preview && <Preview preview={preview} look={look} />}
          <div class="buttons">
            {preview ? (
              <Button kind="primary" work={make}>
                {t(preview.preview === null ? 'spec_make' : 'spec_send')}
              </Button>
            ) : (
              <Button kind="primary" disabled={spec.name.trim() === ''} work={() => look()}>
                {t('spec_look')}
              </Button>
            )}
            <Button work={close}>{t('cancel')}</Button>
          </div>
        </div>
      )}
    </section>
  );
}

interface FieldsProps {
  spec: TaskSpec;
  change: (part: Partial<TaskSpec>) => void;
  teachers: Teacher[];
}

function Fields({ spec, change, teachers }: FieldsProps) {
  const [trouble, setTrouble] = useState<Failed | null>(null);
  const reading = useRef(new Latest());
  useEffect(() => () => reading.current.drop(), []);
  const read = async (files: File[]) => {
    setTrouble(null);
    reading.current.drop();
    if (files.length === 0) return;
    const large = files.find(({ size }) => size > MOST);
    if (large) throw new Error(t('spec_too_large', large.name));
    await reading.current.only(rowsOf(files), (rows) => change({ rows }));
  };
  return (
    <>
      <label class="field">
        <span>{t('spec_name')}</span>
        <input
          value={spec.name}
          placeholder={t('spec_name_hint')}
          onInput={(event) => change({ name: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{t('spec_kind')}</span>
        <select value={spec.kind} onChange={(event) => change({ kind: event.currentTarget.value })}>
          <option value="classify">{t('spec_kind_classify')}</option>
          <option value="extract">{t('spec_kind_extract')}</option>
          <option value="transform">{t('spec_kind_transform')}</option>
        </select>
      </label>
      <label class="field">
        <span>{t('spec_instruction')}</span>
        <textarea
          rows={2}
          value={spec.instruction}
          placeholder={t('spec_instruction_hint')}
          onInput={(event) => change({ instruction: event.currentTarget.value })}
        />
      </label>
      {spec.kind !== 'transform' && (
        <label class="field">
          <span>{t(spec.kind === 'extract' ? 'spec_fields' : 'spec_labels')}</span>
          <input
            defaultValue={spec.labels.join('; ')}
            placeholder={t(spec.kind === 'extract' ? 'spec_fields_hint' : 'spec_labels_hint')}
            onInput={(event) =>
              change({
                labels: event.currentTarget.value
                  .split(';')
                  .map((one) => one.trim())
                  .filter((one) => one !== ''),
              })
            }
          />
        </label>
      )}
      <label class="field">
        <span>{t('spec_rows')}</span>
        <textarea
          rows={6}
          value={spec.rows}
          placeholder={t(spec.kind === 'extract' ? 'spec_rows_fields_hint' : 'spec_rows_hint')}
          spellcheck={false}
          onInput={(event) => change({ rows: event.currentTarget.value })}
        />
      </label>
      <p class="faint">{t(spec.kind === 'extract' ? 'spec_rows_fields_text' : 'spec_rows_text')}</p>
      <label class="field">
        <span>{t('spec_file')}</span>
        <input
          type="file"
          multiple={spec.kind === 'extract'}
          accept={
            spec.kind === 'extract'
              ? '.csv,.tsv,.txt,.jsonl,.html,.htm,.json'
              : '.csv,.tsv,.txt,.jsonl'
          }
          onChange={(event) =>
            void read([...(event.currentTarget.files ?? [])]).catch((failure: unknown) =>
              setTrouble(failed(failure)),
            )
          }
        />
      </label>
      {trouble !== null && (
        <p class="bad" role="alert">
          <FailureText of={trouble} />
        </p>
      )}
      <label class="field">
        <span>{t('spec_teacher')}</span>
        <select
          value={spec.teacher ?? ''}
          onChange={(event) => change({ teacher: event.currentTarget.value || null })}
        >
          <option value="">{t('spec_teacher_none')}</option>
          {teachers.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {spec.teacher !== null && (
        <label class="field">
          <span>{t('spec_generate')}</span>
          <input
            type="number"
            min={0}
            max={2000}
            value={spec.generate}
            onInput={(event) => change({ generate: Number(event.currentTarget.value) || 0 })}
          />
        </label>
      )}
    </>
  );
}

interface Would {
  teacher?: string;
  calls?: number;
  known?: number;
  estimatedTokens?: number;
  estimatedCost?: number;
  bytes?: number;
  leavesThisMachine?: boolean;
  leftOut?: Record<string, number>;
  requests?: number;
  from?: number;
  examples?: { system: string; data: string }[];
}

interface PreviewProps {
  preview: TaskPreview;
  look: (from: number) => Promise<unknown>;
}

function Preview({ preview, look }: PreviewProps) {
  const would = preview.preview as Would | null;
  const facts = would && [
    t('spec_calls', number(would.calls ?? 0)),
    t('would_tokens', number(would.estimatedTokens ?? 0)),
    t('would_bytes', number(would.bytes ?? 0)),
    ...((would.estimatedCost ?? 0) > 0 ? [t('would_cost', money(would.estimatedCost ?? 0))] : []),
  ];
  const left = Object.values(would?.leftOut ?? {}).reduce((a, b) => a + b, 0);
  return (
    <div class="preview" data-kind="task-preview" role="status">
      <p>
        <strong>{t('spec_counts', number(preview.own), number(preview.unlabeled))}</strong>
      </p>
      {would && (
        <>
          <p>{t(would.leavesThisMachine ? 'would_leaves' : 'would_here')}</p>
          <p class="faint">{facts?.join(' · ')}</p>
          {left > 0 && <p class="faint">{t('spec_left_out', number(left))}</p>}
          <Pages would={would} look={look} />
          {(would.examples ?? []).map((one, i) => (
            <div key={i} class="letter" tabIndex={0} role="group" aria-label={t('would_letter')}>
              <pre>{one.data}</pre>
              <pre>{one.system.trim()}</pre>
            </div>
          ))}
        </>
      )}
    </div>
  );
}

/** Every request can be seen, some at once. */
function Pages({ would, look }: { would: Would; look: (from: number) => Promise<unknown> }) {
  const { from = 0, requests = 0, examples = [] } = would;
  const step = 5;
  if (examples.length === 0) return null;
  return (
    <div class="buttons" data-kind="requests">
      <p>{t('spec_shown', number(from + 1), number(from + examples.length), number(requests))}</p>
      {from > 0 && (
        <Button kind="quiet" work={() => look(Math.max(0, from - step))}>
          {t('spec_before')}
        </Button>
      )}
      {from + examples.length < requests && (
        <Button kind="quiet" work={() => look(from + examples.length)}>
          {t('spec_next')}
        </Button>
      )}
    </div>
  );
}
