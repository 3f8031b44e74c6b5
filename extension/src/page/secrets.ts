/** What of a form is never read, whoever asks: passwords, payment, one-time codes, the unseen. */

const SECRET_TYPES: ReadonlySet<string> = new Set(['password', 'hidden', 'file']);

const SECRET_AUTOCOMPLETE = /^(cc-|one-time-code|(current|new)-password|webauthn|transaction-)/;

/** Names that forms give to what nobody else may know; whole words of a name in any spelling. */
const SECRET_NAMES =
  /(^|[^a-z])(pass(word|wd|code|phrase)?|pwd|kennwort|passwort|pin|tan|otp|mfa|2fa|totp|secret|token|csrf|cvv2?|cvc2?|csc|iban|bic|swift|ssn|sozialversicherung|security.?code|card.?(number|no|num)|cc.?(num|number|csc|exp|name)|kartennummer|kreditkarte|credit.?card|debit.?card|account.?(number|no)|kontonummer|routing|sort.?code)($|[^a-z])/;

/** What a form control says of itself, as far as it matters here. */
export interface Control {
  type: string;
  autocomplete: string;
  /** Its name, id and label together. */
  says: string;
  value: string;
}

/** Whether a control's value must not be read. */
export function isSecret({ type, autocomplete, says, value }: Control): boolean {
  return (
    SECRET_TYPES.has(type.toLowerCase()) ||
    autocomplete
      .toLowerCase()
      .split(/\s+/)
      .some((word) => SECRET_AUTOCOMPLETE.test(word)) ||
    SECRET_NAMES.test(spaced(says)) ||
    isCardNumber(value)
  );
}

/** "cardNumber" and "card_number" as "card number". */
function spaced(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_\-.[\]]+/g, ' ')
    .toLowerCase();
}

/** Thirteen to nineteen digits, alone in the text, with the check digit of payment cards (Luhn). */
export function isCardNumber(text: string): boolean {
  if (!/^[\d\s-]{13,30}$/.test(text.trim())) return false;
  const digits = text.replace(/\D/g, '');
  if (digits.length < 13 || digits.length > 19) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
