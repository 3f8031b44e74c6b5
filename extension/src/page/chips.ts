/**
 * The chips of a page: small buttons above it, in a shadow root that the page can neither see nor
 * style, beside their controls without moving anything.
 */
import { t } from '../i18n';
import type { Suggestion } from '../protocol';
import { contains, focused as focusedIn } from './shadows';
import { CHIP_STYLE } from './chip.css';
import { TAKE_KEY, because, chipText, figures } from './words';

const GAP = 6;

/** Pixels of a control that may lie beyond the window's edge: boxes end between pixels. */
const EDGE = 2;

/** Pixels that the key takes on a chip once it is meant. */
const KEY_ROOM = 76;

/** Milliseconds for which a taken chip says that it was. */
const DONE = 1_400;

export interface Chip {
  readonly anchor: HTMLElement;
  /** What it stands beside: the anchor, or all buttons of a group. */
  readonly around: HTMLElement[];
  readonly item: Element;
  readonly suggestion: Suggestion;
}

/** Where a chip stands: sought once, so that it does not jump about while a page is scrolled. */
type Side = 'right' | 'left' | 'below' | 'above';

interface Shown extends Chip {
  button: HTMLButtonElement;
  side: Side | null;
  take: () => Promise<boolean>;
}

export class Chips {
  private readonly host = document.createElement('stillroom-chips');
  private readonly layer = document.createElement('div');
  private readonly why = document.createElement('div');
  private readonly said = document.createElement('div');
  private readonly shown = new Map<HTMLElement, Shown>();
  private active: Shown | null = null;
  private placing = 0;

  constructor(private readonly signal: AbortSignal) {
    const root = this.host.attachShadow({ mode: 'closed' });
    const style = document.createElement('style');
    style.textContent = CHIP_STYLE;
    this.layer.className = 'layer';
    this.why.className = 'why';
    this.why.hidden = true;
    this.why.setAttribute('role', 'tooltip');
    this.said.className = 'unseen';
    this.said.setAttribute('aria-live', 'polite');
    this.layer.append(this.why, this.said);
    root.append(style, this.layer);
    const soon = { passive: true, signal };
    addEventListener('resize', () => this.placeAnew(), soon);
    document.addEventListener('scroll', () => this.place(), { ...soon, capture: true });
    document.addEventListener('focusin', (event) => this.pointed(event), soon);
    document.addEventListener('pointerover', (event) => this.pointed(event), soon);
    signal.addEventListener('abort', () => this.host.remove());
  }

  /** What is shown at a control. */
  at(anchor: HTMLElement): Chip | undefined {
    return this.shown.get(anchor);
  }

  anchors(): HTMLElement[] {
    return [...this.shown.keys()];
  }

  show(chip: Chip, take: () => Promise<boolean>): void {
    this.remove(chip.anchor);
    if (!this.host.isConnected) document.documentElement.append(this.host);
    const button = document.createElement('button');
    button.type = 'button';
    button.className = chip.suggestion.label === null ? 'chip unsure' : 'chip';
    button.tabIndex = -1; // The key works from the control: no new stop on the way through a page.
    const mark = document.createElement('span');
    mark.className = 'mark';
    const label = document.createElement('span');
    label.className = 'label';
    label.textContent = chipText(chip.suggestion);
    const key = document.createElement('kbd');
    key.textContent = TAKE_KEY;
    button.append(mark, label, key);
    button.setAttribute('aria-label', this.sentence(chip));
    button.setAttribute('aria-keyshortcuts', TAKE_KEY);
    const shown: Shown = { ...chip, button, side: null, take: once(take) };
    button.addEventListener('click', () => void this.take(shown), { signal: this.signal });
    button.addEventListener('pointerenter', () => this.explain(shown));
    button.addEventListener('pointerleave', () => (this.why.hidden = true));
    this.layer.append(button);
    this.shown.set(chip.anchor, shown);
    if (this.shown.size === 1) this.activate(shown);
    this.place();
  }

