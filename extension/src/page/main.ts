/**
 * The script in the pages of watched sites: one feature, one file, all with one life. It comes when
 * a page is loaded; see background/page-script.ts.
 */
import { choices } from './choices';
import { flows } from './flows';
import { handwork } from './handwork';
import { jottings } from './jottings';
import { linkToWorker, type PageFeature } from './link';
import { prompts } from './prompts';
import { Secrets } from './secrets';
import { Shadows } from './shadows';
import { opened, steps } from './steps';
import { suggestions } from './suggestions';

const FEATURES: PageFeature[] = [choices, suggestions, handwork, steps, prompts];

/** What is about a page as a whole, and not about each frame in it. */
const OF_WHOLE_PAGES: PageFeature[] = [flows, jottings, opened];

const MARK = 'stillroomPage';
const world = globalThis as unknown as Record<string, boolean>;

if (!world[MARK]) {
  world[MARK] = true;
  const life = new AbortController();
  const stop = () => {
    life.abort();
    world[MARK] = false;
  };
  const shadows = new Shadows(document);
  const secrets = new Secrets(document, shadows);
  secrets.watch(life.signal);
  const link = linkToWorker({ secrets, shadows }, stop, life.signal);
  const features = window === window.top ? [...FEATURES, ...OF_WHOLE_PAGES] : FEATURES;
  for (const feature of features) feature(link, life.signal);
  // Last: it hears in shadow trees what the features asked for.
  shadows.watch(life.signal);
}
