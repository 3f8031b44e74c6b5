/** What of an address and a title is recorded: where, never what was said there. */
import { withoutSecretsAcross } from '../page/told-secrets';

/** Characters of an address that are kept at most. */
const LONGEST = 1_000;

/**
 * An address without user name, query and fragment, where tokens travel. Of a `data:` address only
 * the media type stays, of a `blob:` address the origin that made it.
 */
export function trimmed(address: string): string {
  if (address.startsWith('data:')) {
    return `data:${/^data:([\w.+-]+\/[\w.+-]+)?/.exec(address)?.[1] ?? ''}`;
  }
  if (address.startsWith('blob:')) {
    const origin = hostAndOrigin(address.slice('blob:'.length))?.origin;
    return origin ? `blob:${origin}` : 'blob:';
  }
  try {
    const url = new URL(address);
    url.username = '';
    url.password = '';
    url.search = '';
    url.hash = '';
    return url.href.slice(0, LONGEST);
  } catch {
    return '';
  }
}

/** Characters of a title that are kept at most. */
const LONGEST_TITLE = 200;

/** A tab's title without what it tells in confidence, as that of a message with a code does. */
export function titleOf(title: string | undefined): string | null {
  if (title === undefined) return null;
  return withoutSecretsAcross([title]).join('').slice(0, LONGEST_TITLE);
}

/** The host of a page's address, or null where it has none (an extension's page, a file). */
export function siteOf(address: string | null | undefined): string | null {
  if (!address) return null;
  const url = hostAndOrigin(address.replace(/^blob:/, ''));
  return url && /^https?:$/.test(url.protocol) ? url.hostname : null;
}

/** The one of them that a site is or lies under; what is excluded is so with its subdomains. */
export function siteAround(site: string, sites: string[]): string | undefined {
  return sites.find((one) => site === one || site.endsWith(`.${one}`));
}

function hostAndOrigin(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
