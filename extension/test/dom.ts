/** A page small enough for tests: what is drawn in it is read, written into and pressed. */
import { render, type ComponentChildren } from 'preact';
import { act } from 'preact/test-utils';
import { settled } from './hooks';

type Heard = (event: FakeEvent) => unknown;

interface FakeEvent {
  type: string;
  target: FakeElement;
  currentTarget: FakeElement;
}

/** What had the focus last; the body where that is gone. */
let focused: FakeElement | null = null;

export class FakeElement {
  readonly nodeType: number;
  readonly namespaceURI = 'http://www.w3.org/1999/xhtml';
  readonly childNodes: FakeElement[] = [];
  readonly style = {};
  parentNode: FakeElement | null = null;
  value = '';
  disabled = false;
  files: File[] = [];
  private readonly attributes = new Map<string, string>();
  private readonly heard = new Map<string, Heard>();

  /** @param data what a text says; null of an element */
  constructor(
    readonly localName: string,
    public data: string | null = null,
  ) {
    this.nodeType = data === null ? 1 : 3;
  }

  get firstChild(): FakeElement | null {
    return this.childNodes[0] ?? null;
  }

  get nextSibling(): FakeElement | null {
    const beside = this.parentNode?.childNodes ?? [];
    return beside[beside.indexOf(this) + 1] ?? null;
  }

  get isConnected(): boolean {
    return this === body || (this.parentNode?.isConnected ?? false);
  }

  get text(): string {
    return this.data ?? this.childNodes.map((child) => child.text).join('');
  }

  insertBefore(node: FakeElement, before: FakeElement | null): void {
    node.remove();
    const at = before === null ? this.childNodes.length : this.childNodes.indexOf(before);
    this.childNodes.splice(at, 0, node);
    node.parentNode = this;
  }

  remove(): void {
    const beside = this.parentNode?.childNodes;
    beside?.splice(beside.indexOf(this), 1);
    this.parentNode = null;
  }

  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }

  setAttribute(name: string, value: unknown): void {
    this.attributes.set(name, String(value));
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }

  addEventListener(type: string, heard: Heard): void {
    this.heard.set(type, heard);
  }

  removeEventListener(type: string): void {
    this.heard.delete(type);
  }

  focus(): void {
    focused = this;
  }

  showModal(): void {}

  close(): void {}

  /** It and all in it. */
  all(): FakeElement[] {
    return [this, ...this.childNodes.flatMap((child) => child.all())];
  }

  /** The only element of a kind, or the one that reads so. */
  the(name: string, text?: string): FakeElement {
    const those = this.all().filter(
      (one) => one.localName === name && (text === undefined || one.text === text),
    );
    if (those.length !== 1) throw new Error(`${those.length} × ${name} “${text}” in: ${this.text}`);
    return those[0]!;
  }

  has(name: string, text?: string): boolean {
    return this.all().some(
      (one) => one.localName === name && (text === undefined || one.text === text),
    );
  }

  /** Tells what happened to it, to whom it stands in, too. */
  async does(type: string): Promise<void> {
    await act(() => {
      for (let at: FakeElement | null = this; at; at = at.parentNode) {
        at.heard.get(type)?.call(at, { type, target: this, currentTarget: at });
      }
    });
    await settled();
  }

  press(): Promise<void> {
    this.focus();
    return this.does('click');
  }

  write(text: string): Promise<void> {
    this.value = text;
    return this.does('input');
  }

  choose(...files: File[]): Promise<void> {
    this.files = files;
    return this.does('change');
  }
}

const body = new FakeElement('body');

/** Draws it in a page of its own; what was drawn before is gone. */
export async function draw(children: ComponentChildren): Promise<FakeElement> {
  Object.assign(globalThis, {
    document: {
      body,
      get activeElement() {
        return focused?.isConnected ? focused : body;
      },
      createElementNS: (_: string, name: string) => new FakeElement(name),
      createTextNode: (text: string) => new FakeElement('#text', text),
      querySelector: (name: string) => body.all().find((one) => one.localName === name) ?? null,
    },
    addEventListener: () => undefined,
  });
  for (const root of [...body.childNodes]) root.remove();
  focused = null;
  const root = new FakeElement('div');
  body.insertBefore(root, null);
  await again(root, children);
  return root;
}

/** Draws something else in its place. */
export async function again(root: FakeElement, children: ComponentChildren): Promise<void> {
  await act(() => render(children, root as unknown as Element));
  await settled();
}
