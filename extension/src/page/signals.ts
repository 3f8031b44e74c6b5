/** Looked at once, when the popup is opened: whether the page takes or tells what is delicate. */
import { isDelicate } from './delicate';
import { Secrets } from './secrets';
import { Shadows } from './shadows';

declare global {
  var stillroomDelicate: boolean | undefined;
}

const shadows = new Shadows(document);
shadows.find();
globalThis.stillroomDelicate =
  new Secrets(document, shadows).pageIsSecret() || isDelicate(location.href, document.title);
