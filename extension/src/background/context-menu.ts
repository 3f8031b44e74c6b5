/** Menus of the toolbar icon and of pages, and the keyboard's commands. */
import { listen, openPanel } from '../browser';
import { t } from '../i18n';
import { formatName } from '../words/formats';
import type { Feature, Parts } from './feature';

const FORMATS = ['jpeg', 'png', 'webp'];
const CONVERT = 'convert:';
const PAUSE = 'pause';
/** Also the name of the keyboard command. */
const PICK = 'pick-fields';
const PICK_SELECTION = 'pick-selection';
const FILL = 'fill-form';
/** Also the name of the keyboard command. */
const SUMMARIZE = 'summarize-page';
const SUMMARIZE_SELECTION = 'summarize-selection';
const ASK = 'ask';
const PAGES = ['http://*/*', 'https://*/*', 'file:///*'];

export const contextMenu: Feature = (parts, signal) => {
  listen(chrome.runtime.onInstalled, () => void create(parts), signal);
  listen(chrome.runtime.onStartup, () => void create(parts), signal);
  listen(
    chrome.contextMenus.onClicked,
    ({ menuItemId }: chrome.contextMenus.OnClickData, tab?: chrome.tabs.Tab) => {
      const id = String(menuItemId);
      if (id === PICK || id === PICK_SELECTION) pick(tab, id === PICK_SELECTION);
      else if (id === FILL) fill(tab);
      else if (id === ASK) ask(tab);
      else if (id === SUMMARIZE || id === SUMMARIZE_SELECTION) {
        summarize(tab, id === SUMMARIZE_SELECTION);
      } else if (id === PAUSE) void togglePause(parts);
      else if (id.startsWith(CONVERT)) void convertLast(parts, id.slice(CONVERT.length));
    },
    signal,
  );
  listen(
    chrome.commands.onCommand,
    (command: string, tab?: chrome.tabs.Tab) => {
      if (command === PICK) pick(tab, false);
      else if (command === SUMMARIZE) summarize(tab, false);
    },
    signal,
  );
  parts.recording.onChanged(() => void rename(parts).catch(() => undefined));
};

/** The click that chose the menu opens the panel: nothing may be waited for before. */
function pick(tab: chrome.tabs.Tab | undefined, selection: boolean): void {
  if (tab?.id === undefined || tab.incognito) return;
  void openPanel(tab.id, selection ? '&selection=1' : '').catch((failure) =>
    console.error('side panel:', failure),
  );
}

function fill(tab: chrome.tabs.Tab | undefined): void {
  if (tab?.id === undefined || tab.incognito) return;
  void openPanel(tab.id, '', 'fill.html').catch((failure) => console.error('side panel:', failure));
}

function ask(tab: chrome.tabs.Tab | undefined): void {
  if (tab?.id === undefined || tab.incognito) return;
  void openPanel(tab.id, '', 'ask.html').catch((failure) => console.error('side panel:', failure));
}

function summarize(tab: chrome.tabs.Tab | undefined, selection: boolean): void {
  if (tab?.id === undefined || tab.incognito) return;
  void openPanel(tab.id, selection ? '&selection=1' : '', 'summary.html').catch((failure) =>
    console.error('side panel:', failure),
  );
}

async function create({ recording }: Parts): Promise<void> {
  const paused = await recording.paused();
  await chrome.contextMenus.removeAll();
  for (const format of FORMATS) {
    chrome.contextMenus.create({
      id: CONVERT + format,
      title: t('menu_convert_last', formatName(format)),
      contexts: ['action'],
    });
  }
  chrome.contextMenus.create({
    id: PICK,
    title: t('pick_page'),
    contexts: ['page', 'link', 'image', 'frame'],
    documentUrlPatterns: PAGES,
  });
  chrome.contextMenus.create({
    id: PICK_SELECTION,
    title: t('pick_selection'),
    contexts: ['selection'],
    documentUrlPatterns: PAGES,
  });
  chrome.contextMenus.create({
    id: FILL,
    title: t('fill_open'),
    contexts: ['page', 'editable', 'frame'],
    documentUrlPatterns: PAGES,
  });
  chrome.contextMenus.create({
    id: SUMMARIZE,
    title: t('sum_open'),
    contexts: ['page', 'frame'],
    documentUrlPatterns: PAGES,
  });
  chrome.contextMenus.create({
    id: SUMMARIZE_SELECTION,
    title: t('sum_selection'),
    contexts: ['selection'],
    documentUrlPatterns: PAGES,
  });
  chrome.contextMenus.create({
    id: ASK,
    title: t('ask_menu'),
    contexts: ['page', 'frame', 'selection'],
    documentUrlPatterns: PAGES,
  });
  chrome.contextMenus.create({
    id: PAUSE,
    title: pauseTitle(paused),
    contexts: ['action'],
  });
}

async function rename({ recording }: Parts): Promise<void> {
  await chrome.contextMenus.update(PAUSE, { title: pauseTitle(await recording.paused()) });
}

function pauseTitle(paused: boolean): string {
  return paused ? t('recording_resume') : t('recording_pause');
}

async function togglePause({ recording }: Parts): Promise<void> {
  await recording.pause(!(await recording.paused()), null).catch(() => undefined);
}

async function convertLast({ connection }: Parts, to: string): Promise<void> {
  try {
    await connection.retry();
    const { downloads } = await connection.request<'getOverview'>({
      type: 'getOverview',
      site: null,
    });
    const last = downloads.find((one) => one.there && one.formats.includes(to));
    if (!last) throw new Error(t('menu_nothing_to_convert'));
    await connection.request<'convert'>({ type: 'convert', downloadId: last.id, to });
    await say(t('act_converted', last.name, formatName(to)), 'learning');
  } catch (failure) {
    await say(failure instanceof Error ? failure.message : String(failure), 'offline');
  }
}

async function say(message: string, look: 'learning' | 'offline'): Promise<void> {
  await chrome.notifications.create({
    type: 'basic',
    iconUrl: chrome.runtime.getURL(`icons/${look}-128.png`),
    title: t('extension_name'),
    message,
  });
}
