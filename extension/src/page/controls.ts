/** The controls of a page at which one of several labels is chosen. */
import { LONGEST_LABEL, nameOf } from './names';
import { looksSecret } from './secrets';
import { rootOf, type Shadows } from './shadows';
import { tidy } from './text';

export type Role = 'select' | 'radio' | 'menu' | 'buttons';

export interface Found {
  role: Role;
  /** Where it stands; a suggestion is shown beside it. */
  anchor: HTMLElement;
  /** Everything that belongs to it, as all buttons of a group do. */
  parts: HTMLElement[];
  /** Finds controls of its kind. */
  selector: string;
  options(): string[];
  /** What is chosen now, or null. */
  current(): string | null;
  /**
   * Chooses as the person would, and tells the page.
   *
   * @param before called when the options are known and nothing is chosen yet
   */
  choose(label: string, before: () => void): Promise<boolean>;
}

export const BUTTON = 'button, [role="button"], input[type="button"], input[type="submit"]';
const RADIO = 'input[type="radio"], [role="radio"]';
const TRIGGER = '[aria-haspopup="menu"], [aria-haspopup="listbox"], [aria-haspopup="true"]';
export const MENU_ITEM =
  '[role="menuitem"], [role="menuitemradio"], [role="menuitemcheckbox"], [role="option"]';
const MENU = '[role="menu"], [role="listbox"]';

/** Buttons that open something choose nothing, and those of a form that is filled in send it. */
const OPENS = '[aria-haspopup], [aria-expanded], summary';
const FILLED_IN =
  'form:has(textarea, input:not([type="button"], [type="submit"], [type="hidden"], [type="radio"], [type="checkbox"]))';

const MOST_OPTIONS = 60;
const MOST_BUTTONS = 8;

/** Milliseconds that a menu may take to open. */
const OPENING = 1_500;

/** Those of one role on the page, of the elements that are wanted. */
export function controls(
  role: Role,
  wanted: (element: HTMLElement) => boolean,
  shadows: Shadows,
): Found[] {
  const of = (selector: string, make: (element: HTMLElement) => Found | null) =>
    unique(
      shadows
        .all<HTMLElement>(selector)
        .filter(wanted)
        .flatMap((one) => make(one) ?? []),
    );
  switch (role) {
    case 'select':
      return of('select', selectOf);
    case 'radio':
      return of(RADIO, radiosOf);
    case 'menu':
      return of(TRIGGER, menuOf);
    case 'buttons':
      return of(BUTTON, buttonsOf);
  }
}

export function selectOf(element: Element): Found | null {
  if (!(element instanceof HTMLSelectElement) || element.multiple || looksSecret(element))
    return null;
  const options = () =>
    labels([...element.options].filter((o) => o.value !== '' && !o.disabled).map((o) => o.text));
  const count = options().length;
  if (count < 2 || count > MOST_OPTIONS) return null;
  return {
    role: 'select',
    anchor: element,
    parts: [element],
    selector: 'select',
    options,
    current: () => {
      const chosen = element.selectedOptions[0];
      return chosen && chosen.value !== '' ? tidy(chosen.text) : null;
    },
    choose: async (label, before) => {
      const option = [...element.options].find((one) => tidy(one.text) === label);
      if (!option) return false;
      before();
      // The setter of the prototype: a page's framework may have put its own on the element.
      Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(
        element,
        option.value,
      );
      element.dispatchEvent(new Event('input', { bubbles: true }));
      element.dispatchEvent(new Event('change', { bubbles: true }));
      return true;
    },
  };
}

export function radiosOf(element: Element): Found | null {
  if (!(element instanceof HTMLElement) || looksSecret(element)) return null;
  const group = groupOfRadio(element);
  if (group.length < 2 || group.length > MOST_OPTIONS) return null;
  const isOn = (one: HTMLElement) =>
    one instanceof HTMLInputElement ? one.checked : one.getAttribute('aria-checked') === 'true';
  return {
    role: 'radio',
    anchor: group.at(-1)?.closest('label') ?? group.at(-1) ?? element,
    parts: group.map((one) => one.closest('label') ?? one),
    selector: RADIO,
    options: () => labels(group.map(nameOf)),
    current: () => {
      const on = group.find(isOn);
      return on ? nameOf(on) : null;
    },
    choose: (label, before) =>
      click(
        group.find((one) => nameOf(one) === label),
        before,
      ),
  };
}

