/**
 * Put into a page when its person opens "Key passages" for it; does nothing before the panel asks,
 * and hears nobody else.
 */
import { look as lookAt } from '../page/look';
import { Secrets, takesSecrets, withoutSecrets } from '../page/secrets';
import { Shadows } from '../page/shadows';
import { pageText } from '../fill/source';
import { find } from './find';
import { heed } from './heed';
import { layerText } from './layer';
import { Marks } from './marks';
import { ShownDocument } from './shown-document';
import { SUMMARY_PORT, type Command, type Place, type Told } from './messages';

declare global {
  /** Set once this script has run in the page. */
  var stillroomSummarizes: true | undefined;
}

if (!globalThis.stillroomSummarizes) {
  globalThis.stillroomSummarizes = true;
  const shadows = new Shadows(document);
  const secrets = new Secrets(document, shadows);
  secrets.watch(new AbortController().signal);
  chrome.runtime.onConnect.addListener((port) => {
    if (port.name !== SUMMARY_PORT) return;
    serve(port, () => {
      shadows.find();
      return secrets.pageIsSecret();
    });
  });
}

function serve(port: chrome.runtime.Port, isSecret: () => boolean): void {
  const life = new AbortController();
  let marks: Marks | null = null;
  let nodes: Node[] = [];
  let shown: ShownDocument | null = null;
  const tell = (told: Told) => {
    try {
      port.postMessage(told);
    } catch {
      // The panel was closed meanwhile.
    }
  };
  const rangeOf = ({ node, text }: Place): Range | null => {
    const block = nodes[node];
    const within = block?.isConnected ? find(block, text) : null;
    return within ?? (document.body ? find(document.body, text) : null);
  };
  heed((did, text) => {
    if (!isSecret()) tell({ did, text });
  }, life.signal);
  port.onMessage.addListener((command: Command) => {
    switch (command.do) {
      case 'read': {
        const seen = lookAt(document);
        nodes = seen.nodes;
        if (isSecret() || nodes.some((node) => isElement(node) && takesSecrets(node))) {
          tell({ id: command.id, refused: 'secretPage' });
          break;
        }
        const { page, selection } = pageText(seen, String(getSelection() ?? ''));
        const { href } = document.location;
        tell({
          id: command.id,
          read: {
            url: href,
            title: withoutSecrets(document.title),
            page,
            selection,
            layer: layerText(document),
            pdf: document.contentType === 'application/pdf',
          },
        });
        break;
      }
      case 'part': {
        const { id, from } = command;
        shown ??= new ShownDocument(document.location.href, life.signal);
        shown.part(from).then(
          (part) => tell({ id, ...part }),
          (failure: unknown) => tell({ id, failed: String(failure) }),
        );
        break;
      }
      case 'mark':
        marks ??= new Marks(life.signal);
        marks.show(command.places.flatMap((place) => rangeOf(place) ?? []));
        break;
      case 'go': {
        const range = rangeOf(command.place);
        marks ??= new Marks(life.signal);
        if (range) marks.go(range);
        break;
      }
      case 'hide':
        marks?.show([]);
        break;
    }
  });
  port.onDisconnect.addListener(() => life.abort());
}

function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}
