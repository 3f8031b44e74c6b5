/** Which of the writings that were asked for is wanted still: neither cancelled nor of another page. */
import type { Input } from './summarizing';

interface Desk {
  /** Has it written; tells which it is. */
  write(input: Input): Promise<string>;
  stop(writingId: string): Promise<unknown>;
}

export class Writing {
  private asked = 0;
  private id: string | null = null;

  constructor(private readonly desk: Desk) {}

  /** Begins one. What is not wanted any more when the answer comes is stopped, and is no failure. */
  async begin(input: Input): Promise<void> {
    const mine = ++this.asked;
    let id;
    try {
      id = await this.desk.write(input);
    } catch (failure) {
      if (mine === this.asked) throw failure;
      return;
    }
    if (mine === this.asked) this.id = id;
    else await this.desk.stop(id);
  }

  isOf(writingId: string): boolean {
    return writingId === this.id;
  }

  async end(): Promise<void> {
    this.asked++;
    const { id } = this;
    this.id = null;
    if (id !== null) await this.desk.stop(id);
  }
}
