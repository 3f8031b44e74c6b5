/** What a page says of a field: label, legend, the words before it. */
import { plainLine } from '../page/field-names';
import { outer, typeOf, type Spot } from './fields';
import { LONGEST, LONGEST_LINE, MOST_OPTIONS, type FormField } from './form';
import { isMenu, menuChoices, takesSeveral } from './menus';

const HEADINGS = 'h1, h2, h3, h4, h5, h6, [role="heading"]';

const CONTROLS =
  'input, select, textarea, button, option, script, style, [contenteditable="true"], [role="combobox"], [role="listbox"], [role="radio"]';

/** Steps outwards in which words of a field are sought. */
const NEAR = 4;
const FAR = 8;

/** `menu`: a list that the page draws itself. */
type Tag = 'input' | 'textarea' | 'select' | 'radio' | 'editable' | 'menu';

/** Without what depends on what stands in it and on who can see it. */
export type Description = Omit<FormField, 'hidden' | 'filled' | 'locked'>;

export function describe(spot: Spot): Description {
  const { element, parts } = spot;
  const tag = tagOf(element);
  const says = (name: string) => line(element.getAttribute(name) ?? '');
  const section = sectionOf(element).slice(0, LONGEST_LINE);
  const label = tag === 'radio' ? groupLabel(element, section) : labelOf(element);
  const longest = Number(element.getAttribute('maxlength') ?? -1);
  const description: Description = {
    tag: tag === 'radio' ? 'input' : tag === 'menu' ? 'select' : tag,
    type: kindOf(element, tag),
    name: says('name') || says('formcontrolname'),
    id: line(element.id),
    autocomplete: says('autocomplete'),
    label,
    placeholder: says('placeholder') || says('data-placeholder') || says('aria-placeholder'),
    title: says('title'),
    before: label === '' ? wordsBefore(element).slice(-LONGEST_LINE) : '',
    section,
    pattern: says('pattern'),
    inputMode: says('inputmode'),
    box: boxOf(element),
    path: pathOf(element),
  };
  for (const [name, value] of Object.entries(description)) {
    if (value === '') delete description[name as keyof Description];
  }
  if (longest >= 0) description.maxLength = longest;
  if ((element as HTMLInputElement).required || says('aria-required') === 'true') {
    description.required = true;
  }
  const options = optionsOf(element, tag, parts);
  if (options) description.options = options;
  return description;
}

export function tagOf(element: Element): Tag {
  switch (element.localName) {
    case 'input':
      return typeOf(element) === 'radio' ? 'radio' : 'input';
    case 'textarea':
    case 'select':
      return element.localName;
    default:
      return isMenu(element) ? 'menu' : 'editable';
  }
}

function kindOf(element: Element, tag: Tag): string {
  if (tag === 'menu') return takesSeveral(element) ? 'select-multiple' : 'select-one';
  return tag === 'editable' ? tag : typeOf(element) || 'text';
}

/** The frames and hosts around an element, outermost first. */
function pathOf(element: Element): string {
  const path: string[] = [];
  for (let at: Element | null = outer(element); at && path.length < 12; at = outer(at)) {
    const isHost = at.shadowRoot !== null;
    if (isHost || at.localName === 'iframe' || at.localName === 'frame') {
      path.unshift(`${at.localName}${at.id ? `#${at.id}` : ''}`.slice(0, 80));
    }
  }
  return path.join('>');
}

/** What can be chosen there, in its order: also what stands for nothing chosen. */
export function optionsOf(
  element: HTMLElement,
  tag: Tag,
  parts: HTMLElement[],
): [string, string][] | undefined {
  if (tag === 'select') {
    return [...(element as HTMLSelectElement).options]
      .slice(0, MOST_OPTIONS)
      .map(({ value, text }) => [line(value), line(text)]);
  }
  if (tag === 'menu') return menuChoices(element);
  if (tag !== 'radio') return undefined;
  return parts
    .slice(0, MOST_OPTIONS)
    .map((part) => [line((part as HTMLInputElement).value), optionLabel(part)]);
}

function optionLabel(part: HTMLElement): string {
  return labelOf(part) || wordsAfter(part);
}

function labelOf(element: HTMLElement): string {
  const labels = [...((element as HTMLInputElement).labels ?? [])];
  return line(labels.map(textOf).join(' ')) || ariaOf(element);
}

function ariaOf(element: Element): string {
  const ids = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean);
  const root = element.getRootNode() as Document | ShadowRoot;
  // A list that shows what is chosen is often a part of its own name.
  const others = ids.filter((id) => id !== element.id);
  const named = others.slice(0, 5).map((id) => {
    const said = root.getElementById?.(id);
    return said ? textOf(said) : '';
  });
  return line(named.join(' ')) || line(element.getAttribute('aria-label') ?? '');
}

