package dev.stillroom.host.home;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where the installed program is and how each of its processes is started. The image's caches are
 * made with exactly these command lines; a cache is only used by the same java, class path and
 * flags, and a stale one is silently ignored.
 */
public record Program(Path java, Libraries libraries) {

  /** Where the classes come from. */
  public sealed interface Libraries {

    /**
     * The installed image: {@code lib/host}, {@code lib/distiller}, {@code native}, {@code aot}.
     */
    record Image(Path directory) implements Libraries {}

    /** Development and tests: one class path for everything, no caches, natives unpacked. */
    record ClassPath(String value) implements Libraries {}
  }

  private static final String RELAY = "dev.stillroom.host.relay.Relay";
  private static final String ENGINE = "dev.stillroom.host.engine.EngineMain";
  private static final String COMMAND = "dev.stillroom.host.command.Stillroom";
  private static final String WORKER = "dev.stillroom.runtime.job.Worker";

  private static final String JAVA = Platform.current().java();

  /** With what a process takes besides, less than 300 MB. */
  public static final int COMMAND_HEAP_MEGABYTES = 192;

  /** With the runtime beside the image where there is one (a package), otherwise this java. */
  public static Program ofImage(Path image) {
    Path directory = image.toAbsolutePath().normalize();
    Path own = directory.resolveSibling("runtime").resolve("bin").resolve(JAVA);
    return new Program(
        Files.isExecutable(own) ? own : currentJava(), new Libraries.Image(directory));
  }

  public static Program ofClassPath(String classPath) {
    return new Program(currentJava(), new Libraries.ClassPath(classPath));
  }

  /** The image this process was started from, or its own class path where there is none. */
  public static Program ofEnvironment() {
    String image = System.getProperty("stillroom.image");
    return image == null || image.isEmpty()
        ? ofClassPath(System.getProperty("java.class.path"))
        : ofImage(Path.of(image));
  }

