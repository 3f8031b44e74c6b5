/** JSON as a tree, CSV as a table, text as text: each value is a button that picks it. */
import { useState } from 'preact/hooks';
import { number, t } from '../../i18n';
import { isLeaf, textOf } from '../../document/paths';
import type { Value } from '../../document/read';
import { plainLine } from '../../page/field-names';
import { placeBelow, type DocumentSource } from '../../pick/document-source';
import type { View } from '../../pick/messages';
import { Button } from '../shared/act';
import { Text } from './Text';

/** Children drawn before the person asks for more. */
const FIRST = 50;

/** Levels that are open at the beginning. */
const OPEN = 3;

interface Props {
  source: DocumentSource;
  /** Drawn again whenever it changes. */
  view: View | null;
}

export function DocumentView({ source }: Props) {
  const { document } = source;
  const marks = source.marks();
  return (
    <section class="card document" aria-labelledby="document" data-kind="document">
      <h2 id="document">{t(`document_${document.form}`)}</h2>
      {document.form === 'table' && <Rows source={source} marks={marks} />}
      {document.form === 'json' && (
        <div class="tree">
          <Branch source={source} marks={marks} value={document.value} place="" depth={0} />
        </div>
      )}
      {document.form === 'text' && <Text source={source} text={document.text} marks={marks} />}
    </section>
  );
}

interface BranchProps {
  source: DocumentSource;
  marks: Map<string, number>;
  value: Value;
  place: string;
  depth: number;
}

function Branch({ source, marks, value, place, depth }: BranchProps) {
  const [limit, setLimit] = useState(FIRST);
  if (isLeaf(value)) return <Leaf source={source} marks={marks} value={value} place={place} />;
  const children = Object.entries(value as Record<string, Value>);
  return (
    <>
      <ul>
        {children.slice(0, limit).map(([key, child]) => (
          <Twig
            key={key}
            name={key}
            source={source}
            marks={marks}
            value={child}
            place={placeBelow(place, key)}
            depth={depth + 1}
          />
        ))}
      </ul>
      {children.length > limit && (
        <Button kind="quiet" work={() => setLimit(limit * 4)}>
          {t('tree_more', number(children.length - limit))}
        </Button>
      )}
    </>
  );
}

function Twig({ name, ...branch }: BranchProps & { name: string }) {
  const [open, setOpen] = useState(branch.depth <= OPEN);
  const { value } = branch;
  if (isLeaf(value)) {
    return (
      <li>
        <span class="key">{plainLine(name)}</span> <Branch {...branch} />
      </li>
    );
  }
  const count = Object.keys(value as object).length;
  return (
    <li>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span class="key">{plainLine(name)}</span>{' '}
          <span class="faint">{Array.isArray(value) ? `[${count}]` : `{${count}}`}</span>
        </summary>
        {open && <Branch {...branch} />}
      </details>
    </li>
  );
}

interface LeafProps {
  source: DocumentSource;
  marks: Map<string, number>;
  value: Value | undefined;
  place: string;
}

function Leaf({ source, marks, value, place }: LeafProps) {
  const text = textOf(value);
  const mark = marks.get(place);
  if (text === '') return <span class="none">{t('state_absent')}</span>;
  const look = mark === undefined ? '' : ` field-${mark % 6}`;
  return (
    <button
      type="button"
      class={`leaf${look}`}
      data-place={place}
      aria-pressed={mark !== undefined}
      data-shown={source.isShown(place)}
      onClick={() => source.click(place)}
    >
      <bdi>{plainLine(text).slice(0, 300)}</bdi>
    </button>
  );
}

function Rows({ source, marks }: { source: DocumentSource; marks: Map<string, number> }) {
  const [limit, setLimit] = useState(FIRST);
  const { document } = source;
  if (document.form !== 'table') return null;
  return (
    <>
      <div class="scroll" tabIndex={0} role="group" aria-labelledby="document">
        <table class="cells">
          <thead>
            <tr>
              {document.heads.map((head) => (
                <th key={head} scope="col">
                  {plainLine(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {document.value.slice(0, limit).map((row, i) => (
              <tr key={i}>
                {document.heads.map((head) => (
                  <td key={head}>
                    <Leaf
                      source={source}
                      marks={marks}
                      value={row[head]}
                      place={placeBelow(placeBelow('', i), head)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {document.value.length > limit && (
        <Button kind="quiet" work={() => setLimit(limit * 4)}>
          {t('tree_more', number(document.value.length - limit))}
        </Button>
      )}
    </>
  );
}
