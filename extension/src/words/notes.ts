/** What a person writes down of a page, in their own form: fields by name, and text beside them. */
export interface Notes {
  fields: { name: string; value: string }[];
  text: string;
}

const LONGEST_NAME = 60;
const MOST_WORDS = 5;

/** "Price: 12 €", also as an item of a list, with a name in bold, or as a row of a table. */
const FIELD =
  /^(?:[-*•|]\s*)?(?:\*\*|__)?([^:|*_]+?)(?:\*\*|__)?\s*[:|]\s*(?:\*\*|__)?\s*(.*?)\s*\|?$/;

/** Reads what was written or pasted: lines that name a value are fields, the others are text. */
export function readNotes(written: string): Notes {
  const fields: Notes['fields'] = [];
  const text: string[] = [];
  for (const line of written.split(/\r?\n|;\s/)) {
    const [, name, value] = FIELD.exec(line.trim()) ?? [];
    if (name !== undefined && value && isName(name)) fields.push({ name: name.trim(), value });
    else if (/[\p{L}\p{N}]/u.test(line)) text.push(line.trim().replace(/^[-*•#]+\s*/, ''));
  }
  return { fields, text: text.join(' ') };
}

/** Something short that is no sentence and no address. */
function isName(name: string): boolean {
  return (
    name.length <= LONGEST_NAME &&
    name.trim().split(/\s+/).length <= MOST_WORDS &&
    /\p{L}/u.test(name) &&
    !/[.!?]|^https?$/u.test(name)
  );
}
