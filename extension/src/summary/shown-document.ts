/** The file of the PDF that a tab shows, fetched once more as the tab itself did: from its memory. */

/** Bytes of a part; three of them are four letters of base64, and a frame holds a megabyte. */
const PART = 3 * 200_000;

/** Bytes; the host takes no larger document. */
const LARGEST = 64 * 1_048_576;

export class ShownDocument {
  private bytes: Promise<Uint8Array> | null = null;

  constructor(
    private readonly url: string,
    private readonly signal: AbortSignal,
  ) {}

  async part(from: number): Promise<{ bytes: string; size: number }> {
    this.bytes ??= this.load();
    const all = await this.bytes;
    return { bytes: base64(all.subarray(from, from + PART)), size: all.length };
  }

  private async load(): Promise<Uint8Array> {
    const reply = await fetch(this.url, { cache: 'force-cache', signal: this.signal });
    if (!reply.ok || !reply.body) throw new Error(`status ${reply.status}`);
    const parts: Uint8Array[] = [];
    let size = 0;
    for (const reader = reply.body.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > LARGEST) {
        await reader.cancel();
        throw new Error(`more than ${LARGEST / 1_048_576} MB`);
      }
      parts.push(value);
    }
    const all = new Uint8Array(size);
    let at = 0;
    for (const one of parts) {
      all.set(one, at);
      at += one.length;
    }
    return all;
  }
}

/** Arguments of one call have a limit. */
const AT_ONCE = 8_192;

export function base64(bytes: Uint8Array): string {
  let letters = '';
  for (let i = 0; i < bytes.length; i += AT_ONCE) {
    letters += String.fromCharCode(...bytes.subarray(i, i + AT_ONCE));
  }
  return btoa(letters);
}
