/** Does one step at a time in a page, when it is sure of the element and the person looks on. */
import { check, isInvalid, put } from '../fill/put';
import { plainLine } from '../page/field-names';
import { Secrets } from '../page/secrets';
import { Shadows } from '../page/shadows';
import { isTyped, nameFor } from '../page/target';
import { withoutSecrets } from '../page/told-secrets';
import { HOVER, Overlay } from '../pick/overlay';
import type { ReplayStep } from '../protocol';
import { find } from './find';
import type { Command, Told, Why } from './messages';
import { pays } from './pays';

const LONGEST = 2_000;

/** Characters of what stands on a button. */
const LONGEST_NAME = 100;

const BUTTON = 'button, a, [role="button"]';

export class Replay {
  private readonly shadows = new Shadows(document);
  private readonly secrets = new Secrets(document, this.shadows);
  private overlay: Overlay | null = null;
  private touched = false;

  constructor(private readonly signal: AbortSignal) {
    this.secrets.watch(signal);
    // Whoever takes the mouse or the keyboard themselves is not run over.
    for (const type of ['pointerdown', 'keydown'] as const) {
      const hear = (event: Event) => (this.touched ||= event.isTrusted);
      document.addEventListener(type, hear, { capture: true, passive: true, signal });
    }
  }

  obey(command: Exclude<Command, { replay: 'end' }>): Told {
    switch (command.replay) {
      case 'resume':
        this.touched = false;
        return told();
      case 'find':
        return this.found(command.step);
      case 'act':
        return this.act(command);
    }
  }

  private found(step: ReplayStep): Told {
    this.shadows.find();
    if (this.secrets.pageIsSecret()) return told('secret');
    const { element, confidence } = find(step.on, this.shadows);
    this.overlay ??= new Overlay(this.signal);
    this.overlay.draw(element ? [{ node: element, color: HOVER, name: step.on.name }] : []);
    element?.scrollIntoView?.({ block: 'nearest', behavior: 'instant' });
    return told(element ? null : 'missing', { confidence });
  }

  private act({ step, value, least }: Extract<Command, { replay: 'act' }>): Told {
    this.shadows.find();
    if (this.touched) return told('person');
    if (this.secrets.pageIsSecret()) return told('secret');
    const { element, confidence } = find(step.on, this.shadows);
    if (!(element instanceof HTMLElement) || confidence < least) {
      return told('missing', { confidence });
    }
    const refusal = this.refusal(element, step);
    if (refusal) return told(refusal, { confidence });
    this.overlay?.draw([]);
    switch (step.deed) {
      case 'copy':
        return told(null, { confidence, copied: textOf(element) });
      case 'click':
        element.click();
        break;
      case 'submit': {
        const form = element.closest('form');
        if (!form) return told('missing');
        form.requestSubmit(element === form || isTyped(element) ? null : element);
        break;
      }
      default:
        if (!enter(element, value ?? '')) return told('refused', { confidence });
    }
    return told(null, { confidence });
  }

  private refusal(element: HTMLElement, { deed }: ReplayStep): Why | null {
    if (this.secrets.isSecret(element)) return 'secret';
    const presses = deed === 'click' || deed === 'submit';
    if (presses && saysWhatItDoes(element, deed).some(pays)) return 'payment';
    const locked =
      element.matches(':disabled, [aria-disabled="true"]') ||
      (!presses && deed !== 'copy' && (element as HTMLInputElement).readOnly);
    return locked ? 'locked' : null;
  }
}

/** What stands on an element that is pressed, or on the button that its form is sent by. */
function saysWhatItDoes(element: HTMLElement, deed: ReplayStep['deed']): string[] {
  const sendsForm = deed === 'submit' && (isTyped(element) || element.localName === 'form');
  const sender = sendsForm
    ? [...(element.closest('form')?.elements ?? [])].find(
        (one) => (one as HTMLButtonElement).type === 'submit',
      )
    : null;
  return [element, ...(sender ? [sender] : [])].flatMap((one) => [
    nameFor(one),
    // A name for machines may hide what is there to read.
    one.matches(BUTTON) ? (one.textContent ?? '').trim().slice(0, LONGEST_NAME) : '',
  ]);
}

/** Puts a value, and looks at what stands there then. */
function enter(element: HTMLElement, text: string): boolean {
  const value = element instanceof HTMLSelectElement ? optionOf(element, text) : text;
  if (value === null) return false;
  const spot = { element, parts: [element] };
  const wasInvalid = isInvalid(element);
  return put(spot, value) && check(spot, value, wasInvalid) !== 'different';
}

/** The value of the option that a person reads so. */
function optionOf(list: HTMLSelectElement, label: string): string | null {
  const option = [...list.options].find((one) => one.label.trim() === label.trim());
  return option ? plainLine(option.value) : null;
}

function textOf(element: HTMLElement): string {
  const text = isTyped(element) ? (element as HTMLInputElement).value : element.innerText;
  return withoutSecrets(text ?? '')
    .trim()
    .slice(0, LONGEST);
}

function told(why: Why | null = null, more: Partial<Told> = {}): Told {
  return { confidence: 0, copied: null, why, ...more };
}
