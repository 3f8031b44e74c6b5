/** The script in the pages of watched sites: one feature, one file, all with one life. */
import { choices } from './choices';
import { flows } from './flows';
import { handwork } from './handwork';
import { linkToWorker, type PageFeature } from './link';
import { Secrets } from './secrets';
import { suggestions } from './suggestions';

const FEATURES: PageFeature[] = [choices, suggestions, handwork, flows];

const MARK = 'stillroomPage';
const world = globalThis as unknown as Record<string, boolean>;

if (!world[MARK]) {
  world[MARK] = true;
  const life = new AbortController();
  const stop = () => {
    life.abort();
    world[MARK] = false;
  };
  const secrets = new Secrets(document);
  secrets.watch(life.signal);
  const link = linkToWorker(secrets, stop, life.signal);
  for (const start of FEATURES) start(link, life.signal);
}
