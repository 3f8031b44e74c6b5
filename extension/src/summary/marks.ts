/**
 * Passages marked in a page, as with a felt pen: drawn over it in a closed shadow tree, so that
 * nothing of the page is changed and its style sheets change nothing here.
 */
import { OWN } from '../page/look';
import { styled } from '../pick/overlay';

const PEN = '#f2b705';
const HERE = '#1f7a5f';

/** Boxes drawn at once; a sentence has one for each line. */
const MOST = 600;

/** Milliseconds for which the sentence that was gone to stands out. */
const SHOWN = 2_500;

export class Marks {
  private readonly host: HTMLElement;
  private readonly drawing: HTMLElement;
  private ranges: Range[] = [];
  private here: Range | null = null;
  private waiting = false;
  private fading = 0;

  constructor(private readonly signal: AbortSignal) {
    this.host = styled(OWN as 'div', {
      all: 'initial',
      position: 'fixed',
      inset: '0',
      'pointer-events': 'none',
      'z-index': '2147483646',
    });
    const root = this.host.attachShadow({ mode: 'closed' });
    this.drawing = styled('div', { position: 'fixed', inset: '0' });
    this.drawing.setAttribute('aria-hidden', 'true');
    root.append(this.drawing);
    document.documentElement.append(this.host);
    for (const event of ['scroll', 'resize', 'load'] as const) {
      addEventListener(event, () => this.redraw(), { capture: true, passive: true, signal });
    }
    signal.addEventListener('abort', () => this.host.remove());
  }

  show(ranges: Range[]): void {
    this.ranges = ranges;
    // For who asks what is marked, as a test does; the page cannot see into the drawing.
    this.host.dataset['marked'] = String(ranges.length);
    this.redraw();
  }

  go(range: Range): void {
    this.here = range;
    const element = range.startContainer.parentElement;
    element?.scrollIntoView({ block: 'center', behavior: 'instant' });
    this.host.dataset['here'] = range.toString().slice(0, 200);
    clearTimeout(this.fading);
    this.fading = window.setTimeout(() => {
      this.here = null;
      delete this.host.dataset['here'];
      this.redraw();
    }, SHOWN);
    this.redraw();
  }

  private redraw(): void {
    if (this.waiting || this.signal.aborted) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      const boxes = this.ranges.flatMap((range) => boxesOf(range, PEN, '0.38'));
      if (this.here) boxes.push(...boxesOf(this.here, HERE, '0.3'));
      this.drawing.replaceChildren(...boxes.slice(0, MOST));
    });
  }
}

function boxesOf(range: Range, color: string, strength: string): HTMLElement[] {
  const rects = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
  // An element within the sentence has its words' box and one of its own: once is enough.
  return rects
    .filter(
      (one, i) => !rects.some((other, j) => holds(other, one) && (j < i || !holds(one, other))),
    )
    .map(({ left, top, width, height }) =>
      styled('div', {
        position: 'fixed',
        left: `${left - 1}px`,
        top: `${top}px`,
        width: `${width + 2}px`,
        height: `${height}px`,
        'border-radius': '3px',
        background: color,
        opacity: strength,
      }),
    );
}

/** Whether one box holds another, but for a pixel. */
function holds(outer: DOMRect, inner: DOMRect): boolean {
  return (
    inner.left >= outer.left - 1 &&
    inner.right <= outer.right + 1 &&
    inner.top >= outer.top - 1 &&
    inner.bottom <= outer.bottom + 1
  );
}
