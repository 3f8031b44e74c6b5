/** The picker in a page: what the panel asks for, what the person points at, what is drawn. */
import { t } from '../i18n';
import { look } from '../page/look';
import { plainLine } from '../page/field-names';
import { nextPage } from '../page/next';
import { Secrets, takesSecrets } from '../page/secrets';
import { marked } from '../page/snapshot';
import { elementAt, isArrow, walk, withText } from './aim';
import { discreet } from './discreet';
import { TAKES, type Command, type Filled, type Sample, type Take, type Told } from './messages';
import { COLORS, HOVER, Overlay, boxInWindow, type Outline } from './overlay';
import { PageGround } from './page-ground';
import { obeyed, outputOf } from './obey';
import { Session } from './session';

/** Lives as long as the panel's port. */
export class Picker {
  private ground = new PageGround(look(document));
  private readonly session = new Session<Node>(this.ground);
  private readonly overlay: Overlay;
  private readonly life: AbortController;
  private readonly watcher: MutationObserver;
  private aimed: Element | null = null;
  /** Whether the page has changed since it was looked at. */
  private stale = false;
  private shown: Node[] = [];
  /** The page as the student saw it: what it found is numbered as there. */
  private sampled = this.ground;

  constructor(private readonly tell: (told: Told) => void) {
    this.life = new AbortController();
    this.overlay = new Overlay(this.life.signal);
    this.watcher = new MutationObserver((changes) => {
      if (changes.some(({ target }) => target !== this.overlay.host)) this.stale = true;
    });
    this.watch();
    this.life.signal.addEventListener('abort', () => this.watcher.disconnect());
    this.listen();
    this.show();
  }

  end(): void {
    this.life.abort();
  }

  obey(command: Command): void {
    this.refresh();
    if (obeyed(this.session, command)) {
      this.show();
      return;
    }
    switch (command.do) {
      case 'fill':
        this.session.fill(
          command.filled.map((field) => ({
            name: field.name,
            state: field.state,
            take: this.takeOf(field),
            places: field.places
              .flatMap((index) => this.sampled.element(index) ?? [])
              .filter((node) => this.ground.has(node)),
          })),
          command.shape,
        );
        break;
      case 'show':
        this.shown =
          command.field === null
            ? this.session.placesInWholeRow(command.row)
            : this.session.placesInRow(command.field, command.row);
        bringIntoSight(this.shown[0]);
        this.draw();
        return;
      case 'hide':
        this.shown = [];
        this.draw();
        return;
      case 'sample':
        this.tell(
          this.isSecret()
            ? { refused: 'secretPage', id: command.id }
            : { sample: this.sample(), id: command.id },
        );
        return;
    }
    this.show();
  }

  /** Whether the page, a frame or a shadow tree of it takes a password, a payment or a code. */
  private isSecret(): boolean {
    return (
      new Secrets(document).pageIsSecret() ||
      this.ground.look.nodes.some(
        (node) => node.nodeType === Node.ELEMENT_NODE && takesSecrets(node as Element),
      )
    );
  }

  /** The page as an example: what it is, and what of it is what. */
  private sample(): Sample {
    this.sampled = this.ground;
    const values = this.session.values();
    const { look: seen, tree } = this.ground;
    const taken = values.map(({ name, places, take }): [string, number[]] => [
      name,
      places.map((place) => seen.indexOf(this.ground.bearer(place, take))),
    ]);
    const picked = taken.flatMap(([, indexes]) => indexes);
    const typedIn = seen.nodes.flatMap((node, i) =>
      (node as Partial<HTMLElement>).isContentEditable ? i : [],
    );
    return {
      input: {
        url: this.ground.url,
        page: marked(discreet(tree, picked, typedIn), taken),
      },
      output: outputOf(values, (place, take) => this.ground.written(place, take)),
      rows: this.session.rowTexts(),
    };
  }

  /** What the student takes of a field's places: their addresses, where its values are those. */
  private takeOf({ values, places }: Filled): Take {
    const said = (take: Take) =>
      values.length > 0 &&
      values.every((value, i) => {
        const node = this.sampled.element(places[i] ?? -1);
        return node !== null && this.sampled.written(node, take) === value;
      });
    return TAKES.find(said) ?? 'text';
  }

