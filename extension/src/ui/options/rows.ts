/** Files as the rows of a task: a table or lines as they are, pages and documents one row each. */

const PAGE = /\.html?$/i;
const DOCUMENT = /\.json$/i;

export async function rowsOf(files: readonly File[]): Promise<string> {
  const parts: string[] = [];
  for (const file of files) {
    const text = await file.text();
    if (PAGE.test(file.name)) parts.push(JSON.stringify({ input: { html: text } }));
    else if (DOCUMENT.test(file.name)) {
      parts.push(JSON.stringify({ input: { json: JSON.parse(text) as unknown } }));
    } else parts.push(text);
  }
  return parts.join('\n');
}
