package dev.stillroom.host.task;

import dev.stillroom.host.protocol.Nullable;
import java.util.List;

/**
 * The kinds of task there are.
 *
 * @param doubted what the person said of examples whose label was doubted; null where nobody asks
 */
public record TaskKinds(List<TaskKind> kinds, @Nullable DoubtedLabels doubted) {

  public TaskKinds {
    kinds = List.copyOf(kinds);
  }

  public TaskKinds(List<TaskKind> kinds) {
    this(kinds, null);
  }

  /** The kind of a task. */
  public TaskKind of(Task task) {
    return kinds.stream()
        .filter(kind -> kind.act().isInstance(task.act()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no kind of task does " + task.act() + ": list it"));
  }

  /** What a task learns from, oldest first, as the person means it. */
  public List<Labelled> labels(Task task) {
    List<Labelled> examples = of(task).labels(task);
    return doubted == null ? examples : doubted.meant(task.id(), examples);
  }
}
