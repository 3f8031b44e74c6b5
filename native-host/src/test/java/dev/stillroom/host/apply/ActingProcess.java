package dev.stillroom.host.apply;

import dev.stillroom.host.protocol.View;
import java.nio.file.Path;
import java.util.List;

/**
 * A process of its own that performs an act, for tests that let it halt: converts {@code
 * photo.webp}, and undoes that when told so.
 */
public final class ActingProcess {

  private ActingProcess() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    List<String> how = List.of(arguments).subList(1, arguments.length);
    boolean links = !how.contains("without-links");
    try (ActsBench bench =
        how.contains("worker")
            ? new ActsBench(directory)
            : new ActsBench(directory, ActsBench.inProcess(), links)) {
      View.DoneAct act = bench.convert(bench.folder.resolve("photo.webp"), how.contains("remove"));
      if (how.contains("undo")) {
        bench.undo(act.id());
      }
    }
  }
}
