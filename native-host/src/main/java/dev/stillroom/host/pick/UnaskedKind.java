package dev.stillroom.host.pick;

import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.Labelled;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskKind;
import java.util.List;

/** Showing key passages unasked: the person's word, and nothing to be learned. */
public final class UnaskedKind implements TaskKind {

  @Override
  public Class<View.Unasked> act() {
    return View.Unasked.class;
  }

  @Override
  public String student() {
    throw new UnsupportedOperationException("what is shown unasked has no student of its own");
  }

  @Override
  public boolean learns() {
    return false;
  }

  @Override
  public List<Labelled> labels(Task task) {
    return List.of();
  }

  @Override
  public long subjects(Task task) {
    return task.evidence().support();
  }

  @Override
  public boolean acts(Task task, String output) {
    return false;
  }

  @Override
  public boolean mayRunByItself() {
    return false;
  }

  @Override
  public boolean grown(Task task, boolean passed) {
    return false;
  }
}
