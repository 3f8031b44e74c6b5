package dev.stillroom.host.repeat;

import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.Labelled;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskKind;
import java.util.List;

/**
 * Doing a routine again, step by step. Nothing predicts when: the person begins it and looks on, so
 * there is no student and no trust.
 */
public final class RepeatKind implements TaskKind {

  private final Repetitions repetitions;

  public RepeatKind(Repetitions repetitions) {
    this.repetitions = repetitions;
  }

  @Override
  public Class<View.Repetition> act() {
    return View.Repetition.class;
  }

  @Override
  public String student() {
    throw new UnsupportedOperationException("a routine that is done again has no student");
  }

  @Override
  public boolean learns() {
    return false;
  }

  @Override
  public void accepted(Task task) {
    repetitions.accepted(task.id());
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
