package dev.stillroom.host.fill;

import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.Labelled;
import dev.stillroom.host.task.LearnedByShowing;
import dev.stillroom.host.task.Task;
import java.util.List;

/**
 * Filling a form from pages of one kind: learned from the forms that the person filled in. What it
 * says is shown before it is done, each time, and a form is never sent.
 */
public final class FillKind extends LearnedByShowing {

  private final Demonstrations demonstrations;

  public FillKind(Demonstrations demonstrations) {
    super(View.FormFill.class, "fill");
    this.demonstrations = demonstrations;
  }

  /** {@inheritDoc} Asked for only once the person wants it learned. */
  @Override
  public List<Labelled> labels(Task task) {
    demonstrations.keepWaiting(task.id());
    return super.labels(task);
  }

  @Override
  protected List<Shown> shown(Task task) {
    return demonstrations.of(task.id());
  }

  @Override
  public long subjects(Task task) {
    return demonstrations.count(task.id());
  }

  /** It was proposed, not begun by hand: the person waits for no answer. */
  @Override
  public boolean announced() {
    return true;
  }
}
