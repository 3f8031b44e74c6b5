package dev.stillroom.installers;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Mode;
import dev.stillroom.host.home.Platform;
import dev.stillroom.host.home.Program;
import dev.stillroom.runtime.encoder.Conversion;
import dev.stillroom.runtime.encoder.EncoderModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Assembles the image, the directory an installed Stillroom is: libraries, unpacked natives, the
 * extension, the ahead-of-time caches and the command. Run by the build; does only what changed.
 */
public final class Image {

  /** Jars with old classes, or with native libraries for every system, which stand unpacked. */
  private static final List<String> RENEWED =
      List.of(
          "picocli-",
          "onnxruntime-",
          "tokenizers-",
          "sqlite-jdbc-",
          "jna-",
          "pytorch-native-",
          "pytorch-jni-",
          "llama-");

  private static final List<String> BROWSERS = List.of("chromium", "firefox");

  private final Path project;
  private final Path image;

  private Image(Path project, Path image) {
    this.project = project;
    this.image = image;
  }

  /**
   * @param arguments the project's directory, the image's directory
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    assemble(
        Path.of(arguments[0]).toAbsolutePath().normalize(),
        Path.of(arguments[1]).toAbsolutePath().normalize());
  }

  /** Makes {@code image} what {@code project}'s build says; both absolute. */
  static void assemble(Path project, Path image) throws IOException, InterruptedException {
    new Image(project, image).assemble();
  }

  private void assemble() throws IOException, InterruptedException {
    libraries("native-host", "host", List.of("relay", "engine", "command", "convert"));
    libraries("distiller", "distiller", List.of("distill"));
    adapters();
    agents();
    Natives.extract(project.resolve("native-host/target/lib"), image.resolve("native"));
    Conversion.into(image.resolve("encoder"), EncoderModel.current());
    extension();
    for (Map.Entry<Path, byte[]> file : Manual.files(Program.version()).entrySet()) {
      Mirror.write(image.resolve(file.getKey()), file.getValue());
    }
    new Caches(image).make();
    Program program = Program.ofImage(image);
    Home anywhere = new Home(Path.of("/"));
    script("stillroom", program.java(), program.command(anywhere));
    script("relay", program.java(), program.relay(anywhere));
  }

  private void libraries(String module, String name, List<String> caches) throws IOException {
    Path target = project.resolve(module).resolve("target");
    List<Path> jars = new ArrayList<>(jars(target, module + "-"));
    if (jars.isEmpty()) {
      throw new IOException("no jar of " + module + " in " + target + ": build it first");
    }
    for (Path jar : jars(target.resolve("lib"), "")) {
      jars.add(renewedIfListed(jar));
    }
    Path libraries = image.resolve("lib").resolve(name);
    if (Mirror.differs(jars, libraries)) {
      new Caches(image).drop(caches);
      Mirror.files(jars, libraries);
    }
  }

  /** The optional part that trains adapters; what the distiller brings is not there twice. */
  private void adapters() throws IOException {
    Path part = image.resolve("lib/adapters");
    Path target = project.resolve("adapters/target");
    if (!AdapterLibraries.exist()) {
      Mirror.delete(part);
      return;
    }
    Set<String> known =
        jars(project.resolve("distiller/target/lib"), "").stream()
            .map(Image::artifact)
            .collect(Collectors.toSet());
    List<Path> jars = new ArrayList<>(jars(target, "adapters-"));
    for (Path jar : jars(target.resolve("lib"), "")) {
      if (!known.contains(artifact(jar))) {
        jars.add(renewedIfListed(jar));
      }
    }
    Mirror.files(jars, part.resolve("jars"));
    List<Path> libraries = jars(target.resolve("lib"), "");
    AdapterLibraries.unpack(libraries, part.resolve("native"));
    AdapterLibraries.unpackLanguage(libraries, part.resolve("native"));
  }

  /** The part that agents talk to; what the host brings is not there twice. */
  private void agents() throws IOException {
    Path target = project.resolve("agents/target");
    Set<String> known =
        jars(project.resolve("native-host/target/lib"), "").stream()
            .map(Image::artifact)
            .collect(Collectors.toSet());
    List<Path> jars = new ArrayList<>(jars(target, "agents-"));
    for (Path jar : jars(target.resolve("lib"), "")) {
      if (!known.contains(artifact(jar))) {
        jars.add(jar);
      }
    }
    Mirror.files(jars, image.resolve("lib/agents"));
  }

  /** A jar's name without its version. */
  private static String artifact(Path jar) {
    return jar.getFileName().toString().replaceFirst("-[0-9].*", "");
  }

  private Path renewedIfListed(Path jar) throws IOException {
    String file = jar.getFileName().toString();
    return RENEWED.stream().anyMatch(file::startsWith) ? renewed(jar) : jar;
  }

  private Path renewed(Path jar) throws IOException {
    Path renewed = image.resolveSibling("renewed").resolve(jar.getFileName());
    Mirror.write(renewed, Renewal.of(jar));
    return renewed;
  }

  private static List<Path> jars(Path directory, String prefix) throws IOException {
    return Mirror.list(directory).stream()
        .filter(
            file -> {
              String name = file.getFileName().toString();
              return name.startsWith(prefix) && name.endsWith(".jar");
            })
        .toList();
  }

  private void extension() throws IOException {
    for (String browser : BROWSERS) {
      Path built = project.resolve("extension/target").resolve(browser);
      if (!Files.isRegularFile(built.resolve("manifest.json"))) {
        System.err.println("image: no extension for " + browser + " in " + built);
        continue;
      }
      Mirror.tree(built, image.resolve("extension").resolve(browser));
    }
  }

  private void script(String name, Path java, List<String> words) throws IOException {
    Launcher launcher = new Launcher(Platform.current(), image, java);
    Path file = image.resolve("bin").resolve(launcher.file(name));
    Mirror.write(file, launcher.text(name, words).getBytes(StandardCharsets.UTF_8));
    Mode.PROGRAM.giveTo(file);
  }
}
