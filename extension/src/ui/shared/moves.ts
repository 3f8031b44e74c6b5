/** When a tab has another page, whole: not when the last picture of the one it has is there. */

/** What a browser tells of a tab. */
export interface Change {
  status?: string;
  url?: string;
}

/** A hash by which a page's own script shows another page: `#/orders`, `#!7`, `#inbox/7`, `#q=a`. */
const ROUTE = /#.*[!/=&?]/;

/** Whether the person only went to another place in the page, as by a table of contents. */
export function onlyHash(at: string | null, url: string | undefined): boolean {
  if (at === null || url === undefined || at === url) return false;
  const [before, after] = [at, url].map((one) => one.replace(/#.*/s, ''));
  return before === after && !ROUTE.test(at) && !ROUTE.test(url);
}

export class Moves {
  private at: string | null = null;
  private coming = false;

  constructor(private moved = false) {}

  /** The address of what the tab shows now. */
  stands(at: string): void {
    this.at = at;
  }

  /** Whether another page is on its way. */
  get isComing(): boolean {
    return this.coming;
  }

  /** @returns whether this is the end of another page's coming */
  arrived({ status, url }: Change): boolean {
    const within = onlyHash(this.at, url);
    if (url !== undefined) this.at = url;
    this.coming ||= !within && (status === 'loading' || url !== undefined);
    this.moved ||= this.coming;
    if (status !== 'complete' || !this.moved) return false;
    this.moved = this.coming = false;
    return true;
  }
}
