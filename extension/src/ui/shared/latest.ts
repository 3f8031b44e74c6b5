/** Of several questions only the latest one's answer counts, and none that was dropped. */
export class Latest {
  private asked = 0;

  drop(): void {
    this.asked++;
  }

  async only<T>(answer: Promise<T>, use: (value: T) => void): Promise<void> {
    const mine = ++this.asked;
    const value = await answer;
    if (mine === this.asked) use(value);
  }
}
