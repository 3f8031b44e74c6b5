package dev.stillroom.host.command;

import dev.stillroom.host.engine.Client;
import dev.stillroom.host.engine.EngineLock;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.home.Scratch;
import dev.stillroom.host.protocol.Request;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Deletes what Stillroom keeps of a person. A home may be a link to another disk, and may be a
 * folder that holds other things, too: those stay, and so does an original without another place.
 *
 * @param deleted the home, where all of it is gone
 * @param left what is to be said of things that are not Stillroom's
 */
record HomeDeletion(List<Path> deleted, Optional<String> left) {

  private static final HomeDeletion NOTHING = new HomeDeletion(List.of(), Optional.empty());

  /**
   * @throws CommandFailure when something that should go is still there
   */
  static HomeDeletion of(Home home) throws IOException {
    if (!Files.isDirectory(home.directory())) {
      return NOTHING;
    }
    if (Files.exists(home.journal())) {
      // That gives originals back, which wait in the home.
      try (Client engine = Client.connect(home, Program.ofEnvironment())) {
        engine.ask(new Request.Forget(null, null, null, true));
      }
    }
    StopCommand.end(home);
    // Deleting a link would leave what it leads to.
    Home real = new Home(home.directory().toRealPath());
    if (Files.exists(real.lock())) {
      deleteLocked(real);
    } else {
      // No engine ever ran here: at most the installation made the folder for its log.
      deleteIfEmpty(real.log());
    }
    boolean gone = deleteIfEmpty(real.directory());
    if (gone) {
      Files.deleteIfExists(home.directory());
    }
    return gone
        ? new HomeDeletion(List.of(home.directory()), Optional.empty())
        : new HomeDeletion(
            List.of(),
            Optional.of(
                "left in "
                    + home.directory()
                    + ", as it is not what Stillroom wrote or was made only now: "
                    + listed(entries(real.directory()))));
  }

  private static void deleteLocked(Home home) throws IOException {
    // An open browser starts a new engine at any moment; none begins while its lock is taken.
    try (EngineLock lock =
        EngineLock.take(home)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "nothing was deleted, because a browser started the engine again:"
                            + " close it, then run this again"))) {
      requireNothingKept(home);
      for (String name : Home.names()) {
        Path entry = home.directory().resolve(name);
        // A link was made by the person, and leads to what may be used by others.
        if (!Files.isSymbolicLink(entry) && Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
          delete(entry);
        }
      }
    }
  }

  private static void delete(Path entry) {
    Scratch.remove(entry);
    if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
      throw new CommandFailure(entry + " could not be deleted: delete it, then run this again");
    }
  }

  /** What could not go back, because its folder is gone or not allowed any more, is a last copy. */
  private static void requireNothingKept(Home home) throws IOException {
    if (!Files.exists(home.keepingPlace())) {
      return;
    }
    List<Path> kept;
    try (Stream<Path> all = Files.walk(home.keepingPlace().toRealPath())) {
      kept = all.filter(path -> !Files.isDirectory(path)).sorted().toList();
    }
    if (!kept.isEmpty()) {
      throw new CommandFailure(
          "the data was not deleted, because these originals could not be put back where they were:"
              + " move them elsewhere, then run it again: "
              + listed(kept));
    }
  }

  private static boolean deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
      return true;
    } catch (DirectoryNotEmptyException holdsMore) {
      return false;
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(Path::getFileName).sorted().toList();
    }
  }

  private static String listed(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
