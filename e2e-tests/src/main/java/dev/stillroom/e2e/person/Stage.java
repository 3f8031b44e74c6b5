package dev.stillroom.e2e.person;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The throw-away directories of one play: a home for Stillroom, a profile for the browser, a
 * download folder, and the file by which time passes. Its path is short: sockets need that.
 */
public final class Stage implements AutoCloseable {

  private final Path root;
  private final Path image;
  private final Map<String, String> more = new HashMap<>();

  /** Empty for the first profile. */
  private final String profile;

  private Duration passed = Duration.ZERO;

  private Stage(Path root, Path image, String profile) {
    this.root = root;
    this.image = image;
    this.profile = profile;
  }

  /** The same home and folders with another profile of the browser; closed with the first. */
  public Stage otherProfile(String name) throws IOException {
    Stage other = new Stage(root, image, "-" + name);
    Files.createDirectories(other.profile());
    return other;
  }

  /**
   * @param image where the built program is
   */
  public static Stage set(Path image) throws IOException {
    Stage stage = new Stage(Files.createTempDirectory("still"), image, "");
    for (Path directory :
        new Path[] {stage.home(), stage.downloads(), stage.profile(), stage.config()}) {
      Files.createDirectories(directory);
    }
    Files.writeString(
        stage.config().resolve("user-dirs.dirs"),
        "XDG_DOWNLOAD_DIR=\"" + stage.downloads() + "\"\n");
    Files.writeString(stage.clockOffset(), "0\n");
    return stage;
  }

  /** The built program: {@code -Dstillroom.image}, or this project's own build. */
  public static Path imageOfBuild() {
    String property = System.getProperty("stillroom.image");
    if (property != null) {
      return Path.of(property).toAbsolutePath();
    }
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null && !Files.isDirectory(directory.resolve("installers"))) {
      directory = directory.getParent();
    }
    if (directory == null) {
      throw new IllegalStateException(
          "no built Stillroom above " + Path.of("").toAbsolutePath() + ": set -Dstillroom.image");
    }
    return directory.resolve("installers/target/image");
  }

  public Path image() {
    return image;
  }

  public Path home() {
    return root.resolve("h");
  }

  public Path downloads() {
    return root.resolve("Downloads");
  }

  public Path profile() {
    return root.resolve("profile" + profile);
  }

  /** Where the extension stands that this play's browser loads. */
  public Path extension() {
    return root.resolve("extension" + profile);
  }

  public Path config() {
    return root.resolve("config");
  }

  private Path clockOffset() {
    return root.resolve("clock");
  }

  /** What the browser, and through it relay and engine, find in their environment. */
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("STILLROOM_HOME", home().toString());
    environment.put("STILLROOM_CLOCK_OFFSET", clockOffset().toString());
    environment.put("XDG_CONFIG_HOME", config().toString());
    environment.keySet().removeIf(name -> name.equals("STILLROOM_FAILPOINT"));
    environment.putAll(more);
    return environment;
  }

  /** One more variable of the environment, for what starts from now on. */
  public Stage with(String variable, String value) {
    more.put(variable, value);
    return this;
  }

  /** Lets time pass for the engine; the browser's clock goes on as it did. */
  public void pass(Duration time) throws IOException {
    passed = passed.plus(time);
    Path next = root.resolve("clock.next");
    Files.writeString(next, passed.toSeconds() + "\n");
    Files.move(next, clockOffset(), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  /** Runs the product's own command on this home and returns its standard output. */
  public String stillroom(String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = image.resolve("bin/stillroom").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment());
    builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
    Path errors = Files.createTempFile(root, "stderr", ".txt");
    builder.redirectError(errors.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      String printed = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IOException(
            "stillroom " + String.join(" ", arguments) + " failed: " + Files.readString(errors));
      }
      return printed;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  /** The engine that serves this home, where one runs. */
  public Optional<ProcessHandle> engine() {
    return ProcessHandle.allProcesses().filter(this::isEngineOfThisHome).findFirst();
  }

  /** How many engines serve this home: never more than one, but for a moment. */
  public long engines() {
    return ProcessHandle.allProcesses().filter(this::isEngineOfThisHome).count();
  }

  private boolean isEngineOfThisHome(ProcessHandle process) {
    Path environment = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    try {
      String line = Files.readString(environment).replace('\0', ' ');
      return line.contains("engine.EngineMain") && line.contains(home().toString());
    } catch (IOException | UncheckedIOException gone) {
      return false;
    }
  }

  @Override
  public synchronized void close() {
    if (!Files.exists(root)) {
      return;
    }
    engine()
        .ifPresent(
            engine -> {
              engine.destroyForcibly();
              engine.onExit().orTimeout(5, java.util.concurrent.TimeUnit.SECONDS).join();
            });
    // The browser's last processes may write for a moment longer, under what is removed here.
    for (int attempt = 0; attempt < 20 && !removed(); attempt++) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private boolean removed() {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
      return true;
    } catch (UncheckedIOException | IOException stillWritten) {
      return false;
    }
  }
}
