/** Links as a page writes them, without what travels in them. */

const SECRET_PARAMETERS =
  /[?&;#](access_?token|api_?key|auth|code|jwt|key|pass(word)?|s(ess(ion)?)?_?id|secret|sig(nature)?|ticket|token)=/i;

/** A link as a page writes it, without the parts in which tokens travel. */
export function withoutTokens(link: string): string {
  if (/^(data|blob|javascript):/i.test(link.trim())) return `${link.trim().split(':')[0]}:`;
  return SECRET_PARAMETERS.test(link) ? link.replace(/[?#;].*$/s, '') : link;
}