function groupOfRadio(element: HTMLElement): HTMLElement[] {
  if (element instanceof HTMLInputElement) {
    if (element.name === '') return [];
    const root = element.form ?? rootOf(element);
    return [...root.querySelectorAll<HTMLInputElement>('input[type="radio"]')].filter(
      (one) => one.name === element.name && one.form === element.form,
    );
  }
  const group = element.closest('[role="radiogroup"]');
  return group ? [...group.querySelectorAll<HTMLElement>('[role="radio"]')] : [];
}

/** The buttons beside a button that say other things for the same item. */
export function buttonsOf(element: Element): Found | null {
  if (!(element instanceof HTMLElement) || element.closest(`${OPENS}, ${FILLED_IN}`)) return null;
  if (element.closest(MENU)) return null;
  const group = groupOfButton(element);
  if (group.length < 2) return null;
  return {
    role: 'buttons',
    anchor: group.at(-1) ?? element,
    parts: group,
    selector: BUTTON,
    options: () => labels(group.map(nameOf)),
    current: () => nameOf(group.find((one) => one.getAttribute('aria-pressed') === 'true')) || null,
    choose: (label, before) =>
      click(
        group.find((one) => nameOf(one) === label),
        before,
      ),
  };
}

function groupOfButton(element: HTMLElement): HTMLElement[] {
  for (let at = aroundButton(element); at && at !== document.body; at = aroundButton(at)) {
    const group: HTMLElement[] = [];
    for (const one of at.querySelectorAll<HTMLElement>(BUTTON)) {
      if (one.closest(OPENS) || nameOf(one) === '') continue;
      group.push(one);
      // A long list has thousands: the first few say that it is one.
      if (group.length > MOST_BUTTONS) return [];
    }
    // The same label twice: these belong to several items.
    if (new Set(group.map(nameOf)).size < group.length) return [];
    if (group.length >= 2) return group;
  }
  return [];
}

/** What is around in the same tree; the tree itself is the last. */
function aroundButton(node: Node): (Node & ParentNode) | null {
  const around = node.parentNode;
  return around instanceof Document ? null : around;
}

/** A button that opens a menu of labels; what is in it is known once it is open. */
export function menuOf(trigger: HTMLElement): Found {
  const items = () => {
    const menu = menuOpenedBy(trigger);
    return menu ? [...menu.querySelectorAll<HTMLElement>(MENU_ITEM)] : [];
  };
  return {
    role: 'menu',
    anchor: trigger,
    parts: [trigger],
    selector: TRIGGER,
    options: () => labels(items().map(nameOf)),
    current: () => null,
    choose: async (label, before) => {
      if (items().length === 0) trigger.click();
      const until = performance.now() + OPENING;
      while (performance.now() < until) {
        const item = items().find((one) => nameOf(one) === label);
        if (item) return click(item, before);
        await new Promise((done) => setTimeout(done, 50));
      }
      return false;
    },
  };
}

/** The trigger of the menu that an item stands in; `last` is the one pressed last. */
export function triggerOf(item: Element, last: HTMLElement | null): HTMLElement | null {
  const menu = item.closest<HTMLElement>(MENU);
  if (!menu) return null;
  const root = rootOf(menu);
  const named = menu.id
    ? root.querySelector<HTMLElement>(`[aria-controls="${CSS.escape(menu.id)}"]`)
    : null;
  const labelled = menu.getAttribute('aria-labelledby');
  return (
    named ??
    (labelled ? root.getElementById(labelled) : null) ??
    root.querySelector<HTMLElement>(`${TRIGGER}[aria-expanded="true"]`) ??
    last
  );
}

function menuOpenedBy(trigger: HTMLElement): Element | null {
  const id = trigger.getAttribute('aria-controls');
  const root = rootOf(trigger);
  const named = id ? root.getElementById(id) : null;
  if (named) return named.hidden ? null : named;
  if (trigger.getAttribute('aria-expanded') !== 'true') return null;
  return (
    (trigger.id && root.querySelector(`[aria-labelledby="${CSS.escape(trigger.id)}"]`)) ||
    root.querySelector(MENU)
  );
}

export function isTrigger(element: Element): element is HTMLElement {
  return element instanceof HTMLElement && element.matches(TRIGGER);
}

async function click(element: HTMLElement | undefined, before: () => void): Promise<boolean> {
  if (!element) return false;
  before();
  element.click();
  return true;
}

function labels(texts: string[]): string[] {
  return [...new Set(texts.map((text) => tidy(text).slice(0, LONGEST_LABEL)))].filter((t) => t);
}

function unique(found: Found[]): Found[] {
  const byAnchor = new Map(found.map((one) => [one.anchor, one]));
  return [...byAnchor.values()];
}
