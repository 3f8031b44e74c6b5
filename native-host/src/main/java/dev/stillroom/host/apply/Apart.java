package dev.stillroom.host.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a program in a network of its own that leads nowhere, where Linux lets a person do so: what
 * a downloaded document asks its program to load from elsewhere is not loaded. And, where it can be
 * had, among processes of its own: when the worker that started it is killed, so is everything that
 * it started.
 */
final class Apart {

  /** With processes of its own. */
  private static final List<String> WHOLLY =
      List.of(
          "/usr/bin/setpriv",
          "--pdeathsig",
          "KILL",
          "--",
          "/usr/bin/unshare",
          "--user",
          "--map-current-user",
          "--net",
          "--pid",
          "--fork",
          "--kill-child",
          "--");

  /** Where setpriv is missing, or nobody may have processes of their own. */
  private static final List<String> WITHOUT_NETWORK =
      List.of("/usr/bin/unshare", "--user", "--map-current-user", "--net", "--");

  /** The best first. */
  static final List<List<String>> WAYS = List.of(WHOLLY, WITHOUT_NETWORK);

  private static final long SECONDS = 5;

  private Apart() {}

  /** The command as it is to be run; unchanged where the system allows no way. */
  static List<String> command(List<String> command) throws InterruptedException {
    return command(WAYS, command);
  }

  /**
   * By the first way that the system allows.
   *
   * @param ways what may stand before a command
   */
  static List<String> command(List<List<String>> ways, List<String> command)
      throws InterruptedException {
    return Stream.concat(first(ways).stream().flatMap(List::stream), command.stream()).toList();
  }

  private static Optional<List<String>> first(List<List<String>> ways) throws InterruptedException {
    for (List<String> way : ways) {
      if (works(way)) {
        return Optional.of(way);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the last words of a command mean that its program was killed: unshare cannot end as
   * that did, says so and fails with 1.
   */
  static boolean saysKilled(String words) {
    return words.contains("unshare: sigprocmask");
  }

  /** Whether a program can be run without a network. */
  static boolean allowed() throws InterruptedException {
    return first(WAYS).isPresent();
  }

  /** Whether all that a program starts ends with its worker. */
  static boolean endsWithItsWorker() throws InterruptedException {
    return works(WHOLLY);
  }

  /** Tried each time: distributions switch it off and on. */
  private static boolean works(List<String> way) throws InterruptedException {
    if (!Files.isExecutable(Path.of(way.getFirst()))) {
      return false;
    }
    try {
      Process process =
          new ProcessBuilder(Stream.concat(way.stream(), Stream.of("/bin/true")).toList())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException none) {
      return false;
    }
  }
}
