/** Puts one value into one field as a person's hand would, looks at what stands there, and back. */
import { typeOf, type Spot } from './fields';
import { tagOf } from './describe';
import { standing, type Standing } from './form';
import { editableText, held, sameHeld, setNatively, tell, tellFocus, type Held } from './values';
import { chooseIn, chooseOffered } from './menus';
import { plainLine } from '../page/field-names';

/** Puts a value; whether the field took it, see {@link check}. False where it cannot be put. */
export function put(spot: Spot, value: string): boolean | Promise<boolean> {
  const { element } = spot;
  const tag = tagOf(element);
  switch (tag) {
    case 'select':
      return choose(element as HTMLSelectElement, value);
    case 'radio':
      return press(spot, value);
    case 'menu':
      return chooseIn(element, value);
    case 'editable':
      return write(element, value);
    case 'input':
    case 'textarea':
      return typeOf(element) === 'checkbox'
        ? tick(element as HTMLInputElement, value === 'on')
        : type(element as HTMLInputElement, value);
  }
}

/** Whether a field says what it was given and calls it right. */
export function check(spot: Spot, value: string, wasInvalid: boolean): Standing {
  const { element } = spot;
  const now = nowIn(spot);
  const stands =
    tagOf(element) === 'editable' ? standing(value.trim(), now.trim()) : standing(value, now);
  const isChoice = /^(select|radio|menu)$/.test(tagOf(element));
  // One choice is not another that is written alike.
  if (isChoice && stands === 'reformatted') return 'different';
  return stands !== 'different' && !wasInvalid && isInvalid(element) ? 'different' : stands;
}

/** Whether the browser or the page says that what stands there is wrong. */
export function isInvalid(element: HTMLElement): boolean {
  const validity = (element as HTMLInputElement).validity as ValidityState | undefined;
  const wrong =
    validity !== undefined &&
    (validity.badInput ||
      validity.typeMismatch ||
      validity.patternMismatch ||
      validity.stepMismatch ||
      validity.rangeOverflow ||
      validity.rangeUnderflow ||
      validity.tooLong ||
      validity.customError);
  return wrong || element.getAttribute('aria-invalid') === 'true';
}

/** Makes a field what it was, and tells the page; whether it is. */
export async function putBack(spot: Spot, before: Held): Promise<boolean> {
  const { element, parts } = spot;
  switch (before.kind) {
    case 'menu':
      // Most such lists know no way back to nothing.
      await chooseIn(element, before.value);
      return sameHeld(held(spot), before);
    case 'text':
      setNatively(element, 'value', before.value);
      tell(element, 'input', before.value);
      break;
    case 'check':
      if ((element as HTMLInputElement).checked !== before.checked) element.click();
      if ((element as HTMLInputElement).checked !== before.checked) {
        setNatively(element, 'checked', before.checked);
      }
      break;
    case 'choice':
      setNatively(element, 'selectedIndex', before.index);
      tell(element, 'input');
      break;
    case 'radio':
      if (before.chosen) before.chosen.click();
      for (const part of parts) setNatively(part, 'checked', part === before.chosen);
      tell(element, 'input');
      break;
    case 'editable':
      element.replaceChildren(...before.nodes.map((node) => node.cloneNode(true)));
      tell(element, 'input', before.text);
      break;
  }
  tell(element, 'change');
  tellFocus(element, false);
  return sameHeld(held(spot), before);
}

function nowIn(spot: Spot): string {
  const state = held(spot);
  switch (state.kind) {
    case 'text':
      return state.value;
    case 'check':
      return state.checked ? 'on' : 'off';
    case 'choice':
      return plainLine((spot.element as HTMLSelectElement).options[state.index]?.value ?? '');
    case 'radio':
      return plainLine(state.chosen?.value ?? '');
    case 'menu':
      return state.value;
    case 'editable':
      return state.text;
  }
}

function type(element: HTMLInputElement, value: string): boolean | Promise<boolean> {
  const text = element.localName === 'textarea' ? value : value.replaceAll(/[\r\n]+/g, ' ');
  const longest = Number(element.getAttribute('maxlength') ?? -1);
  // A browser stops a person there, but not a script.
  if (longest >= 0 && text.length > longest) return false;
  tellFocus(element, true);
  setNatively(element, 'value', text);
  tell(element, 'input', text);
  if (standing(text, element.value) === 'different' && isText(element)) insert(element, text);
  const done = () => {
    tell(element, 'change');
    tellFocus(element, false);
    return true;
  };
  // Written there, it may still have to be chosen from what is offered for it.
  return offersChoices(element) ? chooseOffered(element, text).then(done) : done();
}

function offersChoices(element: HTMLInputElement): boolean {
  return (
    element.getAttribute('role') === 'combobox' &&
    (element.hasAttribute('aria-controls') || element.hasAttribute('aria-owns'))
  );
}

/** Masks that know only keys take what an editing command writes. */
function insert(element: HTMLInputElement, text: string): void {
  const page = element.ownerDocument;
  const root = element.getRootNode() as Document | ShadowRoot;
  const before = page.activeElement as HTMLElement | null;
  setNatively(element, 'value', '');
  element.focus({ preventScroll: true });
  if (root.activeElement !== element) return;
  element.select();
  page.execCommand('insertText', false, text);
  element.blur();
  if (before && before !== page.body) before.focus({ preventScroll: true });
}

function isText(element: HTMLInputElement): boolean {
  return element.localName === 'textarea' || /^(text|tel|url|email|)$/.test(element.type);
}

function choose(element: HTMLSelectElement, value: string): boolean {
  const index = [...element.options].findIndex(
    (option) => plainLine(option.value) === value && !option.disabled,
  );
  if (index < 0) return false;
  tellFocus(element, true);
  setNatively(element, 'selectedIndex', index);
  tell(element, 'input');
  tell(element, 'change');
  tellFocus(element, false);
  return true;
}

function press({ parts }: Spot, value: string): boolean {
  const radio = (parts as HTMLInputElement[]).find(
    (part) => plainLine(part.value) === value && !part.disabled,
  );
  if (!radio) return false;
  // Frameworks hear the click of such buttons, not their change.
  if (!radio.checked) radio.click();
  return true;
}

function tick(element: HTMLInputElement, on: boolean): boolean {
  if (element.checked !== on) element.click();
  return true;
}

/** By an editing command, which editors of rich text hear; by its text where there is none. */
function write(element: HTMLElement, value: string): boolean {
  const page = element.ownerDocument;
  const before = page.activeElement as HTMLElement | null;
  element.focus({ preventScroll: true });
  const root = element.getRootNode() as Document | ShadowRoot;
  let done = false;
  if (root.activeElement === element) {
    const selection = page.getSelection();
    const saved = selection?.rangeCount ? selection.getRangeAt(0).cloneRange() : null;
    selection?.selectAllChildren(element);
    done = page.execCommand('insertText', false, value);
    if (saved && !element.contains(saved.startContainer)) {
      selection?.removeAllRanges();
      selection?.addRange(saved);
    }
  }
  if (!done || standing(value.trim(), editableText(element).trim()) === 'different') {
    element.textContent = value;
    tell(element, 'input', value);
  }
  tell(element, 'change');
  element.blur();
  if (before && before !== page.body && before !== element) before.focus({ preventScroll: true });
  return true;
}