  /** The page and all its frames that it may look into. */
  private watch(): void {
    const documents = new Set(this.ground.look.nodes.map((node) => node.ownerDocument ?? document));
    for (const one of documents.add(document)) {
      this.watcher.observe(one, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
        attributeFilter: ['class', 'hidden', 'style', 'value', 'href', 'src', 'srcset'],
      });
    }
  }

  private refresh(): void {
    if (!this.stale) return;
    this.stale = false;
    this.ground = new PageGround(look(document));
    this.watch();
    this.session.standOn(this.ground, (place) => this.ground.has(place));
  }

  private show(): void {
    const next = nextPage(this.ground.tree, location.href);
    const text = next ? plainLine(this.ground.tree.text(next.node)).slice(0, 80) : '';
    this.tell({
      view: this.session.view(
        next && { text: text || next.href, href: next.href },
        this.ground.look.snapshot.cut,
      ),
    });
    const picking = this.session.isPicking;
    this.overlay.catching(picking ? t('pick_bar') : null);
    if (!picking) this.aim(null);
    this.draw();
  }

  private draw(): void {
    const outlines: Outline[] = this.session.marks().flatMap(({ name, places }, i) =>
      places.map((node, n) => ({
        node,
        color: COLORS[i % COLORS.length] as string,
        ...(n === 0 && { name }),
      })),
    );
    this.overlay.draw([
      ...outlines,
      ...this.shown.map((node) => ({ node, color: HOVER, dashed: true })),
    ]);
  }

  private aim(element: Element | null): void {
    if (element === this.aimed) return;
    this.aimed = element;
    this.overlay.hover(element && { node: element, color: HOVER, dashed: true });
  }

  private listen(): void {
    const { layer } = this.overlay;
    const { signal } = this.life;
    const swallow = (event: Event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    for (const type of ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'dblclick'] as const) {
      layer.addEventListener(type, swallow, { signal });
    }
    layer.addEventListener(
      'pointermove',
      (event) => {
        const element = this.under(event);
        // Most changes of a page are elsewhere: only what is not known yet is worth a look.
        const { look } = this.ground;
        if (element && !look.snapshot.cut && look.indexOf(element) < 0) this.refresh();
        this.aim(withText(this.ground, element));
      },
      { signal },
    );
    layer.addEventListener(
      'click',
      (event) => {
        swallow(event);
        this.refresh();
        this.take(withText(this.ground, this.under(event)));
      },
      { signal },
    );
    addEventListener('keydown', (event) => this.key(event), { capture: true, signal });
    // A frame's document is another one once it is there; nothing in the page changes with that.
    document.addEventListener(
      'load',
      ({ target }) => {
        if (target instanceof Element && /^i?frame$/.test(target.localName)) this.stale = true;
      },
      { capture: true, signal },
    );
  }

  /** What the page has at the pointer, below Stillroom's own layer. */
  private under({ clientX, clientY }: MouseEvent): Element | null {
    const { style } = this.overlay.layer;
    style.setProperty('pointer-events', 'none', 'important');
    try {
      return elementAt(clientX, clientY);
    } finally {
      style.setProperty('pointer-events', 'auto', 'important');
    }
  }

  private key(event: KeyboardEvent): void {
    if (!this.session.isPicking || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isArrow(event.key)) {
      this.refresh();
      const element = walk(this.ground, this.aimed, event.key);
      bringIntoSight(element);
      this.aim(element);
      this.overlay.say(element ? this.heard(element) : '');
    } else if (event.key === 'Enter' || event.key === ' ') {
      this.refresh();
      this.take(this.aimed);
    } else if (event.key === 'Escape') {
      this.session.stop();
      this.show();
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** What a screen reader says of an element. */
  private heard(element: Element): string {
    const said = TAKES.map((take) => this.ground.text(element, take)).find((text) => text !== '');
    return plainLine(said ?? '').slice(0, 120);
  }

  private take(element: Element | null): void {
    if (!element) return;
    this.session.click(element);
    this.overlay.say(t('pick_taken', this.heard(element)));
    this.show();
  }
}

function bringIntoSight(node: Node | null | undefined): void {
  const box = node ? boxInWindow(node) : null;
  if (!box || (box.top >= 0 && box.bottom <= innerHeight)) return;
  (node as Element).scrollIntoView({ block: 'center', behavior: 'instant' });
}
