package dev.stillroom.host.pick;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.LearnedByShowing;
import dev.stillroom.host.task.Task;
import java.time.Clock;
import java.util.List;

/** Summaries of pages of one kind: learned from the sentences kept and removed, and from notes. */
public final class SummaryKind extends LearnedByShowing {

  private final PickStore store;

  public SummaryKind(Journal journal, Clock clock) {
    super(View.Passages.class, "summarize");
    this.store = new PickStore(journal, clock);
  }

  @Override
  protected List<Shown> shown(Task task) {
    return store.examples(task.id());
  }

  @Override
  public long subjects(Task task) {
    return store.pages(task.id());
  }

  /** Fifteen pages of one person teach an encoder's hundreds of weights nothing. */
  @Override
  public boolean small() {
    return true;
  }
}
