package dev.stillroom.host.install;

import dev.stillroom.host.home.Platform;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Windows' registry, as far as browsers use it: a key for each host, whose unnamed value is the
 * manifest's path. Spoken to by the system's own {@code reg}, so that nothing native is loaded.
 */
public interface Registry {

  /** Sets a key's unnamed value, making the key where it is missing. */
  void set(String key, String value) throws IOException;

  Optional<String> get(String key) throws IOException;

  /** Removes a key; one that is not there is no error. */
  void remove(String key) throws IOException;

  /** The registry of this machine; on other systems there is none, and nobody asks. */
  static Registry ofSystem() {
    return new ByProgram(ByProgram::run);
  }

  /** What {@code reg} is told, word by word, and what is read from what it says. */
  final class ByProgram implements Registry {

    private static final long PATIENCE_SECONDS = 20;
    private static final String TEXT = "REG_SZ";
    private static final String UNNAMED = "@=\"";
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\\\\\"])");

    /** Runs a command line. */
    @FunctionalInterface
    interface Runner {
      Said run(List<String> line) throws IOException;
    }

    /** What a program ended with and printed. */
    record Said(int status, String text) {}

    private final Runner runner;

    ByProgram(Runner runner) {
      this.runner = runner;
    }

    @Override
    public void set(String key, String value) throws IOException {
      List<String> line = List.of("reg", "add", key, "/ve", "/t", TEXT, "/d", value, "/f");
      Said said = runner.run(line);
      if (said.status() != 0) {
        throw new IOException(
            "the registry key " + key + " could not be written: " + said.text().strip());
      }
    }

    /**
     * By an export, which is in UTF-16 always: what {@code reg query} prints is in the code page of
     * the console, which has not every letter of a person's name and is not told.
     */
    @Override
    public Optional<String> get(String key) throws IOException {
      Path directory = Files.createTempDirectory("stillroom-key-");
      Path export = directory.resolve("key.reg");
      try {
        Said said = runner.run(List.of("reg", "export", key, export.toString(), "/y"));
        return said.status() != 0 || !Files.exists(export)
            ? Optional.empty()
            : unnamed(Files.readString(export, StandardCharsets.UTF_16));
      } finally {
        Files.deleteIfExists(export);
        Files.deleteIfExists(directory);
      }
    }

    /** The unnamed value of the first key; those of keys below it come later. */
    private static Optional<String> unnamed(String export) {
      return export
          .lines()
          .dropWhile(line -> !line.startsWith("["))
          .skip(1)
          .takeWhile(line -> !line.startsWith("["))
          .filter(line -> line.startsWith(UNNAMED) && line.endsWith("\""))
          .map(line -> line.substring(UNNAMED.length(), line.length() - 1))
          .map(value -> ESCAPED.matcher(value).replaceAll("$1"))
          .findFirst();
    }

    @Override
    public void remove(String key) throws IOException {
      if (get(key).isPresent()) {
        runner.run(List.of("reg", "delete", key, "/f"));
      }
    }

    private static Said run(List<String> line) throws IOException {
      if (Platform.current() != Platform.WINDOWS) {
        throw new IOException("this system has no registry: " + String.join(" ", line));
      }
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Platform.WINDOWS.nowhere()))
              .start();
      String text = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new IOException(String.join(" ", line) + " does not end");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
      return new Said(process.exitValue(), text);
    }
  }
}
