/** A plain text as ground to pick from: its places are spans, "from-to" in UTF-16 units. */
import { fold } from '../page/snapshot';
import type { Take } from './messages';
import type { Ground } from './reading';

export class TextGround implements Ground<string> {
  readonly isLarge = false;

  constructor(
    private readonly whole: string,
    readonly title: string,
    readonly url: string,
  ) {}

  text(place: string, take: Take = 'text'): string {
    if (take !== 'text') return '';
    return this.whole.slice(...spanOf(place));
  }

  /** The words before a colon in front of it: "Name: Ada". */
  nameOf(place: string): string {
    const [from] = spanOf(place);
    const line = this.whole.slice(this.whole.lastIndexOf('\n', from - 1) + 1, from);
    return fold(/([^\s:,;][^:,;]{0,30}):\s*$/.exec(line)?.[1] ?? '');
  }

  alike(picked: string[]): string[] {
    return this.sorted(picked);
  }

  alikeOne(): null {
    return null;
  }

  sorted(places: string[]): string[] {
    return [...new Set(places)].sort((a, b) => spanOf(a)[0] - spanOf(b)[0]);
  }

  /** A text is one record. */
  rows(fields: string[][]): string[][][] {
    if (fields.every((places) => places.length === 0)) return [];
    return [fields.map((places) => this.sorted(places))];
  }

  way(): string {
    return '';
  }

  /** Where a value that was found begins; its first occurrence where nothing says it. */
  placeOf(text: string, from: number | undefined): string | null {
    const at =
      from !== undefined && this.whole.startsWith(text, from) ? from : this.whole.indexOf(text);
    return text === '' || at < 0 ? null : `${at}-${at + text.length}`;
  }
}

export function spanOf(place: string): [from: number, to: number] {
  return place.split('-').map(Number) as [number, number];
}
