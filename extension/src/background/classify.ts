/** "Classify with …" in the menu of a selected text: one entry for each model that suggests. */
import { listen } from '../browser';
import { percent, t } from '../i18n';
import type { SelectionAnswer } from '../messages';
import type { Reason, Task } from '../protocol';
import { taskTitle } from '../words/evidence';
import { agreementText, sentence } from '../words/trust';
import type { Feature, Parts } from './feature';

const PARENT = 'classify';
const PREFIX = 'classify:';
const SCRIPT = 'answer.js';

/** Characters of a selection that are looked at. */
const LONGEST = 2_000;

/** The line that `run` prints for one input, with its reasons. */
interface Predicted {
  output: string | null;
  confidence: number;
  ranked: [string, number][];
  reasons?: Reason[];
}

export const classify: Feature = (parts, signal) => {
  // The browser's menu outlives the worker: what stands in it at the beginning is not known.
  let shown: string | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const follow = async () => {
    const { tasks } = await parts.connection.request<'getOverview'>({
      type: 'getOverview',
      site: null,
    });
    const ready = tasks.filter(suggests);
    const now = ready.map((task) => task.id).join(' ');
    if (now === shown) return;
    await offer(ready);
    shown = now;
  };
  const refresh = () => void (last = last.then(follow).catch(() => undefined));
  parts.connection.onState(({ state }) => {
    if (state === 'connected') refresh();
  }, signal);
  parts.connection.onPush((push) => {
    if (push.type !== 'progress' && push.type !== 'heard') refresh();
  }, signal);
  listen(
    chrome.contextMenus.onClicked,
    (info: chrome.contextMenus.OnClickData, tab?: chrome.tabs.Tab) => {
      const id = String(info.menuItemId);
      if (id.startsWith(PREFIX) && tab?.id !== undefined && !tab.incognito) {
        void answer(parts, id.slice(PREFIX.length), info.selectionText ?? '', tab.id);
      }
    },
    signal,
  );
};

function suggests(task: Task): boolean {
  return task.act.kind === 'CHOOSE' && task.phase === 'READY' && task.trust !== 'OBSERVE';
}

async function offer(tasks: Task[]): Promise<void> {
  // The parent takes its entries with it.
  await chrome.contextMenus.remove(PARENT).catch(() => undefined);
  if (tasks.length === 0) return;
  chrome.contextMenus.create({ id: PARENT, title: t('classify_with'), contexts: ['selection'] });
  for (const task of tasks) {
    chrome.contextMenus.create({
      id: PREFIX + task.id,
      parentId: PARENT,
      title: sentence(taskTitle(task)).replaceAll('%', '%%'),
      contexts: ['selection'],
    });
  }
}

async function answer(parts: Parts, taskId: string, text: string, tab: number): Promise<void> {
  const said = await ask(parts, taskId, text).catch((failure: unknown): SelectionAnswer => ({
    label: null,
    guess: null,
    reasons: [],
    facts: '',
    failure: failure instanceof Error ? failure.message : String(failure),
  }));
  try {
    // The click in the menu lets the extension into this page once.
    await chrome.scripting.executeScript({ target: { tabId: tab }, files: [SCRIPT] });
    await chrome.tabs.sendMessage(tab, { answer: said });
  } catch {
    await chrome.notifications.create({
      type: 'basic',
      iconUrl: chrome.runtime.getURL('icons/learning-128.png'),
      title: said.failure ?? said.label ?? t('chip_unsure', said.guess ?? ''),
      message: said.facts,
    });
  }
}

async function ask({ connection }: Parts, taskId: string, text: string): Promise<SelectionAnswer> {
  await connection.retry();
  const { task } = await connection.request<'showTask'>({ type: 'showTask', taskId });
  const { prediction } = await connection.request<'tryTask'>({
    type: 'tryTask',
    taskId,
    input: { text: text.slice(0, LONGEST) },
  });
  const said = prediction as Predicted;
  // As beside a control: what is more likely wrong than right is a guess.
  const sure = said.output !== null && said.confidence >= 0.5;
  return {
    label: sure ? said.output : null,
    guess: said.ranked[0]?.[0] ?? null,
    reasons: said.reasons ?? [],
    facts: [
      t('chip_confidence', percent(said.confidence)),
      `${sentence(taskTitle(task))}: ${agreementText(task.agreement)}.`,
    ].join(' '),
    failure: null,
  };
}
