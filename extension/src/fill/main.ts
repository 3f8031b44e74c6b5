/**
 * Put into a page when its person opens "Fill a form" for it, or chooses it as a source; does
 * nothing before the panel asks, and hears nobody else.
 */
import { look as lookAt, type Look } from '../page/look';
import { Secrets, takesSecrets } from '../page/secrets';
import { Shadows } from '../page/shadows';
import { Overlay, HOVER } from '../pick/overlay';
import { Filler } from './filler';
import { readForm } from './reader';
import type { ReadForm } from './form';
import { FILL_PORT, type Command, type Told } from './messages';
import { pageText } from './source';
import { viewsOf } from './still';

declare global {
  /** Set once this script has run in the page. */
  var stillroomFills: true | undefined;
}

/** Milliseconds of rest after which a page that changed is told of. */
const QUIET = 150;

if (!globalThis.stillroomFills) {
  globalThis.stillroomFills = true;
  const shadows = new Shadows(document);
  const secrets = new Secrets(document, shadows);
  secrets.watch(new AbortController().signal);
  const isSecret = () => {
    shadows.find();
    return secrets.pageIsSecret();
  };
  const filler = new Filler(document, secrets);
  chrome.runtime.onConnect.addListener((port) => {
    if (port.name === FILL_PORT) serve(port, filler, secrets, isSecret);
  });
}

function serve(
  port: chrome.runtime.Port,
  filler: Filler,
  secrets: Secrets,
  isSecret: () => boolean,
): void {
  const life = new AbortController();
  const { signal } = life;
  let overlay: Overlay | null = null;
  let seen: Look | null = null;
  let known = '';
  let held = false;
  let waiting: AbortController | null = null;
  const tell = (told: Told) => {
    try {
      port.postMessage(told);
    } catch {
      // The panel was closed meanwhile.
    }
  };
  const draw = (nodes: Node[]) => {
    overlay ??= new Overlay(signal);
    overlay.draw(nodes.map((node) => ({ node, color: HOVER })));
    (nodes[0] as Element | undefined)?.scrollIntoView?.({ block: 'nearest', behavior: 'instant' });
  };
  const shape = ({ known }: ReadForm) =>
    JSON.stringify(known.map(({ ref, state }) => [ref, state === 'taken' ? 'open' : state]));

  const obey = async (command: Command) => {
    switch (command.do) {
      case 'read': {
        const { read } = filler.read(command.values);
        known = shape(read);
        tell({ id: command.id, read, secret: isSecret() });
        break;
      }
      case 'source':
        seen = lookAt(document);
        tell(
          isSecret() || seen.nodes.some((node) => isElement(node) && takesSecrets(node))
            ? { id: command.id, refused: 'secretPage' }
            : { id: command.id, source: pageText(seen, String(getSelection() ?? '')) },
        );
        break;
      case 'fill':
        // One press is one permission: whoever still waits since an earlier row hears of it no more.
        waiting?.abort();
        tell({ id: command.id, outcomes: await filler.fill(command.wanted) });
        held = filler.holds;
        waiting = awaitPerson(signal, () => tell({ acted: true }));
        break;
      case 'undo':
        tell({ id: command.id, ...(await filler.undo()) });
        break;
      case 'showNodes': {
        const nodes = command.nodes.flatMap((index) => seen?.nodes[index] ?? []);
        draw(nodes.flatMap((node) => (node instanceof Text ? (node.parentElement ?? []) : node)));
        break;
      }
      case 'showField': {
        const spot = filler.spot(command.ref);
        draw(spot ? spot.parts : []);
        break;
      }
      case 'hide':
        overlay?.draw([]);
        break;
    }
  };
  const end = () => {
    life.abort();
    changed.disconnect();
    clearTimeout(timer);
  };
  port.onMessage.addListener((command: Command) => {
    obey(command).catch(() => {
      // The panel waits for as long as it takes: it is told that nothing comes.
      port.disconnect();
      end();
    });
  });

  // Steps of a form, parts that appear, a form that was emptied or sent: told, so that what comes
  // next is previewed as well.
  let timer = 0;
  const look = () => {
    if (known === '') return;
    const before = known;
    const emptied = held && !filler.holds;
    held = filler.holds;
    // What the person previewed stays what it is compared with.
    if (emptied || shape(readForm(document, secrets).read) !== before) tell({ changed: true });
  };
  const soon = () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, QUIET);
  };
  const changed = new MutationObserver(soon);
  changed.observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributeFilter: ['class', 'style', 'hidden', 'disabled', 'readonly', 'open', 'aria-hidden'],
  });
  for (const type of ['input', 'change', 'reset', 'submit'] as const) {
    document.addEventListener(type, soon, { capture: true, passive: true, signal });
  }
  port.onDisconnect.addListener(end);
}

/**
 * Calls once when the person presses something, in whichever frame. Scripts can send a form and
 * empty it, and so ask for the next row of a table; they cannot press.
 */
function awaitPerson(signal: AbortSignal, acted: () => void): AbortController {
  const life = new AbortController();
  signal.addEventListener('abort', () => life.abort(), { signal: life.signal });
  const pressed = (event: Event) => {
    if (!event.isTrusted || (event as KeyboardEvent).key?.length === 1) return;
    life.abort();
    acted();
  };
  for (const view of viewsOf(document)) {
    for (const type of ['click', 'keydown'] as const) {
      view.addEventListener(type, pressed, { capture: true, passive: true, signal: life.signal });
    }
  }
  return life;
}

/** Of whatever frame: each has kinds of its own. */
function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}