function groupLabel(element: HTMLElement, section: string): string {
  const around = element.closest('[role="radiogroup"]');
  return (around && ariaOf(around)) || section;
}

/** The legend around a field, or the heading that stands before it. */
function sectionOf(element: HTMLElement): string {
  const legend = element.closest('fieldset')?.querySelector('legend');
  if (legend) return line(textOf(legend));
  let steps = 0;
  for (let at: Element | null = element; at && steps < FAR; at = outer(at), steps++) {
    for (let before = at.previousElementSibling; before; before = before.previousElementSibling) {
      const heading = before.matches(HEADINGS) ? before : lastOf(before, HEADINGS);
      if (heading) return line(textOf(heading));
    }
    if (at.localName === 'form' || at.localName === 'body') break;
  }
  return '';
}

function lastOf(element: Element, selector: string): Element | null {
  const all = element.querySelectorAll(selector);
  return all[all.length - 1] ?? null;
}

/** The nearest words before a field that belong to no other one. */
function wordsBefore(element: Element): string {
  let steps = 0;
  for (let at: Element | null = element; at && steps < NEAR; at = outer(at), steps++) {
    for (let before = at.previousSibling; before; before = before.previousSibling) {
      if (before.nodeType === Node.TEXT_NODE) {
        const said = line((before as Text).data);
        if (said !== '') return said;
      } else if (before.nodeType === Node.ELEMENT_NODE) {
        const other = before as Element;
        if (other.matches(CONTROLS) || other.querySelector('input, select, textarea')) return '';
        const said = line(textOf(other));
        if (said !== '') return said;
      }
    }
  }
  return '';
}

function wordsAfter(element: Element): string {
  for (let after = element.nextSibling; after; after = after.nextSibling) {
    const said =
      after.nodeType === Node.TEXT_NODE
        ? line((after as Text).data)
        : after.nodeType === Node.ELEMENT_NODE && !(after as Element).matches(CONTROLS)
          ? line(textOf(after as Element))
          : '';
    if (said !== '') return said;
  }
  return '';
}

/** An element's words without those of controls in it, which may be what was typed. */
function textOf(element: Element): string {
  if (!element.querySelector(CONTROLS)) return (element.textContent ?? '').slice(0, 4 * LONGEST);
  let text = '';
  const read = (node: Node) => {
    if (text.length > LONGEST) return;
    if (node.nodeType === Node.TEXT_NODE) text += (node as Text).data;
    else if (node.nodeType === Node.ELEMENT_NODE && !(node as Element).matches(CONTROLS)) {
      for (const child of node.childNodes) read(child);
      text += ' ';
    }
  };
  for (const child of element.childNodes) read(child);
  return text;
}

/** In the page, not the window. */
function boxOf(element: HTMLElement): NonNullable<FormField['box']> {
  const { left, top, width, height } = element.getBoundingClientRect();
  const view = element.ownerDocument.defaultView;
  return [left + (view?.scrollX ?? 0), top + (view?.scrollY ?? 0), width, height].map(
    Math.round,
  ) as NonNullable<FormField['box']>;
}

function line(text: unknown): string {
  // Some elements' `className` is no text.
  return typeof text === 'string' ? plainLine(text.slice(0, 4 * LONGEST)).slice(0, LONGEST) : '';
}
