/** Put into a page when its person opens the side panel for it; does nothing before a panel asks. */
import { PICK_PORT, type Command, type Told } from './messages';
import { Picker } from './picker';
import { documentText } from './plain';

declare global {
  /** Set once this script has run in the page. */
  var stillroomPicks: true | undefined;
}

if (!globalThis.stillroomPicks) {
  globalThis.stillroomPicks = true;
  let current: Picker | null = null;
  chrome.runtime.onConnect.addListener((port) => {
    if (port.name !== PICK_PORT) return;
    current?.end();
    const tell = (told: Told) => {
      try {
        port.postMessage(told);
      } catch {
        // The panel was closed meanwhile; its end is told below.
      }
    };
    const text = documentText(document);
    if (text !== null) {
      tell({ document: { text, name: document.location.pathname, url: document.location.href } });
      return;
    }
    const picker = new Picker(tell);
    current = picker;
    port.onMessage.addListener((command: Command) => picker.obey(command));
    port.onDisconnect.addListener(() => {
      picker.end();
      if (current === picker) current = null;
    });
  });
}
