/** The worker's beginning: makes the parts, starts the features. It may be ended at any moment. */
import { badge } from './badge';
import { classify } from './classify';
import { Connection } from './connection';
import { Consent, welcome } from './consent';
import { contextMenu } from './context-menu';
import { decoding } from './decoding';
import { delivery } from './delivery';
import { downloads } from './downloads';
import type { Feature, Parts } from './feature';
import { notifications } from './notifications';
import { pageActions } from './page-actions';
import { pageScript } from './page-script';
import { pages, anyPageOpen } from './pages';
import { EventQueue } from './queue';
import { Recording } from './recording';
import { nativeSurroundings, reconnect } from './reconnect';
import { summariesAhead } from './summaries-ahead';
import { visits } from './visits';
import { Watching, watching } from './watching';

const FEATURES: Feature[] = [
  welcome,
  reconnect,
  pages,
  watching,
  pageScript,
  pageActions,
  downloads,
  delivery,
  badge,
  notifications,
  contextMenu,
  classify,
  visits,
  summariesAhead,
  decoding,
];

const life = new AbortController();
const queue = new EventQueue(chrome.storage.local);
let waiting = 0;
const connection = new Connection(nativeSurroundings(), () => anyPageOpen() || waiting > 0);
const parts: Parts = {
  connection,
  queue,
  consent: new Consent(),
  recording: new Recording(connection),
  watching: new Watching(connection),
};
queue.watchSize((size) => (waiting = size));
for (const start of FEATURES) start(parts, life.signal);
