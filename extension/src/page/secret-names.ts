/** Names that say a field holds a secret, in the languages of the extension and as sites write them. */

/** What a name must not contain, glued or not. */
const SECRET_PART =
  /pass(wor[dt]|code|phrase)?(?![a-z])|passw|kennwort|geheim|secret|token|api.?key|2fa|mfa|totp|one.?time|einmal|pin.?code|cvv|cvc|csc|card.?(number|no|num|holder)|karten.?nummer|credit.?card|kreditkarte|pr(ü|ue)f.?(ziffer|nummer|nr)|\bcc.?(num|no\b|nr\b|exp)|iban|ssn|social.?security/;

/** What secret names are only as whole words. */
const SECRET_WORDS: ReadonlySet<string> = new Set(
  'pin tan mtan itan smstan pushtan chiptan phototan otp pw pwd pswd bic'.split(' '),
);

/** Codes that let somebody in, whatever they look like. */
const SECRET_CODE =
  /\b(auth|authentication|authorization|authenticator|confirm|confirmation|verify|verification|security|login|sms|access|activation|backup|recovery) ?code|(best(ä|ae)tigungs|sicherheits|verifizierungs|freigabe|aktivierungs|zugangs) ?code/;

/** Codes that name things, which are recorded like any other value. */
const PLAIN_CODE =
  /(\b|_)(post|postal|zip|plz|country|calling|dial|dialing|area|region|state|land|landes|länder|discount|promo|promotion|promotional|coupon|voucher|gutschein|rabatt|aktions|product|produkt|item|artikel|article|bar|qr|currency|language|lang|color|colour|status|error|source|tax|sku|en|de|uni) ?code/;

/** Whether a text is nothing but 3 to 8 digits, as one-time codes and card checks are. */
export function isBareCode(value: string): boolean {
  return /^\d(?:[ -]?\d){2,7}$/.test(value.trim());
}

/**
 * Whether one of a field's names says that it holds a secret.
 *
 * @param looksLikeCode whether the field is made for a short number or holds one
 */
export function nameSecret(names: readonly string[], looksLikeCode: boolean): boolean {
  const split = names.map(wordsOf);
  const secret = split.some(
    (name, i) =>
      SECRET_PART.test(name) ||
      SECRET_PART.test((names[i] ?? '').normalize('NFC').toLowerCase()) ||
      SECRET_CODE.test(name) ||
      name.split(' ').some((word) => SECRET_WORDS.has(word)),
  );
  if (secret || !looksLikeCode) return secret;
  return split.some((name) => /code\b/.test(name)) && !split.some((name) => PLAIN_CODE.test(name));
}

/** A name's words, a space between: `otp_code`, `otpCode`, `smsTAN` and `Code 1` have several. */
function wordsOf(name: string): string {
  return name
    .normalize('NFC')
    .replace(
      /(\p{Ll})(?=\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})|(\p{L})(?=\d)|(\d)(?=\p{Lu}\p{Ll})/gu,
      '$& ',
    )
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter(Boolean)
    .join(' ');
}
