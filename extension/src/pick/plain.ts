/** Tabs that show a file rather than a page: JSON, CSV and other plain text. */

const TEXTS =
  /^(application\/(.*\+)?json|text\/(plain|csv|tab-separated-values|json)|application\/x-ndjson)$/i;

/** The whole text of a tab that shows a plain file; null where it shows a page. */
export function documentText(document: Document): string | null {
  if (!TEXTS.test(document.contentType)) return null;
  // Chromium shows such files in one preformatted element, beside its own switch for JSON.
  const shown = document.querySelector('body > pre');
  return (shown ?? document.body)?.textContent ?? null;
}
