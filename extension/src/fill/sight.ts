/**
 * Whether a person can see a field. A page may hide fields to be given what its person never meant
 * to give: by styles, beyond the edges, under something else, in a frame of no size. In doubt a
 * field is not seen and stays empty.
 */
import { frameDocument, outer } from './fields';

export type Sight = 'seen' | 'hidden' | 'offscreen' | 'covered';

/** CSS pixels; less is no field for a person. */
const LEAST_WIDTH = 9;
const LEAST_HEIGHT = 8;
export const LEAST_OPACITY = 0.15;
const LEAST_FONT = 5;

/** The part of a field's box that must be within the edges of what it stands in. */
const LEAST_PART = 0.5;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** By boxes and styles alone, wherever the page is scrolled to. */
export function sightOf(element: HTMLElement): Exclude<Sight, 'covered'> {
  if (!element.isConnected) return 'hidden';
  const full = element.getBoundingClientRect();
  if (full.width < LEAST_WIDTH || full.height < LEAST_HEIGHT) return 'hidden';
  if (element.checkVisibility && !element.checkVisibility({ visibilityProperty: true })) {
    return 'hidden';
  }
  const own = styleOf(element);
  if (own.visibility !== 'visible' || isUnreadable(element, own)) return 'hidden';
  let box: Box = { left: full.left, top: full.top, right: full.right, bottom: full.bottom };
  let opacity = 1;
  let fixed = false;
  for (let at: Element | null = element; at; at = outer(at)) {
    const style = styleOf(at);
    if (style.display === 'none') return 'hidden';
    opacity *= Number(style.opacity) * filtered(style.filter);
    if (opacity < LEAST_OPACITY || isMasked(style)) return 'hidden';
    if (at.getAttribute('aria-hidden') === 'true') return 'hidden';
    if (at !== element && drawsOver(at, style, full)) return 'hidden';
    const frame = at !== element && frameDocument(at);
    if (frame) {
      // The box so far is in the frame's own measure.
      const edge = at.getBoundingClientRect();
      if (edge.width < LEAST_WIDTH || edge.height < LEAST_HEIGHT) return 'hidden';
      const dx = edge.left + (at as HTMLElement).clientLeft;
      const dy = edge.top + (at as HTMLElement).clientTop;
      box = intersection(
        { left: box.left + dx, top: box.top + dy, right: box.right + dx, bottom: box.bottom + dy },
        reach(edge, box, dx, dy),
      );
      fixed = false;
    }
    if (style.position === 'fixed') fixed = true;
    // A body's own edges are the window's.
    if (at !== element && !fixed && !/^(html|body)$/.test(at.localName)) {
      const clipped = clip(at, style, box);
      if (!clipped) return 'offscreen';
      box = clipped;
    }
    if (at === at.ownerDocument.documentElement) {
      const clipped = inDocument(at.ownerDocument, box, fixed);
      if (!clipped) return 'offscreen';
      box = clipped;
    }
  }
  const part =
    (Math.max(0, box.right - box.left) * Math.max(0, box.bottom - box.top)) /
    (full.width * full.height);
  return part < LEAST_PART ? 'offscreen' : 'seen';
}

/** A frame can be scrolled, so that only what lies beside it for ever is out of reach. */
function reach(edge: DOMRect, box: Box, dx: number, dy: number): Box {
  return {
    left: Math.min(edge.left, box.left + dx),
    top: Math.min(edge.top, box.top + dy),
    right: Math.max(edge.right, box.right + dx),
    bottom: Math.max(edge.bottom, box.bottom + dy),
  };
}

/** What an element's edges leave of a box; what can be scrolled to counts as there. */
function clip(around: Element, style: CSSStyleDeclaration, box: Box): Box | null {
  const x = style.overflowX;
  const y = style.overflowY;
  if (x === 'visible' && y === 'visible') return box;
  const edge = around.getBoundingClientRect();
  if (edge.width < 2 && edge.height < 2) return null;
  const shown = { ...box };
  const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
  if (x !== 'visible') {
    const left = edge.left - (scrolls(x) ? around.scrollLeft : 0);
    const width = scrolls(x) ? around.scrollWidth : edge.width;
    shown.left = Math.max(shown.left, left);
    shown.right = Math.min(shown.right, left + width);
  }
  if (y !== 'visible') {
    const top = edge.top - (scrolls(y) ? around.scrollTop : 0);
    const height = scrolls(y) ? around.scrollHeight : edge.height;
    if (scrolls(y) && edge.height < LEAST_HEIGHT) return null;
    shown.top = Math.max(shown.top, top);
    shown.bottom = Math.min(shown.bottom, top + height);
  }
  return shown.right <= shown.left || shown.bottom <= shown.top ? null : shown;
}

