/** The script in the pages of watched sites: one feature, one file, all with one life. */
import { linkToWorker, type PageFeature } from './link';

const FEATURES: PageFeature[] = [];

const MARK = 'stillroomPage';
const world = globalThis as unknown as Record<string, boolean>;

if (!world[MARK]) {
  world[MARK] = true;
  const life = new AbortController();
  const stop = () => {
    life.abort();
    world[MARK] = false;
  };
  const link = linkToWorker(stop, life.signal);
  for (const start of FEATURES) start(link, life.signal);
}
