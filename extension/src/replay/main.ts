/**
 * Put into a page when its person does a routine again. It finds what the next step is about, shows
 * it, and does it when the panel says so, and hears nobody else.
 */
import type { Command, Told } from './messages';
import { Replay } from './replay';

declare global {
  /** Set while this script hears. */
  var stillroomReplays: true | undefined;
}

if (!globalThis.stillroomReplays) {
  globalThis.stillroomReplays = true;
  const life = new AbortController();
  const replay = new Replay(life.signal);
  const hear = (
    message: Command,
    { id }: chrome.runtime.MessageSender,
    reply: (told: Told) => void,
  ): boolean => {
    if (id !== chrome.runtime.id || !message || !('replay' in message)) return false;
    if (message.replay === 'end') {
      life.abort();
      chrome.runtime.onMessage.removeListener(hear);
      globalThis.stillroomReplays = undefined;
      return false;
    }
    reply(replay.obey(message));
    return false;
  };
  chrome.runtime.onMessage.addListener(hear);
}
