/** What of a document becomes an example: all that it holds, without what was not picked of secrets. */
import { isLeaf, pointer, textOf } from '../document/paths';
import type { Value } from '../document/read';
import { isBareCode, nameSecret } from '../page/secret-names';
import { withoutSecretsAcross, withoutSecretsInPlace } from '../page/told-secrets';

/** What stands for a value that its key says is a secret: the way to it stays. */
const LEFT_OUT = '…';

/** Keys of secrets that nobody types into a form. */
const MACHINES =
  /^pass$|authori[sz]ation|cookie|session[ _-]?(id|key)|private[ _-]?key|credential|jwt|bearer/i;

/** Keys of which one says what the other holds. */
const NAMING = ['name', 'key'];
const HOLDING = /^values?$/i;

/**
 * A document's value without what is told in it in confidence; keys and places stay.
 *
 * @param picked pointers of the values that stay as they are
 */
export function discreetValue(value: Value, picked: ReadonlySet<string>): Value {
  const texts: string[] = [];
  eachLeaf(value, (leaf) => texts.push(textOf(leaf)));
  const said = withoutSecretsAcross(texts);
  const names = new Names();
  let at = 0;
  const kept = (one: Value, place: string, isSecret: boolean, key: string): Value => {
    if (typeof one !== 'object' || one === null) {
      const [text, without] = [texts[at] as string, said[at] as string];
      at++;
      if (text === '' || typeof one === 'boolean' || picked.has(place)) return one;
      if (isSecret || names.isSecret(key, isBareCode(text))) return LEFT_OUT;
      return without === text ? one : without;
    }
    if (Array.isArray(one)) {
      return one.map((child, i) => kept(child, place + pointer([i]), isSecret, key));
    }
    const named = NAMING.some((name) => {
      const told = Object.hasOwn(one, name) ? one[name] : null;
      return typeof told === 'string' && names.isSecret(told, false);
    });
    return Object.fromEntries(
      Object.entries(one).map(([name, child]): [string, Value] => [
        name,
        kept(
          child,
          place + pointer([name]),
          isSecret ||
            (named && HOLDING.test(name)) ||
            (!isLeaf(child) && names.isSecret(name, false)),
          name,
        ),
      ]),
    );
  };
  return kept(value, '', false, '');
}

/**
 * A text without what is told in it in confidence; every character keeps its place.
 *
 * @param picked from and to of what stays as it is
 */
export function discreetText(text: string, picked: readonly [from: number, to: number][]): string {
  let said = withoutSecretsInPlace(text);
  for (const [from, to] of picked) {
    said = said.slice(0, from) + text.slice(from, to) + said.slice(to);
  }
  return said;
}

/** In the order in which {@link discreetValue} comes by. */
function eachLeaf(value: Value, see: (leaf: Value) => void): void {
  if (typeof value !== 'object' || value === null) see(value);
  else for (const child of Object.values(value)) eachLeaf(child, see);
}

/** A table says the same few keys in every row. */
class Names {
  private readonly known = new Map<string, boolean>();

  isSecret(key: string, looksLikeCode: boolean): boolean {
    const asked = `${looksLikeCode} ${key}`;
    const known = this.known.get(asked);
    if (known !== undefined) return known;
    const said = MACHINES.test(key) || nameSecret([key], looksLikeCode);
    this.known.set(asked, said);
    return said;
  }
}
