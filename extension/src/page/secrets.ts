/**
 * What is never recorded, wherever it stands: passwords, cards, one-time codes, hidden fields, and
 * everything on a page that takes them.
 */
import { isBareCode, nameSecret } from './secret-names';

/** The tokens of `autocomplete` that name a secret; all of a card's begin with `cc-`. */
const SECRET_TOKENS = new Set(['current-password', 'new-password', 'one-time-code', 'webauthn']);

const PAYMENT_OR_LOG_IN =
  'input[type="password" i], input[style*="text-security"], input[autocomplete*="cc-"], input[autocomplete*="one-time-code"], input[autocomplete*="current-password"], input[autocomplete*="new-password"], iframe[src*="js.stripe.com"], iframe[src*="braintree"], iframe[src*="adyen"], iframe[src*="paypal.com"]';

const SECRET_PATH =
  /(^|[/_-])(log-?in|sign-?in|sign-?up|anmeld\w*|password|passwort|checkout|payment|bezahl\w*|kasse|billing|2fa|otp)([/_.-]|$)|\/(verify(-[\w-]*)?|verification|o?auth2?|pay|challenge|mfa)([/.]|$)/i;

/** Characters of a label that are looked at. */
const LONGEST_LABEL = 300;

/** What this page's life has shown; the page's script fills it through `watchSecrets`. */
const seen = {
  /** Fields that were passwords once: "show password" makes them plain text. */
  passwords: new WeakSet<Element>(),
  /** Open shadow trees, found while the page rests: no event waits for a walk through the page. */
  shadows: new Set<ShadowRoot>(),
};

/** Milliseconds between two searches for shadow trees. */
const REST = 2_000;

/** Remembers passwords and shadow trees as the page shows them. */
export function watchSecrets(signal: AbortSignal): void {
  const touched = (event: Event) => {
    const path = event.composedPath();
    for (const at of path) if (at instanceof ShadowRoot) seen.shadows.add(at);
    if (path[0] instanceof Element) rememberPassword(path[0]);
  };
  for (const type of ['focusin', 'beforeinput'] as const) {
    document.addEventListener(type, touched, { capture: true, passive: true, signal });
  }
  let timer = 0;
  const search = () => {
    timer = 0;
    if (!signal.aborted) seen.shadows = shadowsIn(document);
  };
  const changed = new MutationObserver((changes) => {
    for (const { target, type, oldValue } of changes) {
      if (type === 'attributes' && oldValue?.toLowerCase() === 'password') {
        seen.passwords.add(target as Element);
      }
    }
    timer ||= window.setTimeout(search, REST);
  });
  changed.observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: ['type'],
    attributeOldValue: true,
  });
  signal.addEventListener('abort', () => {
    changed.disconnect();
    clearTimeout(timer);
    seen.shadows.clear();
  });
  search();
}

function shadowsIn(root: ParentNode, found = new Set<ShadowRoot>()): Set<ShadowRoot> {
  for (const { shadowRoot } of root.querySelectorAll('*')) {
    if (shadowRoot) shadowsIn(shadowRoot, found.add(shadowRoot));
  }
  return found;
}

function rememberPassword(field: Element): boolean {
  if (field.getAttribute('type')?.toLowerCase() === 'password') seen.passwords.add(field);
  return seen.passwords.has(field);
}

/**
 * Whether what is typed into a field must not be recorded.
 *
 * @param value what it holds, or is about to
 */
export function isSecret(field: Element, value = typedIn(field)): boolean {
  if (!(field instanceof realmOf(field).HTMLElement)) return false;
  const type = (field.getAttribute('type') ?? '').toLowerCase();
  if (rememberPassword(field) || type === 'hidden') return true;
  const tokens = (field.getAttribute('autocomplete') ?? '').toLowerCase().split(/\s+/);
  if (tokens.some((token) => SECRET_TOKENS.has(token) || token.startsWith('cc-'))) return true;
  const style = isTypedIn(field)
    ? getComputedStyle(field).getPropertyValue('-webkit-text-security')
    : '';
  if (style !== '' && style !== 'none') return true;
  return nameSecret(namesOf(field), isBareCode(value) || isShort(field));
}