  remove(anchor: HTMLElement): void {
    const shown = this.shown.get(anchor);
    if (!shown) return;
    shown.button.remove();
    this.shown.delete(anchor);
    if (this.active === shown) {
      this.active = null;
      this.why.hidden = true;
    }
  }

  clear(): void {
    for (const anchor of this.anchors()) this.remove(anchor);
  }

  /** The chip that a key means: that of the focused or pointed item, or the only one. */
  meant(): Chip | null {
    const focused = focusedIn(document);
    for (const shown of this.shown.values()) {
      if (focused && contains(shown.anchor, focused)) return shown;
    }
    // Who is writing does not mean a chip.
    if (focused?.matches('textarea, input, [contenteditable="true"]')) return null;
    if (focused && focused !== document.body) {
      const around = [...this.shown.values()].filter((one) => contains(one.item, focused));
      if (around.length === 1) return around[0] ?? null;
    }
    return this.active ?? null;
  }

  async takeMeant(): Promise<void> {
    const meant = this.meant();
    const shown = meant && this.shown.get(meant.anchor);
    if (shown) await this.take(shown);
  }

  private async take(shown: Shown): Promise<void> {
    const label = shown.suggestion.label ?? shown.suggestion.guess ?? '';
    if (shown.button.classList.contains('done') || !(await shown.take())) return;
    shown.button.className = 'chip done';
    const text = shown.button.querySelector('.label');
    if (text) text.textContent = t('chip_taken', label);
    this.why.hidden = true;
    this.said.textContent = t('chip_taken', label);
    setTimeout(() => {
      if (this.shown.get(shown.anchor) === shown) this.remove(shown.anchor);
      else shown.button.remove();
    }, DONE);
  }

  private pointed(event: Event): void {
    const element = event.composedPath()[0];
    if (!(element instanceof Element) || this.shown.size === 0) return;
    for (const shown of this.shown.values()) {
      const at = contains(shown.anchor, element);
      if (at || contains(shown.item, element)) {
        this.activate(shown);
        if (at && event.type === 'focusin') {
          this.explain(shown);
          this.said.textContent = this.sentence(shown);
        }
        return;
      }
    }
    if (event.type === 'focusin') this.why.hidden = true;
  }

  private activate(shown: Shown): void {
    if (this.active === shown) return;
    this.active?.button.classList.remove('active');
    this.active = shown;
    shown.button.classList.add('active');
    if (this.shown.size === 1) this.said.textContent = this.sentence(shown);
    this.place();
  }

  private explain(shown: Shown): void {
    this.why.replaceChildren(
      ...[because(shown.suggestion.reasons), figures(shown.suggestion)]
        .filter((line) => line)
        .map((line) => {
          const p = document.createElement('p');
          p.textContent = line;
          return p;
        }),
    );
    this.why.hidden = false;
    this.place();
  }

  private sentence({ suggestion }: Chip): string {
    const what = t('chip_suggests', chipText(suggestion));
    return [what, because(suggestion.reasons), t('chip_key', TAKE_KEY)]
      .filter((part) => part)
      .join('. ');
  }

  private placeAnew(): void {
    for (const shown of this.shown.values()) shown.side = null;
    this.place();
  }

