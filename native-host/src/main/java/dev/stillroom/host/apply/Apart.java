package dev.stillroom.host.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program in a network of its own that leads nowhere, where Linux lets a person do so: what
 * a downloaded document asks its program to load from elsewhere is not loaded. And among processes
 * of its own: when the worker that started it is killed, so is everything that it started.
 */
final class Apart {

  private static final List<String> UNSHARE =
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

  private static final long SECONDS = 5;

  private Apart() {}

  /** The command as it is to be run; unchanged where the system does not allow it. */
  static List<String> command(List<String> command) throws InterruptedException {
    if (!allowed()) {
      return command;
    }
    List<String> whole = new ArrayList<>(UNSHARE);
    whole.addAll(command);
    return whole;
  }

  /** Tried each time: distributions switch it off and on. */
  static boolean allowed() throws InterruptedException {
    if (!Files.isExecutable(Path.of(UNSHARE.getFirst()))) {
      return false;
    }
    List<String> trial = new ArrayList<>(UNSHARE);
    trial.add("/bin/true");
    try {
      Process process =
          new ProcessBuilder(trial)
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
