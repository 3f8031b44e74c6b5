/** Secrets that a page or message tells in words: card and account numbers, codes, passwords. */

/** Before "code": one of the post, a country or a product is on every envelope and bill. */
const OF_A_THING =
  '(?<!(?:post|postal|zip|plz|area|country|region|state|dial|dialing|calling|promo|promotion|discount|rabatt|aktions|product|produkt|item|artikel|article|order|colou?r|currency|language|status|error|tax)[\\s_-]?)';

/** What stands in the place of a secret. */
const MASK = '…';

/** A code's own name, so plain that a number after it is one, however many elements lie between. */
const CODE_NAME =
  '(?:(?:one[ -]?time|verification|security|log-?in|sign-?in|access|confirmation|authentication|authori[sz]ation|recovery|sms|best(?:ä|ae)tigungs|sicherheits|verifizierungs|freigabe|anmelde|zugangs)[ -]?(?:pass)?(?:code|kennwort|passwor[dt]|pin)|(?:your|ihr|dein) code|(?:[ms]-?|(?:your|ihre|deine) )tan|otp|passcode|einmal(?:code|kennwort|passwort))';

/** Four to eight digits: in one, in pairs or threes, or one by one as boxes show them. */
const DIGITS =
  '(?:\\d{4,8}(?!\\d)|\\d{2,3}(?:[ -]\\d{2,3}(?!\\d)){1,3}|\\d(?:[ -]\\d(?!\\d)){3,7})';

const LINKING = '(?: ?(?:is|lautet|ist))?[ :.–-]{0,4}';

/** A number after a code's name, and before it; only the number is the secret. */
const TOLD_CODES = [
  new RegExp(`(?=\\d)(?<!\\d[ -]?)(?<=\\b${CODE_NAME}${LINKING})${DIGITS}`, 'gi'),
  new RegExp(
    `(?=\\d)(?<!\\d[ -]?)${DIGITS}(?= (?:is|ist) (?:your|ihr|dein) (?:\\w+ )?${CODE_NAME})`,
    'gi',
  ),
];

/** Cards as boxes show them: four numbers of four digits and no more, or every digit alone. */
const SPLIT_CARD = /(?<!\d[ -]?)(?:[3-6]\d{3}(?:[ -]\d{4}){3}|[3-6](?: \d){12,18})(?![ -]?\d)/g;

const ACCOUNT = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g;
const CARD = /\b\d(?:[ -]?\d){12,18}\b/g;

const NAMED = new RegExp(
  `((?:${OF_A_THING}code|otp|pin|tan|passcode|password|passwort|kennwort|token|secret)\\b[^.!?\\n]{0,30}?)(?:\\b\\d[\\d -]{2,9}\\d\\b|(?<=[:=] ?)\\S{4,})`,
  'gi',
);
const BEFORE_NAME = new RegExp(
  `\\b\\d{4,8}\\b(?=[^.!?\\n]{0,30}\\b(?:${OF_A_THING}code|otp|pin|tan|passcode)\\b)`,
  'gi',
);

/**
 * A text without card numbers, account numbers, one-time codes and passwords that are told in it,
 * as in a message that brings one.
 */
export function withoutSecrets(text: string): string {
  return masked(text, () => MASK);
}

/**
 * The same of one long text, where a secret may also go on in the next line; as long as before, so
 * that all places in it stay what they are.
 */
export function withoutSecretsInPlace(text: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const [from, to] of secretsIn(text.replaceAll(/\s/g, ' '))) {
    parts.push(text.slice(end, from), MASK.repeat(to - from));
    end = to;
  }
  return masked(parts.join('') + text.slice(end), (secret) => MASK.repeat(secret.length));
}

function masked(text: string, mask: (secret: string) => string): string {
  return text
    .replace(ACCOUNT, mask)
    .replace(CARD, (number) => (isCardNumber(number) ? mask(number) : number))
    .replace(NAMED, (all, name: string) => name + mask(all.slice(name.length)))
    .replace(BEFORE_NAME, mask);
}

/**
 * The same of texts that stand side by side, as those of elements do: of a secret that begins in one
 * and ends in another, or is named in one and told in the next, each part goes.
 *
 * @param pieces in the order in which they are read
 */
export function withoutSecretsAcross(pieces: readonly string[]): string[] {
  const starts: number[] = [];
  // Joined once: looking at the end of a text that grows copies it each time.
  const parts: string[] = [];
  let length = 0;
  let isApart = true;
  const add = (part: string) => {
    parts.push(part);
    length += part.length;
  };
  for (const piece of pieces) {
    if (!isApart) add(' ');
    starts.push(length);
    // Character for character: a place in what is joined is one in its piece.
    const plain = piece.replaceAll(/\s/g, ' ');
    add(plain);
    isApart = plain === '' || plain.endsWith(' ');
  }
  const joined = parts.join('');
  const masked = [...pieces];
  for (const [from, to] of secretsIn(joined).reverse()) {
    for (let i = lastAt(starts, to - 1); i >= 0; i--) {
      const start = starts[i] as number;
      const piece = masked[i] as string;
      if (start < to && start + (pieces[i] as string).length > from) {
        masked[i] = piece.slice(0, Math.max(0, from - start)) + MASK + piece.slice(to - start);
      }
      if (start <= from) break;
    }
  }
  return masked.map(withoutSecrets);
}

/** Where secrets stand, from and to, in order; they do not overlap. */
function secretsIn(text: string): [from: number, to: number][] {
  const found: [number, number][] = [];
  const add = (from: number, to: number) => found.push([from, to]);
  for (const codes of TOLD_CODES) {
    for (const { 0: code, index } of text.matchAll(codes)) add(index, index + code.length);
  }
  for (const { 0: card, index } of text.matchAll(SPLIT_CARD)) {
    if (isCardNumber(card)) add(index, index + card.length);
  }
  for (const { 0: account, index } of text.matchAll(ACCOUNT)) {
    const length = accountLength(account);
    if (length > 0) add(index, index + length);
  }
  return merged(found);
}

/** What overlaps is one. */
function merged(ranges: [from: number, to: number][]): [from: number, to: number][] {
  const apart: [number, number][] = [];
  for (const [from, to] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = apart.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}

/** The characters of a text that are an account number by its check digits (ISO 7064, 97-10). */
function accountLength(text: string): number {
  for (let length = text.length; length >= 15; length--) {
    const plain = text.slice(0, length).replaceAll(' ', '');
    if (plain.length < 15 || text[length - 1] === ' ') continue;
    const turned = plain.slice(4) + plain.slice(0, 4);
    let rest = 0;
    for (const character of turned) {
      for (const digit of String(parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97;
    }
    if (rest === 1) return length;
  }
  return 0;
}

/** The piece in which a place of the joined text is. */
function lastAt(starts: number[], place: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
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
