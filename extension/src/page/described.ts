/**
 * How a control is known again when classes, ids or the order change: two keys in common make two
 * descriptions the same one.
 */
import type { Control } from '../protocol';
import type { Found } from './controls';
import { LONGEST_LABEL, accessibleName, nameOf } from './names';
import { contains, parentOf, rootOf } from './shadows';
import { tidy } from './text';

/** How a control is known again, in its item. */
export function described(found: Found, item: Element): Control {
  const { anchor, role } = found;
  const name = nameOfControl(found, item);
  const keys = [
    key('name', name.toLowerCase()),
    key('attr', stable(anchor.getAttribute('name'))),
    key('id', stable(anchor.id)),
    role === 'menu' ? null : key('options', [...found.options()].sort().join('|').toLowerCase()),
    key('path', pathOf(found, item)),
    key('test', stable(anchor.getAttribute('data-testid'))),
  ].filter((one) => one !== null);
  if (keys.length < 2) keys.push(`role:${role}`);
  return { role, name, keys };
}

function key(kind: string, value: string): string | null {
  return value === '' ? null : `${kind}:${value}`.slice(0, 250);
}

/** A name or id without its counting part: `status-4711` is the same in each row. */
function stable(value: string | null): string {
  return (value ?? '')
    .toLowerCase()
    .replaceAll(/[0-9a-f]{8,}|\d+/g, '#')
    .slice(0, 80);
}

/** Tags from the item to the control, and the control's place among those like it. */
function pathOf({ anchor, selector }: Found, item: Element): string {
  const tags: string[] = [];
  for (let at: Element | null = anchor; at && at !== item && tags.length < 12;) {
    tags.unshift(at.getAttribute('role') ?? at.localName);
    at = parentOf(at);
  }
  const scope = item.contains(anchor) ? item : rootOf(anchor);
  const like = [...scope.querySelectorAll(selector)];
  return `${tags.join('>')}[${like.indexOf(anchor)}/${like.length}]`;
}

/** What the control is called, without what it says of the item: "Label", not "Label of #12". */
function nameOfControl({ anchor, role }: Found, item: Element): string {
  const grouped = role === 'buttons' || role === 'radio';
  const element = grouped
    ? anchor.closest<HTMLElement>('[role="radiogroup"], [role="toolbar"], [role="group"], fieldset')
    : anchor;
  const own =
    element && contains(item, element)
      ? role === 'menu'
        ? nameOf(element)
        : accessibleName(element)
      : '';
  const name = own || headOfColumn(anchor);
  const words = name.replaceAll(/[“"'].*[”"']|#?\d+/g, ' ').split(/\s+/);
  const few = words.length > 3 ? words.slice(0, firstOf(words, item)) : words;
  return tidy(few.join(' '))
    .replace(/(\s(for|of|to|on|in|für|von|zu))?[\s:–-]*$/i, '')
    .slice(0, LONGEST_LABEL);
}

/** Where a long name begins to repeat the item: "Label for App crashes" ends after "Label". */
function firstOf(words: string[], item: Element): number {
  const text = (item.textContent ?? '').toLowerCase();
  for (let i = 1; i < words.length - 1; i++) {
    if (
      text.includes(
        words
          .slice(i + 1)
          .join(' ')
          .toLowerCase(),
      )
    )
      return i;
  }
  return words.length;
}

function headOfColumn(anchor: Element): string {
  const cell = anchor.closest<HTMLTableCellElement>('td, th');
  const heads = cell?.closest('table')?.tHead?.rows[0]?.cells;
  return cell ? tidy(heads?.[cell.cellIndex]?.textContent ?? '') : '';
}
