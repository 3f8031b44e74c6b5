package dev.stillroom.host.pick;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.LearnedByShowing;
import dev.stillroom.host.task.Task;
import java.time.Clock;
import java.util.List;

/** Filling in fields: learned from the pages that the person showed, each as they say it is. */
public final class PickKind extends LearnedByShowing {

  private final PickStore store;

  public PickKind(Journal journal, Clock clock) {
    super(View.Picking.class, "extract");
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
}
