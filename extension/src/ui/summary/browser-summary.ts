/** The browser's own summarizer, where this browser has one. */
import type { Summarized } from '../../protocol';

interface Own {
  availability(): Promise<string>;
  create(options: object): Promise<{ summarize(text: string): Promise<string>; destroy?(): void }>;
}

/** Characters it is given; its own limit is near. */
const LONGEST = 20_000;

/** Looked for at each use: tests put one there. */
function own(): Own | undefined {
  return (globalThis as { Summarizer?: Own }).Summarizer;
}

/** Whether it could summarize at once, without loading anything. */
export async function hasBrowserSummary(): Promise<boolean> {
  return (
    (await own()
      ?.availability()
      .catch(() => '')) === 'available'
  );
}

const made = new WeakMap<Summarized, Promise<string>>();

/** What it says of a page; empty where there is none. */
export function browserSummary(said: Summarized): Promise<string> {
  const known = made.get(said) ?? ask(said).catch(() => '');
  made.set(said, known);
  return known;
}

async function ask(said: Summarized): Promise<string> {
  const summarizer = own();
  if (!summarizer || !(await hasBrowserSummary())) return '';
  const text = said.passages
    .toSorted((a, b) => a.index - b.index)
    .map((passage) => passage.text)
    .join(' ')
    .slice(0, LONGEST);
  const asked = await summarizer.create({ type: 'tldr', format: 'plain-text', length: 'short' });
  try {
    return await asked.summarize(text);
  } finally {
    asked.destroy?.();
  }
}
