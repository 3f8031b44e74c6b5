package dev.stillroom.host.pick;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.Labelled;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskKind;
import java.time.Clock;
import java.util.List;

/** Key passages of pages of one kind: learned from the sentences that the person keeps, removes. */
public final class SummaryKind implements TaskKind {

  private final PickStore store;

  public SummaryKind(Journal journal, Clock clock) {
    this.store = new PickStore(journal, clock);
  }

  @Override
  public Class<View.Passages> act() {
    return View.Passages.class;
  }

  @Override
  public String student() {
    return "summarize";
  }

  @Override
  public List<Labelled> labels(Task task) {
    return store.examples(task.id()).stream()
        .map(
            page ->
                new Labelled(
                    task.id() + "-" + page.id(),
                    page.title(),
                    page.site(),
                    page.time(),
                    page.input(),
                    page.output(),
                    false))
        .toList();
  }

  @Override
  public long subjects(Task task) {
    return store.pages(task.id());
  }

  @Override
  public boolean acts(Task task, String output) {
    return false;
  }

  @Override
  public boolean mayRunByItself() {
    return false;
  }

  /** Fifteen pages of one person teach an encoder's hundreds of weights nothing. */
  @Override
  public boolean small() {
    return true;
  }

  /** Each choice is learned when it is made; there is nothing to catch up with at idle. */
  @Override
  public boolean grown(Task task, boolean passed) {
    return false;
  }

  @Override
  public boolean newestServes() {
    return true;
  }
}
