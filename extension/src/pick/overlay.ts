/**
 * What Stillroom draws over a page: outlines with names, and a bar that says what can be done. All
 * of it stands in one closed shadow tree; texts are set as texts, looks through style properties,
 * so that neither the page's style sheets nor its rules on styles reach it.
 */
import { OWN } from '../page/look';

/** One outline, with a name at its corner where it is given. */
export interface Outline {
  node: Node;
  color: string;
  name?: string;
  dashed?: boolean;
}

/** Told apart on white and on black; the names say which is which to who sees no colours. */
export const COLORS = ['#1f7a5f', '#b4521c', '#5b4bb5', '#a3286a', '#22688f', '#7a6200'];
export const HOVER = '#d2691e';

/** Outlines drawn at once; a page may have thousands of values, a screen has not. */
const MOST = 300;

type Styles = Record<string, string>;

export function styled<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  styles: Styles,
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(styles)) {
    element.style.setProperty(name, value, 'important');
  }
  return element;
}

export class Overlay {
  readonly host: HTMLElement;
  /** Takes all pointer events while picking, so that the page sees none of them. */
  readonly layer: HTMLElement;
  private readonly drawing: HTMLElement;
  private readonly bar: HTMLElement;
  private readonly said: HTMLElement;
  private outlines: Outline[] = [];
  private hovered: Outline | null = null;
  private waiting = false;

  constructor(private readonly signal: AbortSignal) {
    this.host = styled(OWN as 'div', {
      all: 'initial',
      position: 'fixed',
      inset: '0',
      width: '100vw',
      height: '100vh',
      margin: '0',
      padding: '0',
      border: '0',
      background: 'transparent',
      overflow: 'visible',
      'pointer-events': 'none',
      'z-index': '2147483647',
      'color-scheme': 'light dark',
    });
    const root = this.host.attachShadow({ mode: 'closed' });
    this.drawing = styled('div', { position: 'fixed', inset: '0' });
    this.drawing.setAttribute('aria-hidden', 'true');
    this.layer = styled('div', {
      position: 'fixed',
      inset: '0',
      outline: 'none',
      cursor: 'crosshair',
      'pointer-events': 'none',
    });
    this.layer.tabIndex = -1;
    this.layer.setAttribute('role', 'application');
    this.bar = styled('div', {
      position: 'fixed',
      left: '50%',
      bottom: '16px',
      transform: 'translateX(-50%)',
      'box-sizing': 'border-box',
      'max-width': 'calc(100vw - 24px)',
      padding: '9px 16px',
      'border-radius': '10px',
      background: '#15201c',
      color: '#f4f1ea',
      font: '14px/1.4 system-ui, sans-serif',
      'box-shadow': '0 4px 18px rgb(0 0 0 / 0.35), 0 0 0 1px rgb(255 255 255 / 0.25)',
      display: 'none',
    });
    this.said = styled('div', {
      position: 'fixed',
      width: '1px',
      height: '1px',
      overflow: 'hidden',
      'clip-path': 'inset(50%)',
    });
    this.said.setAttribute('aria-live', 'polite');
    root.append(this.drawing, this.layer, this.bar, this.said);
    document.documentElement.append(this.host);
    this.toTop();
    for (const event of ['scroll', 'resize'] as const) {
      addEventListener(event, () => this.redraw(), { capture: true, passive: true, signal });
    }
    signal.addEventListener('abort', () => this.host.remove());
  }

  /** Above dialogs and other things in the browser's top layer. */
  toTop(): void {
    try {
      this.host.popover = 'manual';
      this.host.hidePopover();
      this.host.showPopover();
    } catch {
      // Not there in this browser: the highest z-index has to do.
    }
  }

  /** Whether the page's pointer events come here, and what the bar says meanwhile. */
  catching(label: string | null): void {
    this.layer.style.setProperty('pointer-events', label === null ? 'none' : 'auto', 'important');
    this.bar.style.setProperty('display', label === null ? 'none' : 'block', 'important');
    this.bar.textContent = label ?? '';
    this.layer.setAttribute('aria-label', label ?? '');
    if (label !== null) {
      this.toTop();
      this.layer.focus({ preventScroll: true });
    }
  }

  say(text: string): void {
    this.said.textContent = text;
  }

  draw(outlines: Outline[]): void {
    this.outlines = outlines.slice(0, MOST);
    this.redraw();
  }

  hover(outline: Outline | null): void {
    this.hovered = outline;
    this.redraw();
  }

  /** Positions are read once for each frame. */
  redraw(): void {
    if (this.waiting || this.signal.aborted) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.drawing.replaceChildren(
        ...[...this.outlines, ...(this.hovered ? [this.hovered] : [])].flatMap(outlineOf),
      );
    });
  }
}

function outlineOf({ node, color, name, dashed }: Outline): HTMLElement[] {
  const box = boxInWindow(node);
  if (!box) return [];
  const outline = styled('div', {
    position: 'fixed',
    left: `${box.left - 3}px`,
    top: `${box.top - 3}px`,
    width: `${box.width + 6}px`,
    height: `${box.height + 6}px`,
    'box-sizing': 'border-box',
    border: `2px ${dashed ? 'dashed' : 'solid'} ${color}`,
    'border-radius': '4px',
    background: `color-mix(in srgb, ${color} 12%, transparent)`,
    'box-shadow': '0 0 0 1px rgb(255 255 255 / 0.7)',
  });
  if (name === undefined) return [outline];
  const tag = styled('div', {
    position: 'fixed',
    left: `${Math.max(0, box.left - 3)}px`,
    top: `${Math.max(0, box.top - 21)}px`,
    'max-width': '220px',
    padding: '0 6px',
    overflow: 'hidden',
    'text-overflow': 'ellipsis',
    'white-space': 'nowrap',
    'border-radius': '4px 4px 4px 0',
    background: color,
    color: '#fff',
    font: '600 11px/18px system-ui, sans-serif',
  });
  tag.textContent = name;
  return [outline, tag];
}

/** An element's box in the window, through the frames it is in; null where it has none. */
export function boxInWindow(node: Node): DOMRect | null {
  if (node.nodeType !== Node.ELEMENT_NODE || !node.isConnected) return null;
  const box = (node as Element).getBoundingClientRect();
  if (box.width === 0 && box.height === 0) return null;
  let [x, y] = [0, 0];
  for (
    let frame = node.ownerDocument?.defaultView?.frameElement;
    frame;
    frame = frame.ownerDocument.defaultView?.frameElement
  ) {
    const outer = frame.getBoundingClientRect();
    x += outer.left + (frame as HTMLElement).clientLeft;
    y += outer.top + (frame as HTMLElement).clientTop;
  }
  return new DOMRect(box.x + x, box.y + y, box.width, box.height);
}
