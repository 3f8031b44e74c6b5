/**
 * "Classify with …": what a learned model says of a selected text, in a panel at the selection. Put
 * into a page by the click in the context menu, whether the site is watched or not.
 */
import { t } from '../i18n';
import type { SelectionAnswer } from '../messages';
import { CHIP_STYLE } from './chip.css';
import { because } from './words';

const GAP = 8;

const MARK = 'stillroomAnswer';
const world = globalThis as unknown as Record<string, boolean>;

if (!world[MARK]) {
  world[MARK] = true;
  let close: (() => void) | null = null;
  chrome.runtime.onMessage.addListener((message: { answer?: SelectionAnswer }) => {
    if (!message.answer) return;
    close?.();
    close = show(message.answer);
  });
}

function show(answer: SelectionAnswer): () => void {
  const life = new AbortController();
  const host = document.createElement('stillroom-chips');
  const root = host.attachShadow({ mode: 'closed' });
  const style = document.createElement('style');
  style.textContent = CHIP_STYLE;
  const layer = document.createElement('div');
  layer.className = 'layer';
  const panel = document.createElement('div');
  panel.className = answer.label === null ? 'answer unsure' : 'answer';
  panel.setAttribute('role', 'status');
  const head = document.createElement('p');
  head.className = 'head';
  head.textContent = answer.failure ?? answer.label ?? t('chip_unsure', answer.guess ?? '');
  panel.append(head);
  for (const line of [because(answer.reasons), answer.facts]) {
    if (!line) continue;
    const p = document.createElement('p');
    p.textContent = line;
    panel.append(p);
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'close';
  button.setAttribute('aria-label', t('close'));
  button.textContent = '×';
  panel.append(button);
  layer.append(panel);
  root.append(style, layer);
  document.documentElement.append(host);

  const box = boxOfSelection();
  const origin = layer.getBoundingClientRect();
  const x = Math.max(GAP, Math.min(box.left, innerWidth - GAP - panel.offsetWidth));
  const below = box.bottom + GAP;
  const fits = below + panel.offsetHeight < innerHeight;
  const y = fits ? below : Math.max(GAP, box.top - GAP - panel.offsetHeight);
  panel.style.translate = `${x - origin.left}px ${y - origin.top}px`;

  const close = () => {
    life.abort();
    host.remove();
  };
  button.addEventListener('click', close, { signal: life.signal });
  document.addEventListener('keydown', (event) => event.key === 'Escape' && close(), {
    signal: life.signal,
    capture: true,
  });
  document.addEventListener(
    'pointerdown',
    (event) => !event.composedPath().includes(host) && close(),
    { signal: life.signal, capture: true },
  );
  return close;
}

function boxOfSelection(): DOMRect {
  const selection = getSelection();
  const box = selection?.rangeCount ? selection.getRangeAt(0).getBoundingClientRect() : null;
  return box && box.width > 0 ? box : new DOMRect(innerWidth / 3, innerHeight / 4, 1, 1);
}
