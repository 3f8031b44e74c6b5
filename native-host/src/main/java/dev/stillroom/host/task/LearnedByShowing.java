package dev.stillroom.host.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.protocol.PickView.FilledIn;
import dev.stillroom.host.protocol.View.Act;
import java.time.Instant;
import java.util.List;

/**
 * A kind of task that is learned from pages or forms as the person shows them, each when it is
 * shown. What its student says is looked at before it counts: it does nothing by itself.
 */
public abstract class LearnedByShowing implements TaskKind {

  private final Class<? extends Act> act;
  private final String student;

  protected LearnedByShowing(Class<? extends Act> act, String student) {
    this.act = act;
    this.student = student;
  }

  /**
   * A page or form as the journal keeps it.
   *
   * @param filled how what a student had filled in turned out
   */
  public record Shown(
      long id,
      Instant time,
      String site,
      String title,
      JsonNode input,
      JsonNode output,
      FilledIn filled) {}

  /** What was shown, oldest first. */
  protected abstract List<Shown> shown(Task task);

  @Override
  public final Class<? extends Act> act() {
    return act;
  }

  @Override
  public final String student() {
    return student;
  }

  @Override
  public List<Labelled> labels(Task task) {
    return shown(task).stream()
        .map(
            one ->
                new Labelled(
                    task.id() + "-" + one.id(),
                    one.title(),
                    one.site(),
                    one.time(),
                    one.input(),
                    one.output(),
                    one.filled() == FilledIn.CORRECTED))
        .toList();
  }

  @Override
  public final boolean acts(Task task, String output) {
    return false;
  }

  @Override
  public final boolean mayRunByItself() {
    return false;
  }

  /** Each is learned when it is shown; there is nothing to catch up with at idle. */
  @Override
  public final boolean grown(Task task, boolean passed) {
    return false;
  }

  @Override
  public final boolean newestServes() {
    return true;
  }
}