/** What of a box lies where its page can be scrolled to. */
function inDocument(page: Document, box: Box, fixed: boolean): Box | null {
  const view = page.defaultView;
  const root = page.scrollingElement ?? page.documentElement;
  if (!view) return null;
  const edges: Box = { left: 0, top: 0, right: view.innerWidth, bottom: view.innerHeight };
  let limits = edges;
  if (!fixed) {
    const rightToLeft = styleOf(page.documentElement).direction === 'rtl';
    const left = rightToLeft
      ? view.innerWidth - view.scrollX - Math.max(root.scrollWidth, view.innerWidth)
      : -view.scrollX;
    const top = -view.scrollY;
    limits = {
      left,
      top,
      right: left + Math.max(root.scrollWidth, view.innerWidth),
      bottom: top + Math.max(root.scrollHeight, view.innerHeight),
    };
    // A page that cannot be scrolled by hand keeps from sight what its scripts could scroll to.
    const [stuckX, stuckY] = stuck(page);
    if (stuckX) limits = { ...limits, left: edges.left, right: edges.right };
    if (stuckY) limits = { ...limits, top: edges.top, bottom: edges.bottom };
  }
  const shown = intersection(box, limits);
  return shown.right <= shown.left || shown.bottom <= shown.top ? null : shown;
}

/** Whether a window is kept from being scrolled aside and down: by its page, body or frame. */
function stuck(page: Document): [boolean, boolean] {
  const frame = page.defaultView?.frameElement?.getAttribute('scrolling') ?? '';
  if (/^(no|off|noscroll)$/i.test(frame)) return [true, true];
  const own = styleOf(page.documentElement);
  const isOwn = own.overflowX !== 'visible' || own.overflowY !== 'visible';
  const style = isOwn || !page.body ? own : styleOf(page.body);
  return [/hidden|clip/.test(style.overflowX), /hidden|clip/.test(style.overflowY)];
}

function intersection(a: Box, b: Box): Box {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

/** Whether what a style sheet puts into an element around a field lies over it, wherever that is. */
function drawsOver(around: Element, style: CSSStyleDeclaration, field: DOMRect): boolean {
  // Where nothing is positioned, what is put before or after content lies beside it.
  if (style.position === 'static') return false;
  const view = around.ownerDocument.defaultView ?? window;
  return ['::before', '::after'].some((pseudo) => {
    const drawn = view.getComputedStyle(around, pseudo);
    return (
      drawn.content !== 'none' &&
      (drawn.position === 'absolute' || drawn.position === 'fixed') &&
      !(Number(drawn.zIndex) < 0) &&
      Number(drawn.opacity) >= LEAST_OPACITY &&
      paints(drawn) &&
      Number.parseFloat(drawn.width) > 0.5 * field.width &&
      Number.parseFloat(drawn.height) > 0.5 * field.height
    );
  });
}

/** Text that nobody can read as it is written: of no colour, of no size. */
function isUnreadable(element: Element, style: CSSStyleDeclaration): boolean {
  if (/^(checkbox|radio)$/.test((element as HTMLInputElement).type ?? '')) return false;
  const fill = style.getPropertyValue('-webkit-text-fill-color');
  return (
    Number.parseFloat(style.fontSize) < LEAST_FONT ||
    alpha(style.color) < LEAST_OPACITY ||
    (fill !== '' && alpha(fill) < LEAST_OPACITY) ||
    Math.abs(Number.parseFloat(style.textIndent) || 0) > 500
  );
}

function filtered(filter: string): number {
  const said = /opacity\(([\d.]+)(%?)\)/.exec(filter);
  return said ? Number(said[1]) / (said[2] ? 100 : 1) : 1;
}

function isMasked(style: CSSStyleDeclaration): boolean {
  const mask = style.getPropertyValue('mask-image') || style.getPropertyValue('-webkit-mask-image');
  const clipPath = style.clipPath;
  const clipped = clipPath !== '' && clipPath !== 'none' && !/^inset\(0(px|%)?\b/.test(clipPath);
  const rectangle = style.getPropertyValue('clip');
  return (mask !== '' && mask !== 'none') || clipped || /^rect/.test(rectangle);
}

export function paints(style: CSSStyleDeclaration): boolean {
  return alpha(style.backgroundColor) > 0.5 || style.backgroundImage !== 'none';
}

/** Of a computed colour; 1 where it says none. */
function alpha(color: string): number {
  if (color === 'transparent') return 0;
  const said = /(?:,|\/)\s*([\d.]+)(%?)\s*\)$/.exec(color);
  if (!said || (/^rgb\(/.test(color) && !color.includes('/'))) return 1;
  return Number(said[1]) / (said[2] ? 100 : 1);
}

export function styleOf(element: Element): CSSStyleDeclaration {
  const view = element.ownerDocument.defaultView ?? window;
  return view.getComputedStyle(element);
}
