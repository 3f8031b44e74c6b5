package dev.stillroom.installers;

import dev.stillroom.host.home.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the build: what it says is shown only where it fails. */
final class Tool {

  private static final long PATIENCE_MINUTES = 15;

  private Tool() {}

  /**
   * @return what it printed
   * @throws IOException when it is not there, fails, or does not end
   */
  static String run(Path directory, List<String> line) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Platform.current().nowhere()))
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException(line.getFirst() + " does not end");
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          String.join(" ", line) + " failed (" + process.exitValue() + "):\n" + said.strip());
    }
    return said;
  }
}