/** Whether nothing on a page is recorded: it takes a payment, a password or a code. */
export function pageIsSecret(page: Document): boolean {
  if (SECRET_PATH.test(page.location.pathname)) return true;
  return [page, ...seen.shadows].some(
    (root) =>
      [...root.querySelectorAll(PAYMENT_OR_LOG_IN)].some(isDrawn) ||
      [...root.querySelectorAll('input')].some((one) => seen.passwords.has(one) && isDrawn(one)),
  );
}

/** Whether an element is one that makes its page secret. */
export function takesSecrets(element: Element): boolean {
  return element.matches(PAYMENT_OR_LOG_IN) && isDrawn(element);
}

function isDrawn(element: Element): boolean {
  return element.getClientRects().length > 0;
}

/**
 * A text without card numbers, account numbers, one-time codes and passwords that are told in it,
 * as in a message that brings one.
 */
export function withoutSecrets(text: string): string {
  return text
    .replace(/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g, '…')
    .replace(/\b\d(?:[ -]?\d){12,18}\b/g, (number) => (isCardNumber(number) ? '…' : number))
    .replace(
      /((?:code|otp|pin|tan|passcode|password|passwort|kennwort|token|secret)\b[^.!?\n]{0,30}?)(?:\b\d[\d -]{2,9}\d\b|(?<=[:=] ?)\S{4,})/gi,
      '$1…',
    )
    .replace(/\b\d{4,8}\b(?=[^.!?\n]{0,30}\b(?:code|otp|pin|tan|passcode)\b)/gi, '…');
}

/** Luhn's check, which every card number passes and one in ten other numbers. */
function isCardNumber(text: string): boolean {
  const digits = [...text.replaceAll(/\D/g, '')].reverse().map(Number);
  const sum = digits.reduce((all, digit, i) => {
    const double = i % 2 === 1 ? digit * 2 : digit;
    return all + (double > 9 ? double - 9 : double);
  }, 0);
  return sum % 10 === 0;
}

/** Only such a field can hide its letters; the style of others would be worked out for nothing. */
function isTypedIn(field: Element): boolean {
  const realm = realmOf(field);
  if (field instanceof realm.HTMLInputElement) return !/^(radio|checkbox)$/.test(field.type);
  return (
    field instanceof realm.HTMLTextAreaElement ||
    (field instanceof realm.HTMLElement && field.isContentEditable)
  );
}

/** A frame has kinds of elements of its own. */
function realmOf(field: Element): typeof globalThis {
  return (field.ownerDocument?.defaultView as typeof globalThis | null | undefined) ?? globalThis;
}

function typedIn(field: Element): string {
  return isTypedIn(field) ? ((field as HTMLInputElement).value ?? '') : '';
}

/** Whether a field is made for a short number. */
function isShort(field: HTMLElement): boolean {
  if (!isTypedIn(field)) return false;
  const longest = Number(field.getAttribute('maxlength') ?? 0);
  return field.getAttribute('inputmode') === 'numeric' || (longest > 0 && longest <= 8);
}

function namesOf(field: HTMLElement): string[] {
  const labels = (field as { labels?: NodeListOf<HTMLElement> | null }).labels ?? [];
  const ids = (field.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean);
  const root = ids.length > 0 ? (field.getRootNode() as Document | ShadowRoot) : null;
  return [
    ...[...labels, ...ids.map((id) => root?.getElementById?.(id))].map((label) =>
      (label?.textContent ?? '').slice(0, LONGEST_LABEL),
    ),
    ...['name', 'id', 'aria-label', 'placeholder', 'data-testid'].map(
      (attribute) => field.getAttribute(attribute) ?? '',
    ),
  ];
}
