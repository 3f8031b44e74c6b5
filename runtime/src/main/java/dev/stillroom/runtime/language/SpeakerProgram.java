package dev.stillroom.runtime.language;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How a process is started that runs a language model: an optional part of the installation. */
public final class SpeakerProgram {

  private static final String MAIN = "dev.stillroom.adapters.language.SpeakerMain";
  private static final Path NICE = Path.of("/usr/bin/nice");

  private SpeakerProgram() {}

  static List<String> commandLine() throws IOException {
    return commandLine(MAIN);
  }

  /**
   * The command line of a process of that part.
   *
   * @param main its class
   * @throws IOException where the part is not installed
   */
  public static List<String> commandLine(String main) throws IOException {
    List<String> line = new ArrayList<>();
    if (Files.isExecutable(NICE)) {
      line.addAll(List.of(NICE.toString(), "-n", "5"));
    }
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xmx64m",
            "--enable-native-access=ALL-UNNAMED"));
    String image = System.getProperty("stillroom.image");
    String classPath = System.getProperty("java.class.path");
    if (image != null && !image.isEmpty()) {
      Path part = Path.of(image, "lib", "adapters");
      if (!Files.isDirectory(part.resolve("jars"))) {
        throw new IOException(
            "language models cannot be run: the part 'adapters' is not installed in " + image);
      }
      line.add("-Dde.kherud.llama.lib.path=" + part.resolve("native").resolve("llama"));
      List<String> jars = new ArrayList<>();
      jars.addAll(jars(part.resolve("jars"), "{adapters,llama}-*.jar"));
      jars.addAll(jars(Path.of(image, "lib", "host"), "{runtime,jackson}-*.jar"));
      classPath = String.join(":", jars);
    }
    line.addAll(List.of("-cp", classPath, main));
    return line;
  }

  private static List<String> jars(Path directory, String pattern) throws IOException {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, pattern)) {
      jars.forEach(jar -> found.add(jar.toString()));
    }
    Collections.sort(found);
    return found;
  }
}
