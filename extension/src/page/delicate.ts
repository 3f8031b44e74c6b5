/** Pages of which it is not even offered to watch them: money, health, and the ways in. */

const WORDS =
  /\b(online-?)?(bank(ing)?|konto|sparkasse|volksbank|depot|broker|paypal|wallet|kredit|credit|payroll|steuer|tax(es)?|elster|health|gesundheit|medical|medizin|clinic|klinik|hospital|krankenhaus|krankenkasse|patients?|doctors?|arzt|ärzte|aerzte|praxis|therap(y|ist|ie|eut\w*)|pharmacy|apotheke|diagnos\w+|insurance|versicherung|pregnan\w+|schwanger\w*|dating|log-?in|sign-?in|anmelden|passwor[dt])\b/i;

/** Whether an address or a title tells of such a page. */
export function isDelicate(address: string, title: string): boolean {
  let place = address;
  try {
    const { hostname, pathname } = new URL(address);
    place = `${hostname.replaceAll('.', ' ')} ${pathname}`;
  } catch {
    // Not an address; looked at as it is.
  }
  return WORDS.test(place.replaceAll(/[/_]/g, ' ')) || WORDS.test(title);
}
