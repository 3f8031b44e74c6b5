/**
 * What is never recorded, wherever it stands: passwords, cards, one-time codes, hidden fields, and
 * everything on a page that takes them.
 */

/** The tokens of `autocomplete` that name a secret; all of a card's begin with `cc-`. */
const SECRET_TOKENS = new Set(['current-password', 'new-password', 'one-time-code', 'webauthn']);

/** Names of fields that hold secrets, in the languages of the extension and as sites write them. */
const SECRET_NAME =
  /pass(wor[dt]|code|phrase)?(?![a-z])|passw|kennwort|geheim|secret|token|api.?key|\bpin\b|\btan\b|\botp\b|2fa|mfa|totp|one.?time|einmal|security.?code|verification.?code|cvv|cvc|csc|card.?(number|no|num|holder)|cardnumber|karten.?nummer|credit.?card|kreditkarte|iban|\bbic\b|ssn|social.?security/i;

const PAYMENT_OR_LOG_IN =
  'input[type="password"], input[autocomplete*="cc-"], input[autocomplete*="one-time-code"], input[autocomplete*="current-password"], input[autocomplete*="new-password"], iframe[src*="js.stripe.com"], iframe[src*="braintree"], iframe[src*="adyen"], iframe[src*="paypal.com"]';

const SECRET_PATH =
  /(^|[/_-])(log-?in|sign-?in|sign-?up|anmeld\w*|password|passwort|checkout|payment|bezahl\w*|kasse|billing|2fa|otp)([/_.-]|$)/i;

/** Whether what is typed into a field must not be recorded. */
export function isSecret(field: Element): boolean {
  if (!(field instanceof HTMLElement)) return false;
  const type = (field.getAttribute('type') ?? '').toLowerCase();
  if (type === 'password' || type === 'hidden') return true;
  const tokens = (field.getAttribute('autocomplete') ?? '').toLowerCase().split(/\s+/);
  if (tokens.some((token) => SECRET_TOKENS.has(token) || token.startsWith('cc-'))) return true;
  // Only a field can hide its letters; the style of others would be worked out for nothing.
  const hides = field instanceof HTMLInputElement && type !== 'radio' && type !== 'checkbox';
  const style = hides ? getComputedStyle(field).getPropertyValue('-webkit-text-security') : '';
  if (style !== '' && style !== 'none') return true;
  return namesOf(field).some((name) => SECRET_NAME.test(name));
}

/** Whether nothing on a page is recorded: it takes a payment, a password or a code. */
export function pageIsSecret(page: Document): boolean {
  if (SECRET_PATH.test(page.location.pathname)) return true;
  return [...page.querySelectorAll<HTMLElement>(PAYMENT_OR_LOG_IN)].some(
    (field) => field.getClientRects().length > 0,
  );
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

function namesOf(field: HTMLElement): string[] {
  const label = field instanceof HTMLInputElement ? (field.labels?.[0]?.textContent ?? '') : '';
  return [
    label,
    ...['name', 'id', 'aria-label', 'placeholder', 'data-testid'].map(
      (attribute) => field.getAttribute(attribute) ?? '',
    ),
  ];
}