  /** The program's version, as the build wrote it into the jar. */
  public static String version() {
    String version = Program.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static Path currentJava() {
    return Path.of(System.getProperty("java.home"), "bin", JAVA);
  }

  /** The image's directory; nothing in development. */
  public Optional<Path> image() {
    return switch (libraries) {
      case Libraries.Image image -> Optional.of(image.directory());
      case Libraries.ClassPath ignored -> Optional.empty();
    };
  }

  /** What a browser starts; the caller's arguments follow. */
  public List<String> relay(Home home) {
    // No library at all on the class path: the relay starts in tens of milliseconds.
    List<String> flags =
        List.of("-Xms3m", "-Xmn1m", "-Xmx16m", "-Xss256k", "-XX:ReservedCodeCacheSize=8m");
    return line(home, "relay", flags, List.of(), hostPath(true), RELAY);
  }

  public List<String> engine(Home home) {
    // A frame may have 64 MiB; what was needed once goes back to the system.
    List<String> flags =
        List.of("-Xms12m", "-Xmx512m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=30");
    return line(home, "engine", flags, withEncoder(natives()), hostPath(false), ENGINE);
  }

  /** The command line; its arguments follow. */
  public List<String> command(Home home) {
    // What a file may make of it at the most: pages of 10 MB, documents as large.
    List<String> flags = List.of("-Xmx" + COMMAND_HEAP_MEGABYTES + "m");
    return line(home, "command", flags, withEncoder(natives()), hostPath(false), COMMAND);
  }

  /** A worker with the engine's own libraries: conversions. */
  public List<String> hostWorker(Home home) {
    // The JVM's own heap counts against the limit on what a picture may take.
    List<String> flags = List.of("-Xms16m", "-Xmx128m");
    return line(home, "convert", flags, natives(), hostPath(false), WORKER);
  }

  /** A worker with the distiller and what it trains with. */
  public List<String> distillerWorker(Home home) {
    // Training is the one thing here that runs long enough to earn the optimizing compiler.
    List<String> flags = List.of("-XX:TieredStopAtLevel=4", "-Xmx2g");
    return line(home, "distill", flags, withEncoder(natives()), distillerPath(), WORKER);
  }

  private List<String> line(
      Home home,
      String cache,
      List<String> flags,
      List<String> natives,
      String classPath,
      String main) {
    List<String> line = new ArrayList<>();
    line.add(java.toString());
    // The JVM's own messages would go to standard output, which is the wire.
    line.add("-Xlog:disable");
    // Stubs that the cache holds under another's name are made anew; nobody need be told each time.
    line.add("-Xlog:all=warning,aot*=error:stderr");
    line.add("-XX:+UseSerialGC");
    line.add("-XX:TieredStopAtLevel=1");
    line.add("-XX:-UsePerfData");
    line.add("--enable-native-access=ALL-UNNAMED");
    line.addAll(flags);
    image()
        .ifPresent(
            image -> {
              Path file = image.resolve("aot").resolve(cache + ".aot");
              if (Files.exists(file)) {
                line.add("-XX:AOTCache=" + file);
              }
              line.add("-Dstillroom.image=" + image);
            });
    line.add("-Dstillroom.home=" + home.directory());
    String idleSeconds = System.getProperty("stillroom.idleSeconds");
    if (idleSeconds != null) {
      line.add("-Dstillroom.idleSeconds=" + idleSeconds);
    }
    line.addAll(natives);
    line.add("-cp");
    line.add(classPath);
    line.add(main);
    return List.copyOf(line);
  }

  private List<String> natives() {
    Optional<Path> directory = image().map(image -> image.resolve("native"));
    if (directory.isEmpty() || !Files.isDirectory(directory.get())) {
      return List.of();
    }
    return List.of(
        "-Dorg.sqlite.lib.path=" + directory.get(),
        "-Dorg.sqlite.lib.name=" + System.mapLibraryName("sqlitejdbc"),
        "-Djna.boot.library.path=" + directory.get(),
        "-Djna.nosys=true",
        "-Djna.noclasspath=true");
  }

  /** Where the encoder's libraries are, and that they never look for anything elsewhere. */
  private List<String> encoder() {
    List<String> flags = new ArrayList<>();
    flags.add("-DOPT_OUT_TRACKING=true");
    flags.add("-Dai.djl.offline=true");
    flags.add("-Dslf4j.internal.verbosity=ERROR");
    Optional<Path> directory = image().map(image -> image.resolve("native"));
    if (directory.isPresent() && Files.isDirectory(directory.get())) {
      flags.add("-Donnxruntime.native.path=" + directory.get());
      // The file: with the directory, tokenizers 0.35.1 wants a graphics card.
      Path tokenizers = directory.get().resolve(System.mapLibraryName("tokenizers"));
      flags.add("-DRUST_LIBRARY_PATH=" + tokenizers);
    }
    String given = System.getProperty("stillroom.encoder");
    if (given != null) {
      flags.add("-Dstillroom.encoder=" + given);
    }
    return flags;
  }

  private List<String> withEncoder(List<String> natives) {
    List<String> all = new ArrayList<>(natives);
    all.addAll(encoder());
    return all;
  }

  private String hostPath(boolean ownJarOnly) {
    return switch (libraries) {
      case Libraries.Image image ->
          jars(image.directory().resolve("lib/host"), ownJarOnly ? "native-host-*.jar" : "*.jar");
      case Libraries.ClassPath path -> path.value();
    };
  }

  private String distillerPath() {
    return switch (libraries) {
      case Libraries.Image image -> jars(image.directory().resolve("lib/distiller"), "*.jar");
      case Libraries.ClassPath path -> path.value();
    };
  }

  /** Sorted and written out: a cache wants the same class path in the same order. */
  private static String jars(Path directory, String pattern) {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, pattern)) {
      jars.forEach(jar -> found.add(jar.toString()));
    } catch (IOException e) {
      throw new IllegalStateException(
          "the program's libraries cannot be read from " + directory + ": install it again", e);
    }
    Collections.sort(found);
    return String.join(File.pathSeparator, found);
  }
}
