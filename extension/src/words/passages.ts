/** Key passages as Markdown, to be pasted elsewhere; and which of them a text is about. */
interface Said {
  title: string;
  url: string;
  fields?: { name: string; value: string }[];
  passages: { text: string }[];
}

/** What a page says is no markup of ours. */
function plain(text: string): string {
  return text.replace(/([\\`*_[\]<>#|])/g, '\\$1').replace(/\s+/g, ' ');
}

export function markdown({ title, url, fields = [], passages }: Said): string {
  const head = title === '' ? '' : `## ${plain(title)}\n\n`;
  const card = fields
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `- **${plain(name)}:** ${plain(value)}\n`)
    .join('');
  const lines = passages.map(({ text }) => `- ${plain(text)}`).join('\n');
  const way = url === '' ? '' : `\n<${url.replace(/[<>\s]/g, encodeURIComponent)}>\n`;
  return `${head}${card}${card && lines && '\n'}${lines}\n${way}`;
}

/** Letters of a text that has to be as long, to mean a sentence and not a word of it. */
const TELLING = 20;

/** The passages that a text holds, or whose part it is: what was copied or marked in a page. */
export function passagesIn<P extends { text: string }>(text: string, passages: P[]): P[] {
  const wanted = letters(text);
  if (wanted.length < TELLING) return [];
  return passages.filter((passage) => {
    const own = letters(passage.text);
    return own.length >= TELLING && (wanted.includes(own) || own.includes(wanted));
  });
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
