/** A document that the panel itself shows: picked from like a page, without any page. */
import { read, type Document, type Value } from '../document/read';
import { pointer } from '../document/paths';
import { discreetText, discreetValue } from './discreet-document';
import { DocumentGround } from './document-ground';
import type { Command, Filled, PlainFile, Sample, Use, View } from './messages';
import { obeyed, outputOf } from './obey';
import { Session } from './session';
import { TextGround, spanOf } from './text-ground';

export class DocumentSource {
  readonly document: Document;
  private readonly ground: DocumentGround | TextGround;
  private readonly session: Session<string>;
  private shown: string[] = [];

  /** @param each the person's word for "each element" */
  constructor(
    readonly file: PlainFile,
    each: string,
    private readonly changed: (view: View) => void,
  ) {
    this.document = read(file.text, file.name);
    const title = file.name.split('/').at(-1) || file.url;
    this.ground =
      this.document.form === 'text'
        ? new TextGround(this.document.text, title, file.url)
        : new DocumentGround(this.document.value as Value, title, file.url, each);
    this.session = new Session<string>(this.ground);
  }

  obey(command: Command): void {
    if (!obeyed(this.session, command)) {
      if (command.do === 'fill') this.fill(command.filled, command.shape);
      else if (command.do === 'show') {
        this.shown =
          command.field === null
            ? this.session.placesInWholeRow(command.row)
            : this.session.placesInRow(command.field, command.row);
      } else this.shown = [];
    }
    this.tell();
  }

  /** The person clicked a value; begins a field where none is being picked. */
  click(place: string): void {
    const { picking, fields } = this.view();
    if (picking === null) this.session.pick(fields.length);
    this.session.click(place);
    // The next click goes to the same field: two of a list are the whole list.
    if (picking === null && this.view().fields.length > fields.length) {
      this.session.pick(fields.length);
    }
    this.tell();
  }

  view(): View {
    return this.session.view(null, false);
  }

  /** For each place that is some field's value, the field's number. */
  marks(): Map<string, number> {
    const marks = new Map<string, number>();
    this.session.marks().forEach(({ places }, field) => {
      for (const place of places) marks.set(place, field);
    });
    return marks;
  }

  isShown(place: string): boolean {
    return this.shown.includes(place);
  }

  /** @param use what is only asked about stays as it is: the student tells values, no places */
  sample(use: Use): Sample {
    const values = this.session.values();
    return {
      input: use === 'ask' ? this.whole() : this.discreet(values.flatMap(({ places }) => places)),
      output: outputOf(values, (place) => this.ground.text(place)),
      rows: this.session.rowTexts(),
    };
  }

  private whole(): Record<string, unknown> {
    const { document } = this;
    return document.form === 'text' ? { text: document.text } : { json: document.value };
  }

  /** What is kept of it: what was picked, and no other secrets. */
  private discreet(picked: string[]): Record<string, unknown> {
    const { document } = this;
    return document.form === 'text'
      ? { text: discreetText(document.text, picked.map(spanOf)) }
      : { json: discreetValue(document.value, new Set(picked)) };
  }

  /** The student tells values, and of texts where they begin; here they get their places. */
  private fill(filled: Filled[], shape: 'page' | 'items'): void {
    const { ground } = this;
    this.session.fill(
      filled.map(({ name, state, values, places }) => ({
        name,
        state,
        take: 'text' as const,
        places:
          ground instanceof TextGround
            ? values.flatMap((text, i) => ground.placeOf(text, places[i]) ?? [])
            : ground.placesOf(values),
      })),
      shape,
    );
  }

  private tell(): void {
    this.changed(this.view());
  }
}

/** For whoever draws a document: the place of a child. */
export function placeBelow(place: string, key: string | number): string {
  return place + pointer([key]);
}
