/**
 * Names that a framework makes up anew at each load or build: they say nothing of what is named, and
 * are neither recorded nor gone by.
 */

/** What generators of names are known to write. */
const KNOWN =
  /^(css|sc|jss|emotion|tss|styled)-|(^|[-_])(ember|yui_|ext-gen|gwt-uid-|headlessui-[a-z]+-|radix-|react-select-\d+-)|^[:«_]r[\w]*[:»_]$/i;

/** A number of four digits and more is a number of something. */
const LONG_NUMBER = /\d{4}/;

const HEX = /^(?=.*\d)(?=.*[a-f])[0-9a-f]{8,}$/i;

/** Letters and digits that take turns so often are no word with a number. */
const MOST_TURNS = 3;

export function isMadeUp(name: string): boolean {
  return (
    KNOWN.test(name) ||
    LONG_NUMBER.test(name) ||
    name.split(/[^A-Za-z0-9]+/).some((piece) => HEX.test(piece) || turns(piece) >= MOST_TURNS)
  );
}

/** How often letters follow digits, or digits letters: three times in `a1b2`. */
function turns(piece: string): number {
  return piece.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0;
}
