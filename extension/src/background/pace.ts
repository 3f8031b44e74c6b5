/** Allows each sender so much within a time; what comes beyond that is not looked at. */
export class Pace {
  private readonly counts = new Map<string, { since: number; times: number }>();

  /**
   * @param within milliseconds
   * @param most senders that are remembered
   */
  constructor(
    private readonly times: number,
    private readonly within: number,
    private readonly now: () => number = Date.now,
    private readonly most = 1_000,
  ) {}

  allows(sender: string): boolean {
    const now = this.now();
    const count = this.counts.get(sender);
    if (!count || now < count.since || now >= count.since + this.within) {
      if (this.counts.size >= this.most) this.counts.clear();
      this.counts.set(sender, { since: now, times: 1 });
      return true;
    }
    count.times++;
    return count.times <= this.times;
  }
}
