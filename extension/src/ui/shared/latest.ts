/** Of several questions only the latest one's answer counts, and none that was dropped. */
export class Latest {
  private asked = 0;

  /** What was asked before counts no more. */
  drop(): void {
    this.asked++;
  }

  /** @returns whether what is asked now still counts, for whoever waits more than once for it */
  begin(): () => boolean {
    const mine = ++this.asked;
    return () => mine === this.asked;
  }

  async only<T>(answer: Promise<T>, use: (value: T) => void): Promise<void> {
    const counts = this.begin();
    const value = await answer;
    if (counts()) use(value);
  }
}