  /** Puts every chip beside its control; once for each frame, however often it is asked for. */
  place(): void {
    if (this.placing || this.signal.aborted || this.shown.size === 0) return;
    this.placing = requestAnimationFrame(() => {
      this.placing = 0;
      // All reads, then all writes: the page is laid out once.
      const boxes = [...this.shown.values()].map((shown) => {
        const box = boxAround(shown.around);
        const [width, height] = [shown.button.offsetWidth, shown.button.offsetHeight];
        const gone = !shown.anchor.isConnected || box.width === 0;
        // What is not seen whole cannot be looked around; pages are scrolled by whole pixels only.
        const seen = box.top > -EDGE && box.bottom < innerHeight + EDGE;
        const room = width + (this.active === shown ? 0 : KEY_ROOM);
        if (!gone && seen) shown.side ??= freeSide(box, room, height);
        return { shown, box, width, height, gone };
      });
      const origin = this.layer.getBoundingClientRect();
      for (const { shown, box, width, height, gone } of boxes) {
        shown.button.style.visibility = gone || shown.side === null ? 'hidden' : 'visible';
        const { left, top } = placed(shown.side ?? 'right', box, width, height);
        shown.button.style.translate = `${left - origin.left}px ${top - origin.top}px`;
        if (this.active === shown && !this.why.hidden) {
          const room = innerWidth - GAP - this.why.offsetWidth;
          const x = Math.max(GAP, Math.min(left, room));
          const below = top + height + GAP;
          // Away from the control: who decides must see it.
          const fits = shown.side !== 'above' && below + this.why.offsetHeight < innerHeight;
          const y = fits ? below : top - GAP - this.why.offsetHeight;
          this.why.style.translate = `${x - origin.left}px ${y - origin.top}px`;
        }
      }
    });
  }
}

/** What is at work is not begun again meanwhile: whoever presses twice means one. */
export function once(take: () => Promise<boolean>): () => Promise<boolean> {
  let taking = false;
  return async () => {
    if (taking) return false;
    taking = true;
    try {
      return await take();
    } finally {
      taking = false;
    }
  };
}

/** The box around elements that belong together, as buttons do. */
function boxAround(elements: HTMLElement[]): DOMRect {
  const boxes = elements.map((one) => one.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.right));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  return new DOMRect(left, top, right - left, bottom - top);
}

const SIDES: Side[] = ['right', 'left', 'below', 'above'];

/** What it costs to hide a control, compared with a word. */
const CONTROL = 4;

function placed(side: Side, box: DOMRect, width: number, height: number) {
  const middle = box.top + (box.height - height) / 2;
  const inside = Math.max(GAP, Math.min(box.left, innerWidth - GAP - width));
  switch (side) {
    case 'right':
      return { left: box.right + GAP, top: middle };
    case 'left':
      return { left: box.left - GAP - width, top: middle };
    case 'below':
      return { left: inside, top: box.bottom + GAP / 2 };
    case 'above':
      return { left: inside, top: box.top - height - GAP / 2 };
  }
}

/** The side at which a chip hides least: nothing where that can be, words sooner than controls. */
function freeSide(box: DOMRect, width: number, height: number): Side {
  let best: Side = 'below';
  let least = Number.POSITIVE_INFINITY;
  for (const side of SIDES) {
    const { left, top } = placed(side, box, width, height);
    if (left < 0 || left + width > document.documentElement.clientWidth) continue;
    let cost = 0;
    for (const part of [0.02, 0.25, 0.5, 0.75, 0.98]) {
      for (const at of [0.2, 0.8]) cost += weight(left + width * part, top + height * at);
    }
    if (cost < least) [best, least] = [side, cost];
  }
  return best;
}

/** What it would cost to hide a point: what only holds others is ground. */
function weight(x: number, y: number): number {
  const element = document.elementFromPoint(x, y);
  if (!element || element.localName === 'stillroom-chips') return 0;
  if (element.closest('a, button, select, input, textarea, label, [role="button"]')) return CONTROL;
  return [...element.childNodes].some((child) => writtenAt(child, x, y)) ? 1 : 0;
}

/** Whether a text has letters at a point: a paragraph is wider than its last line. */
function writtenAt(node: Node, x: number, y: number): boolean {
  if (!(node instanceof Text) || node.data.trim() === '') return false;
  const range = document.createRange();
  range.selectNodeContents(node);
  return [...range.getClientRects()].some(
    (box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom,
  );
}
