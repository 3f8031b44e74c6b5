/** Where a picture is that a page loads only when it comes into sight. The host has the same rule. */

const LATER = ['data-src', 'data-lazy-src', 'data-original', 'data-lazy'];

/**
 * The address to take for the one written in `src`; null where that is the picture itself.
 *
 * @param get an attribute of the picture, null where it has none
 */
export function lazySource(get: (name: string) => string | null): string | null {
  const written = get('src')?.trim() ?? '';
  if (written !== '' && !/^(data|about):/i.test(written)) return null;
  const later = LATER.map((name) => get(name)?.trim() ?? '').find((address) => address !== '');
  return later ?? firstOf(get('srcset')) ?? firstOf(get('data-srcset'));
}

/** The first of several sizes. */
function firstOf(sizes: string | null): string | null {
  const first = sizes?.trim().split(/[\s,]/)[0] ?? '';
  return first === '' || /^data:/i.test(first) ? null : first;
}
