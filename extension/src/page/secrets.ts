/**
 * What is never recorded, wherever it stands: passwords, cards, one-time codes, hidden fields, and
 * everything on a page that takes them.
 */
import { isBareCode, nameSecret } from './secret-names';

export { withoutSecrets, withoutSecretsAcross } from './told-secrets';

/** The tokens of `autocomplete` that name a secret; all of a card's begin with `cc-`. */
const SECRET_TOKENS = new Set(['current-password', 'new-password', 'one-time-code', 'webauthn']);

const SECRET_FIELD =
  'input[type="password" i], input[style*="text-security"], input[autocomplete*="cc-"], input[autocomplete*="one-time-code"], input[autocomplete*="current-password"], input[autocomplete*="new-password"]';

const PAYMENT_FRAME =
  'iframe[src*="js.stripe.com"], iframe[src*="braintree"], iframe[src*="adyen"], iframe[src*="paypal.com"]';

/** CSS pixels: what is smaller counts visits or keeps a session, and nobody pays in it. */
const LEAST_FRAME = { width: 40, height: 16 };

/** One box of a code that is typed digit by digit. */
const BOX = 'input[maxlength="1"]';

/** So many boxes side by side are one field; of more than these it is a grid, as of a puzzle. */
const BOXES = { fewest: 4, most: 8 };

/** Elements upwards within which boxes count as side by side. */
const BOXES_WITHIN = 3;

const SECRET_PATH =
  /(^|[/_-])(log-?in|sign-?in|sign-?up|anmeld\w*|password|passwort|checkout|payment|bezahl\w*|kasse|billing|2fa|otp)([/_.-]|$)|\/(verify(-[\w-]*)?|verification|o?auth2?|pay|challenge|mfa)([/.]|$)/i;

/** Characters of a label that are looked at. */
const LONGEST_LABEL = 300;

/** Milliseconds between two searches for shadow trees. */
const REST = 2_000;

/** What is secret on one page, with what its life has shown; made once for a page's script. */
export class Secrets {
  /** Fields that were passwords once: "show password" makes them plain text. */
  private readonly passwords = new WeakSet<Element>();
  /** Open shadow trees, found while the page rests: no event waits for a walk through the page. */
  private shadows = new Set<ShadowRoot>();

  constructor(private readonly page: Document) {}

  /** Remembers passwords and shadow trees as the page shows them. */
  watch(signal: AbortSignal): void {
    const touched = (event: Event) => {
      const path = event.composedPath();
      for (const at of path) if (at instanceof ShadowRoot) this.shadows.add(at);
      if (path[0] instanceof Element) this.wasPassword(path[0]);
    };
    for (const type of ['focusin', 'beforeinput'] as const) {
      this.page.addEventListener(type, touched, { capture: true, passive: true, signal });
    }
    let timer = 0;
    const search = () => {
      timer = 0;
      if (!signal.aborted) this.shadows = shadowsIn(this.page);
    };
    const changed = new MutationObserver((changes) => {
      for (const { target, type, oldValue } of changes) {
        if (type === 'attributes' && oldValue?.toLowerCase() === 'password') {
          this.passwords.add(target as Element);
        }
      }
      timer ||= window.setTimeout(search, REST);
    });
    changed.observe(this.page, {
      subtree: true,
      childList: true,
      attributeFilter: ['type'],
      attributeOldValue: true,
    });
    signal.addEventListener('abort', () => {
      changed.disconnect();
      clearTimeout(timer);
      this.shadows.clear();
    });
    search();
  }

  /**
   * Whether what is typed into a field must not be recorded.
   *
   * @param value what it holds, or is about to
   */
  isSecret(field: Element, value = typedIn(field)): boolean {
    return this.wasPassword(field) || looksSecret(field, value);
  }

  /** Whether nothing on the page is recorded: it takes a payment, a password or a code. */
  pageIsSecret(): boolean {
    if (SECRET_PATH.test(this.page.location.pathname)) return true;
    return [this.page, ...this.shadows].some(
      (root) =>
        takesSecretsIn(root) ||
        [...root.querySelectorAll('input')].some((one) => this.passwords.has(one) && isDrawn(one)),
    );
  }

  private wasPassword(field: Element): boolean {
    if (field.getAttribute('type')?.toLowerCase() === 'password') this.passwords.add(field);
    return this.passwords.has(field);
  }
}

function shadowsIn(root: ParentNode, found = new Set<ShadowRoot>()): Set<ShadowRoot> {
  for (const { shadowRoot } of root.querySelectorAll('*')) {
    if (shadowRoot) shadowsIn(shadowRoot, found.add(shadowRoot));
  }
  return found;
}

/** Whether a field is secret as it is now, whatever it was before. */
export function looksSecret(field: Element, value = typedIn(field)): boolean {
  if (!(field instanceof realmOf(field).HTMLElement)) return false;
  const type = (field.getAttribute('type') ?? '').toLowerCase();
  if (type === 'password' || type === 'hidden') return true;
  const tokens = (field.getAttribute('autocomplete') ?? '').toLowerCase().split(/\s+/);
  if (tokens.some((token) => SECRET_TOKENS.has(token) || token.startsWith('cc-'))) return true;
  const style = isTypedIn(field)
    ? getComputedStyle(field).getPropertyValue('-webkit-text-security')
    : '';
  if (style !== '' && style !== 'none') return true;
  return isBoxOfCode(field) || nameSecret(namesOf(field), isBareCode(value) || isShort(field));
}

/** Whether a document or shadow tree shows a field that makes its page secret. */
function takesSecretsIn(root: ParentNode): boolean {
  return (
    [...root.querySelectorAll(SECRET_FIELD)].some(isDrawn) ||
    [...root.querySelectorAll(PAYMENT_FRAME)].some(isUsed) ||
    [...root.querySelectorAll(BOX)].some((box) => isDrawn(box) && isBoxOfCode(box))
  );
}

/** Whether an element is one that makes its page secret. */
export function takesSecrets(element: Element): boolean {
  return element.matches(PAYMENT_FRAME)
    ? isUsed(element)
    : isDrawn(element) && (element.matches(SECRET_FIELD) || isBoxOfCode(element));
}

/** Whether a field is one of several boxes that together take one code. */
function isBoxOfCode(field: Element): boolean {
  if (field.getAttribute('maxlength') !== '1') return false;
  let around = field.parentElement;
  for (let level = 0; around && level < BOXES_WITHIN; level++, around = around.parentElement) {
    const count = around.querySelectorAll(BOX).length;
    if (count >= BOXES.fewest) return count <= BOXES.most;
  }
  return false;
}

function isDrawn(element: Element): boolean {
  return (
    element.getClientRects().length > 0 &&
    element.checkVisibility?.({ visibilityProperty: true }) !== false
  );
}

/** Whether a frame is shown where a person could type into it. */
function isUsed(frame: Element): boolean {
  const { width, height, right, bottom } = frame.getBoundingClientRect();
  const { scrollX = 0, scrollY = 0 } = frame.ownerDocument.defaultView ?? {};
  return (
    width >= LEAST_FRAME.width &&
    height >= LEAST_FRAME.height &&
    right + scrollX > 0 &&
    bottom + scrollY > 0 &&
    isDrawn(frame)
  );
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
