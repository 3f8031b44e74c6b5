package dev.stillroom.host.pick;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.FilledIn;
import dev.stillroom.host.task.Labelled;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskKind;
import java.time.Clock;
import java.util.List;

/** Filling in fields: learned from the pages that the person showed, each as they say it is. */
public final class PickKind implements TaskKind {

  private final PickStore store;

  public PickKind(Journal journal, Clock clock) {
    this.store = new PickStore(journal, clock);
  }

  @Override
  public Class<View.Picking> act() {
    return View.Picking.class;
  }

  @Override
  public String student() {
    return "extract";
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
                    page.filled() == FilledIn.CORRECTED))
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

  /** Each page is learned when it is shown; there is nothing to catch up with at idle. */
  @Override
  public boolean grown(Task task, boolean passed) {
    return false;
  }

  @Override
  public boolean newestServes() {
    return true;
  }
}
