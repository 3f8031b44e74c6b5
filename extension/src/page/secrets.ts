/**
 * What is never recorded, wherever it stands: passwords, cards, one-time codes, hidden fields, and
 * everything on a page that takes them.
 */
import { labelsOf } from './names';
import { Shadows } from './shadows';
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

/** Attributes by which a page may become secret; how it looks counts of what could be at all. */
const TELLING = ['type', 'autocomplete', 'style', 'src', 'maxlength'];

/** Documents around a page and in it that are looked at. */
const MOST_FRAMES = 50;

/** What is secret on one page, with what its life has shown; made once for a page's script. */
export class Secrets {
  /** Fields that were passwords once: "show password" makes them plain text. */
  private readonly passwords = new WeakSet<Element>();

  /** Whether there was one at all. */
  private hadPassword = false;

  /** Nothing on the page could be secret at the last look, and nothing has changed since. */
  private isPlain = false;

  private isWatched = false;

  /** @param shadows the page's, watched by whoever made them */
  constructor(
    private readonly page: Document,
    private readonly shadows = new Shadows(page),
  ) {}

  /** Remembers passwords as the page shows them. */
  watch(signal: AbortSignal): void {
    const touched = (event: Event) => {
      const [element] = event.composedPath();
      if (element instanceof Element) this.wasPassword(element);
    };
    for (const type of ['focusin', 'beforeinput'] as const) {
      this.page.addEventListener(type, touched, { capture: true, passive: true, signal });
    }
    const changed = new MutationObserver((changes) => {
      for (const { attributeName, target, oldValue } of changes) {
        if (oldValue?.toLowerCase() === 'password') {
          this.passwords.add(target as Element);
          this.hadPassword = true;
        }
        const isLook = attributeName === 'style' && (target as Element).localName !== 'input';
        if (!isLook) this.isPlain = false;
      }
    });
    changed.observe(this.page, {
      subtree: true,
      childList: true,
      attributeFilter: TELLING,
      attributeOldValue: true,
    });
    this.isWatched = true;
    signal.addEventListener('abort', () => {
      changed.disconnect();
      this.isPlain = false;
      this.isWatched = false;
    });
  }

  /**
   * Whether what is typed into a field must not be recorded.
   *
   * @param value what it holds, or is about to
   */
  isSecret(field: Element, value = typedIn(field)): boolean {
    return this.wasPassword(field) || looksSecret(field, value);
  }

  /**
   * Whether nothing on the page is recorded: it takes a payment, a password or a code, or a page
   * around it or a frame in it does.
   */
  pageIsSecret(): boolean {
    if (this.isPlain) return isSecretPage(this.page);
    this.isPlain = this.isWatched && this.couldNotBeSecret();
    return (
      this.shadows
        .roots()
        .some(
          (root) =>
            takesSecretsIn(root) ||
            [...root.querySelectorAll('input')].some(
              (one) => this.passwords.has(one) && isDrawn(one),
            ),
        ) ||
      [this.page, ...around(this.page)].some((page) => isSecretPage(page)) ||
      around(this.page).some(takesSecretsIn)
    );
  }

  /** Whether there is nothing on the page that is secret once it is shown, and no other page. */
  private couldNotBeSecret(): boolean {
    const { defaultView: own } = this.page;
    return (
      !this.hadPassword &&
      Boolean(own) &&
      own?.parent === own &&
      this.shadows.roots().length === 1 &&
      this.page.querySelector(`iframe, frame, ${SECRET_FIELD}, ${PAYMENT_FRAME}, ${BOX}`) === null
    );
  }

  private wasPassword(field: Element): boolean {
    if (field.getAttribute('type')?.toLowerCase() === 'password') {
      this.passwords.add(field);
      this.hadPassword = true;
    }
    return this.passwords.has(field);
  }
}

function isSecretPage(page: Document): boolean {
  return SECRET_PATH.test(page.location.pathname);
}

/** The documents of the same origin with which a page is shown: those around it and in it. */
function around(page: Document): Document[] {
  const found: Document[] = [];
  const add = (view: Window | null | undefined) => {
    try {
      if (!view || view.document === page || found.length >= MOST_FRAMES) return;
      found.push(view.document);
    } catch {
      // Of another origin: the browser keeps it apart.
    }
  };
  const { defaultView: own } = page;
  for (let at = own; at && at !== at.parent; at = at.parent as typeof own) add(at.parent);
  for (const frame of page.querySelectorAll('iframe, frame')) {
    add((frame as HTMLIFrameElement).contentWindow);
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
  const ids = (field.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean);
  const root = ids.length > 0 ? (field.getRootNode() as Document | ShadowRoot) : null;
  return [
    ...[...labelsOf(field), ...ids.map((id) => root?.getElementById?.(id))].map((label) =>
      (label?.textContent ?? '').slice(0, LONGEST_LABEL),
    ),
    ...['name', 'id', 'aria-label', 'placeholder', 'data-testid'].map(
      (attribute) => field.getAttribute(attribute) ?? '',
    ),
  ];
}
