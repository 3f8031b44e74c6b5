package dev.stillroom.host.apply;

import dev.stillroom.host.protocol.FilesView;
import java.nio.file.Path;
import java.util.List;

/**
 * A process of its own that performs an act, for tests that let it halt: converts {@code
 * photo.webp}, or moves it into a folder, and undoes that when told so.
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
      Path photo = bench.folder.resolve("photo.webp");
      FilesView.DoneAct act =
          how.contains("move")
              ? bench.move(photo, Path.of(how.get(how.indexOf("move") + 1)))
              : bench.convert(photo, how.contains("remove"));
      if (how.contains("undo")) {
        bench.undo(act.id());
      }
    }
  }
}
