package dev.stillroom.installers;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Platform;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.install.CacheKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The ahead-of-time caches, one for each kind of process: what a training run loads and links is
 * mapped at the next start. Made with the command lines of {@link Program} and checked with them.
 */
final class Caches {

  private static final long PATIENCE_SECONDS = 120;

  private final Path image;
  private final Program program;

  Caches(Path image) {
    this.image = image;
    this.program = Program.ofImage(image);
  }

  /**
   * Deletes the caches of a library directory that is about to change: the JDK does not always
   * notice a changed jar, and would run its old classes.
   */
  void drop(List<String> names) throws IOException {
    for (String name : names) {
      Files.deleteIfExists(file(name));
      Files.deleteIfExists(CacheKey.fileOf(file(name)));
    }
  }

  /** Makes what is missing or does not fit, and checks it. */
  void make() throws IOException, InterruptedException {
    Files.createDirectories(image.resolve("aot"));
    Path scratch = Files.createTempDirectory("stillroom-image");
    try {
      Home home = new Home(scratch.resolve("home"));
      home.create();
      List<String> missing = new ArrayList<>();
      for (Map.Entry<String, List<String>> line : lines(home).entrySet()) {
        if (!CacheKey.fits(file(line.getKey()), line.getValue())) {
          drop(List.of(line.getKey()));
          missing.add(line.getKey());
        }
      }
      if (missing.isEmpty()) {
        return;
      }
      // The lines without the flag of a cache that is gone.
      new Training(this, program, home, lines(home), scratch).run(missing);
      for (String name : missing) {
        check(name, home);
      }
    } finally {
      Mirror.delete(scratch);
    }
  }

  private Map<String, List<String>> lines(Home home) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    lines.put("relay", program.relay(home));
    lines.put("engine", program.engine(home));
    lines.put("command", program.command(home));
    lines.put("convert", program.hostWorker(home));
    lines.put("distill", program.distillerWorker(home));
    return lines;
  }

  private Path file(String name) {
    return image.resolve("aot").resolve(name + ".aot");
  }

  /** Where a training run puts its cache; used only once it is checked. */
  Path fresh(String name) {
    return image.resolve("aot").resolve(name + ".new");
  }

  /**
   * Takes a fresh cache into use if a process with the real command line maps it and takes its main
   * class from it.
   */
  private void check(String name, Home home) throws IOException, InterruptedException {
    if (!Files.exists(fresh(name))) {
      throw new IOException("the training run of " + name + " made no cache");
    }
    Files.move(fresh(name), file(name), StandardCopyOption.REPLACE_EXISTING);
    List<String> line = new ArrayList<>(lines(home).get(name));
    if (!line.contains("-XX:AOTCache=" + file(name))) {
      throw new IOException("the command line of " + name + " does not use its cache: " + line);
    }
    try {
      mapped(name, line);
    } catch (IOException unused) {
      drop(List.of(name));
      throw unused;
    }
    Files.writeString(CacheKey.fileOf(file(name)), CacheKey.of(lines(home).get(name)) + "\n");
    System.err.println(
        "image: cache of " + name + ", " + Files.size(file(name)) / 1_000_000 + " MB");
  }

  /**
   * Starts every kind of process of this image and fails where its cache is not the one used: a
   * package is unpacked elsewhere than where its caches were made.
   */
  void verify() throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("stillroom-image");
    try {
      Home home = new Home(scratch.resolve("home"));
      home.create();
      for (Map.Entry<String, List<String>> line : lines(home).entrySet()) {
        if (!CacheKey.fits(file(line.getKey()), line.getValue())) {
          throw new IOException(file(line.getKey()) + " was not made from this image's jars");
        }
        mapped(line.getKey(), new ArrayList<>(line.getValue()));
      }
    } finally {
      Mirror.delete(scratch);
    }
  }

  private void mapped(String name, List<String> line) throws IOException, InterruptedException {
    String main = line.getLast();
    // The engine leaves at once, the worker finds no job, the relay no caller. Behind the line's
    // own flags: -Xlog:disable would silence what stands before it.
    line.addAll(
        line.indexOf("-cp"),
        List.of("-XX:AOTMode=on", "-Xlog:class+load:stderr", "-Dstillroom.idleSeconds=0"));
    line.add("--version");
    Path log = Files.createTempFile("stillroom-" + name, ".log");
    Process process =
        new ProcessBuilder(line)
            .redirectInput(Platform.current().nowhere())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(log.toFile())
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(name + " does not end with its cache");
    }
    List<String> loaded = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
    Files.delete(log);
    if (loaded.stream().noneMatch(l -> l.contains(main + " source: shared objects file"))) {
      throw new IOException(
          "the cache of "
              + name
              + " is not used: "
              + String.join(" / ", loaded.subList(0, Math.min(5, loaded.size()))));
    }
  }
}
