package dev.stillroom.host.task;

import java.util.List;

/** The kinds of task there are. */
public record TaskKinds(List<TaskKind> kinds) {

  public TaskKinds {
    kinds = List.copyOf(kinds);
  }

  /** The kind of a task. */
  public TaskKind of(Task task) {
    return kinds.stream()
        .filter(kind -> kind.act().isInstance(task.act()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no kind of task does " + task.act() + ": list it"));
  }
}
