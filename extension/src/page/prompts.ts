/**
 * Knows a chat by what it does: a text is sent from a box, the box is empty, the text stands in the
 * page above, and something follows it. What was asked is recorded as a mark; it and the answer that
 * is copied go to the host's memory. A form for comments repeats a text, too, but answers nothing.
 */
import type { PageFeature } from './link';
import { withoutSecrets } from './secrets';
import { contains, parentOf } from './shadows';
import { PRESSED, nameFor, targetOf } from './target';

/** Characters of a prompt, and of an answer. */
const LONGEST = 10_000;
const LONGEST_ANSWER = 8_000;

/** Shorter texts stand in a page by chance. */
const SHORTEST = 8;

/** Characters by which a prompt is known again in the page. */
const HEAD = 60;

/** Milliseconds in which a chat begins to answer, and between two looks whether it did. */
const PATIENCE = 60_000;
const REST = 150;

/** Prompts of one page whose answers may still be copied. */
const MOST = 50;

/** Elements upwards from a box in which its button stands. */
const WITHIN = 6;

/** Texts of a page that are looked at for the prompt, the last first. */
const MOST_TEXTS = 4_000;

/** What came into a page since a text was sent. */
const MOST_FRESH = 2_000;

const BOX =
  'textarea, [contenteditable=""], [contenteditable="true"], [contenteditable="plaintext-only"]';

/** A button that copies what it stands at: a page's script may do so without an event. */
const COPIES = /^(copy|kopier|copi[ae])/i;

interface Exchange {
  id: string;
  prompt: string;
  /** Where the prompt stands in the page since it was sent. */
  echo: Node;
}

export const prompts: PageFeature = (link, signal) => {
  const { secrets, shadows } = link;
  const exchanges: Exchange[] = [];
  let box: HTMLElement | null = null;
  let awaited: MutationObserver | null = null;
  let timer = 0;
  let lookNow = () => {};

  const stop = () => {
    awaited?.disconnect();
    awaited = null;
    clearTimeout(timer);
    timer = 0;
    lookNow = () => {};
  };
  signal.addEventListener('abort', stop);

  const tell = ({ id, prompt }: Exchange, answer: string | null) => {
    if (!secrets.pageIsSecret())
      void link.ask<'prompted'>({ page: 'prompted', id, prompt, answer });
  };

  /** The text is on its way, if this is a chat: then the page says so within a minute. */
  const sent = (from: HTMLElement) => {
    const prompt = textIn(from);
    const isPlain = withoutSecrets(prompt) === prompt;
    if (prompt.length < SHORTEST || prompt.length > LONGEST || !isPlain) return;
    if (secrets.isSecret(from, prompt)) return;
    stop();
    const end = performance.now() + PATIENCE;
    const fresh = new Set<Node>();
    const look = () => {
      clearTimeout(timer);
      timer = 0;
      const left = textIn(from);
      // Whoever writes on has begun another line, and sent nothing.
      if (performance.now() > end || (left !== prompt && left !== '')) return stop();
      if (left !== '') return;
      const echo = echoOf(prompt, from);
      if (!echo || !isAnswered(echo, fresh, from)) return;
      stop();
      const one = { id: crypto.randomUUID(), prompt, echo };
      exchanges.push(one);
      if (exchanges.length > MOST) exchanges.shift();
      link.record({ type: 'prompted', into: targetOf(from), text: '…' }, prompt);
      tell(one, null);
    };
    const heard = (changes: MutationRecord[]) => {
      for (const { type, target, addedNodes } of changes) {
        for (const node of type === 'characterData' ? [target] : addedNodes) {
          if (fresh.size < MOST_FRESH) fresh.add(node);
        }
      }
      timer ||= window.setTimeout(look, REST);
    };
    const observer = new MutationObserver(heard);
    awaited = observer;
    // Whoever copies at once is not to be too early.
    lookNow = () => {
      heard(observer.takeRecords());
      look();
    };
    observer.observe(from.ownerDocument, { subtree: true, childList: true, characterData: true });
  };

  /** The prompt that stands last before something in the page. */
  const before = (node: Node): Exchange | undefined =>
    exchanges.findLast(
      ({ echo }) =>
        echo.isConnected && echo.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING,
    );

  const answered = (one: Exchange, answer: string) => {
    const said = answer.trim();
    if (said === '' || said.length > LONGEST_ANSWER || withoutSecrets(said) !== said) return;
    tell(one, said);
  };

  shadows.hear(
    'input',
    (event) => {
      const [element] = event.composedPath();
      if (event.isTrusted && element instanceof Element) {
        box = element.closest<HTMLElement>(BOX) ?? box;
      }
    },
    signal,
  );
  shadows.hear(
    'keydown',
    (event) => {
      const { key, shiftKey, isComposing, isTrusted } = event as KeyboardEvent;
      const [element] = event.composedPath();
      if (key !== 'Enter' || shiftKey || isComposing || !isTrusted) return;
      const from = element instanceof Element ? element.closest<HTMLElement>(BOX) : null;
      if (from) sent(from);
    },
    signal,
  );
  shadows.hear(
    'click',
    (event) => {
      const [element] = event.composedPath();
      const pressed =
        event.isTrusted && element instanceof Element ? element.closest(PRESSED) : null;
      if (!pressed) return;
      const isChat = exchanges.length > 0 || awaited !== null;
      if (isChat && COPIES.test(nameFor(pressed))) {
        lookNow();
        const one = before(pressed);
        if (one) answered(one, textAt(pressed, one.echo));
      } else if (box?.isConnected && isNear(pressed, box)) sent(box);
    },
    signal,
  );
  shadows.hear(
    'copy',
    (event) => {
      const selection = getSelection();
      if (!event.isTrusted || !selection?.anchorNode) return;
      lookNow();
      const [first, last] = [selection.anchorNode, selection.focusNode ?? selection.anchorNode];
      const one = before(first);
      // From one answer, and not from a part of the page in which other prompts stand, too.
      if (one && before(last) === one) answered(one, String(selection));
    },
    signal,
  );
};

