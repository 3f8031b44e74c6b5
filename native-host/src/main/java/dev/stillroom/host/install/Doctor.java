package dev.stillroom.host.install;

import dev.stillroom.host.apply.Decoders;
import dev.stillroom.host.apply.PictureLibrary;
import dev.stillroom.host.engine.Client;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.runtime.encoder.EncoderFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Looks at everything Stillroom rests on, and says one remedy for each fault. */
public final class Doctor {

  private static final long SPACE_BYTES = 500_000_000;
  private static final int JAVA = 25;
  private static final String BUILD_AGAIN = "build or install Stillroom again";

  private final Home home;
  private final Program program;
  private final Surroundings machine;
  private final Optional<Path> pictureLibrary;
  private final Function<Path, String> tryEncoder;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param pictureLibrary where libvips is
   * @param tryEncoder has the encoder of a directory read a word; says how that went, or fails
   */
  public Doctor(
      Home home,
      Program program,
      Surroundings machine,
      Optional<Path> pictureLibrary,
      Function<Path, String> tryEncoder) {
    this.home = home;
    this.program = program;
    this.machine = machine;
    this.pictureLibrary = pictureLibrary;
    this.tryEncoder = tryEncoder;
  }

  /** Looks; {@code askEngine} also starts the engine where none runs. */
  public List<Finding> look(boolean askEngine) throws IOException {
    findings.clear();
    java();
    program.image().ifPresentOrElse(this::image, this::noImage);
    pictures();
    home();
    findings.addAll(new BrowserCheck(home, program, machine).look());
    if (askEngine) {
      engine();
    }
    return List.copyOf(findings);
  }

  private void java() {
    int version = Runtime.version().feature();
    String detail = Runtime.version() + " at " + program.java();
    findings.add(
        version >= JAVA
            ? Finding.right("java", detail)
            : Finding.wrong("java", detail, "install a JDK " + JAVA + " or later"));
  }

  private void noImage() {
    findings.add(Finding.absent("image", "runs from a class path, not from an installed image"));
  }

  private void image(Path image) {
    for (String part : List.of("lib/host", "lib/distiller", "bin/stillroom")) {
      if (!Files.exists(image.resolve(part))) {
        findings.add(Finding.wrong("image", image.resolve(part) + " is missing", BUILD_AGAIN));
        return;
      }
    }
    findings.add(Finding.right("image", image.toString()));
    for (String library : List.of("sqlitejdbc", "jnidispatch")) {
      Path file = image.resolve("native").resolve(System.mapLibraryName(library));
      findings.add(
          Files.isReadable(file)
              ? Finding.right("native " + library, file.toString())
              : Finding.wrong("native " + library, file + " is missing", BUILD_AGAIN));
    }
    encoder(image);
    caches(image).forEach(this::cache);
    for (String browser : List.of("chromium", "firefox")) {
      Path folder = image.resolve("extension").resolve(browser);
      findings.add(
          Files.exists(folder.resolve("manifest.json"))
              ? Finding.right("extension " + browser, folder.toString())
              : Finding.wrong("extension " + browser, folder + " is missing", BUILD_AGAIN));
    }
  }

  private void encoder(Path image) {
    Path directory = image.resolve("encoder");
    if (!Files.isDirectory(directory)) {
      findings.add(
          Finding.absent(
              "encoder", "not installed: texts are read by their words (stillroom-encoder)"));
      return;
    }
    try {
      findings.add(Finding.right("encoder", tryEncoder.apply(directory)));
    } catch (EncoderFailure failure) {
      findings.add(Finding.wrong("encoder", failure.getMessage(), BUILD_AGAIN));
    }
  }

  private Map<Path, List<String>> caches(Path image) {
    Path directory = image.resolve("aot");
    Map<Path, List<String>> caches = new LinkedHashMap<>();
    caches.put(directory.resolve("relay.aot"), program.relay(home));
    caches.put(directory.resolve("engine.aot"), program.engine(home));
    caches.put(directory.resolve("command.aot"), program.command(home));
    caches.put(directory.resolve("convert.aot"), program.hostWorker(home));
    caches.put(directory.resolve("distill.aot"), program.distillerWorker(home));
    return caches;
  }

  private void cache(Path cache, List<String> line) {
    String what = "cache " + cache.getFileName();
    try {
      if (!Files.exists(cache)) {
        findings.add(Finding.wrong(what, cache + " is missing: starts take longer", BUILD_AGAIN));
      } else if (CacheKey.fits(cache, line)) {
        findings.add(Finding.right(what, Files.size(cache) / 1_000_000 + " MB"));
      } else {
        findings.add(
            Finding.wrong(what, cache + " was made from other jars: old code runs", BUILD_AGAIN));
      }
    } catch (IOException e) {
      findings.add(Finding.wrong(what, "cannot be checked: " + e.getMessage(), BUILD_AGAIN));
    }
  }

  private void pictures() throws IOException {
    new Decoders(pictureLibrary)
        .words()
        .forEach(line -> findings.add(Finding.right("pictures read", line)));
    if (pictureLibrary.isEmpty()) {
      findings.add(
          Finding.wrong(
              "pictures", "libvips is not on this system", "install the package libvips42"));
      return;
    }
    List<String> formats = PictureLibrary.formats(pictureLibrary.get());
    String detail = pictureLibrary.get() + ": " + String.join(", ", formats);
    findings.add(
        formats.containsAll(PictureLibrary.NEEDED)
            ? Finding.right("pictures", detail)
            : Finding.wrong(
                "pictures",
                detail + "; needed are " + String.join(", ", PictureLibrary.NEEDED),
                "install the system's own libvips42"));
  }

  private void home() {
    Path directory = home.directory();
    try {
      home.create();
      Path probe = Files.createTempFile(directory, "doctor", ".tmp");
      Files.delete(probe);
      findings.add(Finding.right("home", directory.toString()));
      // Not by the file store: in a container its mount point may not be found.
      long free = directory.toFile().getUsableSpace();
      String detail = free / 1_000_000 + " MB free at " + directory;
      findings.add(
          free >= SPACE_BYTES
              ? Finding.right("disk", detail)
              : Finding.wrong(
                  "disk", detail, "free " + SPACE_BYTES / 1_000_000 + " MB or more there"));
    } catch (IOException e) {
      findings.add(
          Finding.wrong(
              "home",
              directory + " cannot be written: " + e,
              "make it yours and writable, or set STILLROOM_HOME"));
    }
  }

  private void engine() {
    try (Client engine = Client.connect(home, program)) {
      switch (engine.ask(new Request.GetStatus())) {
        case Reply.Status status -> {
          findings.add(
              Finding.right("engine", "version " + status.version() + ", process " + status.pid()));
          status.folders().forEach(this::folder);
        }
        case Reply other ->
            findings.add(Finding.wrong("engine", "it answered " + other, "end it, then try again"));
      }
    } catch (IOException | RequestFailure e) {
      findings.add(Finding.wrong("engine", e.getMessage(), "read " + home.log()));
    }
  }

  private void folder(String folder) {
    Path path = Path.of(folder);
    findings.add(
        Files.isDirectory(path) && Files.isWritable(path)
            ? Finding.right("folder", folder)
            : Finding.wrong(
                "folder",
                folder + " is not there or not writable",
                "make it, or allow another one: stillroom tasks allow FOLDER"));
  }
}
