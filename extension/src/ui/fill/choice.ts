/** What a form can be filled from: chosen by the person, read only then. */
import { pagesOf } from '../../browser';
import { read, type Value } from '../../document/read';
import { t } from '../../i18n';
import { withoutSecrets } from '../../page/told-secrets';
import type { FillRun, FillSource, PreviousForm, RecentPage } from '../../protocol';
import { PageLink } from './page-link';

/** Another open page of a site that the person watches. */
export interface OpenPage {
  tab: number;
  title: string;
  url: string;
}

export type Choice =
  | { kind: 'page'; page: OpenPage }
  | { kind: 'selection'; page: OpenPage }
  | { kind: 'recent'; page: RecentPage }
  | { kind: 'form'; form: PreviousForm }
  | { kind: 'document'; name: string; text: string }
  | { kind: 'row'; run: FillRun; row: number };

/** A source as it is asked with, and the page in which its values can be shown. */
export interface Chosen {
  choice: Choice;
  source: FillSource;
  link: PageLink | null;
}

/** Why nothing could be read there; a key of the messages. */
export class NoSource extends Error {}

export async function openPages(sites: string[], own: number | null): Promise<OpenPage[]> {
  const pages: OpenPage[] = [];
  for (const site of sites) {
    for (const tab of await chrome.tabs.query({ url: pagesOf(site) }).catch(() => [])) {
      if (tab.id === undefined || tab.id === own || tab.incognito || !tab.url) continue;
      pages.push({ tab: tab.id, title: withoutSecrets(tab.title ?? tab.url), url: tab.url });
    }
  }
  return pages;
}

/**
 * @param own the way to the form's own page, which may be its own source
 */
export async function choose(choice: Choice, own: PageLink | null): Promise<Chosen> {
  const none = { id: null, row: null, input: null };
  switch (choice.kind) {
    case 'page':
    case 'selection': {
      const { tab, title, url } = choice.page;
      const link = own?.tab === tab ? own : await PageLink.to(tab);
      if (!link) throw new NoSource(t('fill_no_access'));
      const said = await link.source();
      if (!said) throw new NoSource(t('fill_source_secret'));
      if (choice.kind === 'selection' && said.selection.trim() === '') {
        throw new NoSource(t('fill_nothing_marked'));
      }
      const isPage = choice.kind === 'page';
      const input = isPage ? { page: said.page } : { text: said.selection };
      return {
        choice,
        link,
        source: { ...none, kind: isPage ? 'PAGE' : 'SELECTION', url, title, input },
      };
    }
    case 'recent':
      return {
        choice,
        link: null,
        source: {
          ...none,
          kind: 'RECENT',
          url: choice.page.url,
          title: choice.page.title,
          id: choice.page.id,
        },
      };
    case 'form':
      return {
        choice,
        link: null,
        source: { ...none, kind: 'FORM', url: '', title: choice.form.title, id: choice.form.id },
      };
    case 'document':
      return {
        choice,
        link: null,
        source: {
          ...none,
          kind: 'DOCUMENT',
          url: '',
          title: choice.name,
          input: inputOf(choice.text, choice.name),
        },
      };
    case 'row':
      return {
        choice,
        link: null,
        source: {
          ...none,
          kind: 'ROW',
          url: '',
          title: choice.run.title,
          id: choice.run.id,
          row: choice.row,
        },
      };
  }
}

function inputOf(text: string, name: string): { json: Value } | { text: string } {
  const document = read(text, name);
  switch (document.form) {
    case 'text':
      return { text: document.text };
    case 'json':
      return { json: document.value };
    case 'table':
      return { json: document.value[0] ?? {} };
  }
}

/** A table with more than one row: it can be filled in row by row. */
export function rowsOf(text: string, name: string): { heads: string[]; rows: string[][] } | null {
  const document = read(text, name);
  if (document.form === 'table') {
    const { heads, value } = document;
    return { heads, rows: value.map((row) => heads.map((head) => cell(row[head]))) };
  }
  if (document.form !== 'json' || !Array.isArray(document.value)) return null;
  const records = document.value.filter(isRecord);
  if (records.length < 2 || records.length < document.value.length) return null;
  const heads = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const flat = records.every((record) => Object.values(record).every((one) => !isNested(one)));
  return flat ? { heads, rows: records.map((row) => heads.map((head) => cell(row[head]))) } : null;
}

function isRecord(value: Value): value is { [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNested(value: Value): boolean {
  return typeof value === 'object' && value !== null;
}

function cell(value: Value | undefined): string {
  return value === undefined || value === null ? '' : String(value);
}

export function nameOf(choice: Choice): string {
  switch (choice.kind) {
    case 'page':
    case 'recent':
      return choice.page.title;
    case 'selection':
      return t('fill_marked_in', choice.page.title);
    case 'form':
      return choice.form.title;
    case 'document':
      return choice.name;
    case 'row':
      return t('fill_row_of', choice.row + 1, choice.run.title);
  }
}