function textIn(box: HTMLElement): string {
  const text = box instanceof HTMLTextAreaElement ? box.value : (box.innerText ?? '');
  return text.trim();
}

function spaceless(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

/** Whether a button stands by a box: in its form, or with nothing else to write into around both. */
function isNear(pressed: Element, box: HTMLElement): boolean {
  const form = box.closest('form');
  if (form) return contains(form, pressed);
  let around: Element | null = box;
  for (let i = 0; i < WITHIN && around; i++) {
    around = parentOf(around);
    if (around && contains(around, pressed)) return around.querySelectorAll(BOX).length === 1;
  }
  return false;
}

/** The last text of the page that is the beginning of the prompt, outside of what is written in. */
function echoOf(prompt: string, box: HTMLElement): Node | null {
  const head = spaceless(prompt.slice(0, 2 * HEAD)).slice(0, HEAD);
  const texts = walker(box);
  let node = lastOf(texts);
  for (let seen = 0; node && seen < MOST_TEXTS; seen++, node = texts.previousNode()) {
    const said = spaceless(node.textContent ?? '');
    // One line of the prompt may be one text of the page.
    if (said.length >= SHORTEST / 2 && (said.includes(head) || head.startsWith(said))) return node;
  }
  return null;
}

/** Whether something came behind the prompt since it was sent, and in nothing to be pressed. */
function isAnswered(echo: Node, fresh: Iterable<Node>, box: HTMLElement): boolean {
  const own = box.closest('form') ?? box;
  for (const node of fresh) {
    const follows = echo.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
    const element = node instanceof Element ? node : node.parentElement;
    if (!follows || !node.isConnected || !element || node.contains(echo)) continue;
    if (own.contains(node) || element.closest(`${PRESSED}, label, form`)) continue;
    if ((node.textContent ?? '').trim() !== '') return true;
  }
  return false;
}

/** The texts that a person reads, without those of the box. */
function walker(box: HTMLElement): TreeWalker {
  const own = box.closest('form') ?? box;
  return document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) =>
    own.contains(node) || node.parentElement?.closest('script, style, noscript, template')
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
}

function lastOf(texts: TreeWalker): Node | null {
  let last: Node | null = null;
  for (let node = texts.lastChild(); node; node = texts.lastChild()) last = node;
  return last;
}

/** What a button stands at: the most of the page around it in which the prompt does not stand. */
function textAt(button: Element, echo: Node): string {
  const code = button.closest('pre') ?? button.parentElement?.querySelector(':scope > pre');
  if (code) return textOf(code);
  let around = button;
  for (let at = parentOf(around); at && !at.contains(echo); at = parentOf(at)) around = at;
  return around === button ? '' : textOf(around);
}

function textOf(element: Element): string {
  const pressed = [...element.querySelectorAll(PRESSED)].map((one) => one.textContent ?? '');
  const lines = ((element as HTMLElement).innerText ?? '').split('\n');
  return lines.filter((line) => !pressed.includes(line.trim()) || line.trim() === '').join('\n');
}
