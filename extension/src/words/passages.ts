/** Key passages as Markdown, to be pasted elsewhere. */
interface Said {
  title: string;
  url: string;
  passages: { text: string }[];
}

/** What a page says is no markup of ours. */
function plain(text: string): string {
  return text.replace(/([\\`*_[\]<>#|])/g, '\\$1').replace(/\s+/g, ' ');
}

export function markdown({ title, url, passages }: Said): string {
  const head = title === '' ? '' : `## ${plain(title)}\n\n`;
  const lines = passages.map(({ text }) => `- ${plain(text)}`).join('\n');
  return `${head}${lines}\n${url === '' ? '' : `\n<${url.replace(/[<>\s]/g, encodeURIComponent)}>\n`}`;
}
