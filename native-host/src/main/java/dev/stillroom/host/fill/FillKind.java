package dev.stillroom.host.fill;

import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.FilledIn;
import dev.stillroom.host.task.Labelled;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskKind;
import java.util.List;

/**
 * Filling a form from pages of one kind: learned from the forms that the person filled in. What it
 * says is shown before it is done, each time, and a form is never sent.
 */
public final class FillKind implements TaskKind {

  private final Demonstrations demonstrations;

  public FillKind(Demonstrations demonstrations) {
    this.demonstrations = demonstrations;
  }

  @Override
  public Class<View.FormFill> act() {
    return View.FormFill.class;
  }

  @Override
  public String student() {
    return "fill";
  }

  /** {@inheritDoc} Asked for only once the person wants it learned. */
  @Override
  public List<Labelled> labels(Task task) {
    demonstrations.keepWaiting(task.id());
    return demonstrations.of(task.id()).stream()
        .map(
            shown ->
                new Labelled(
                    task.id() + "-" + shown.id(),
                    shown.title(),
                    shown.site(),
                    shown.time(),
                    shown.input(),
                    shown.output(),
                    shown.filled() == FilledIn.CORRECTED))
        .toList();
  }

  @Override
  public long subjects(Task task) {
    return demonstrations.count(task.id());
  }

  @Override
  public boolean acts(Task task, String output) {
    return false;
  }

  @Override
  public boolean mayRunByItself() {
    return false;
  }

  /** Each form is learned from when it is filled; there is nothing to catch up with at idle. */
  @Override
  public boolean grown(Task task, boolean passed) {
    return false;
  }

  @Override
  public boolean newestServes() {
    return true;
  }

  /** It was proposed, not begun by hand: the person waits for no answer. */
  @Override
  public boolean announced() {
    return true;
  }
}
