package dev.stillroom.installers;

import dev.stillroom.host.home.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Makes what a person installs: the program with a Java runtime of its own, as the system's package
 * manager takes it, and the extension as the browsers' stores take it. The encoder and what trains
 * adapters are packages of their own: the base works without them.
 */
@Command(
    name = "package",
    mixinStandardHelpOptions = true,
    description = "Makes packages of Stillroom for this system, and of the extension.")
public final class Packages implements Callable<Integer> {

  static final String NAME = "stillroom";
  static final String DESCRIPTION =
      "Small models that your own browser learns from what you repeat, on your own machine";

  @Parameters(index = "0", hidden = true, description = "The project's directory.")
  private Path project;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      split = ",",
      description =
          "deb, rpm, msi, dmg, pkg or extension (default: this system's own and extension).")
  private List<String> types = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the packages go (default: installers/target/packages).")
  private Path out;

  @Option(
      names = "--number",
      paramLabel = "VERSION",
      hidden = true,
      description = "Another version's number for the program alone: to try an upgrade.")
  private String other;

  @Option(names = "--yes", hidden = true)
  private boolean yes;

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Packages())
            .setExecutionExceptionHandler(
                (failure, line, parsed) -> {
                  if (failure instanceof IOException) {
                    System.err.println("stillroom: " + failure.getMessage());
                    return 1;
                  }
                  throw failure;
                })
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path root = project.toAbsolutePath().normalize();
    Path work = root.resolve("installers/target/package");
    Path target =
        out == null ? root.resolve("installers/target/packages") : out.toAbsolutePath().normalize();
    Files.createDirectories(target);
    List<String> wanted = types.isEmpty() ? List.of(ofThisSystem(), "extension") : types;
    Path image = null;
    for (String type : wanted) {
      switch (type) {
        case "extension" -> extension(root, target);
        case "deb", "rpm", "msi", "dmg", "pkg" -> {
          if (image == null) {
            image = image(root, work);
          }
          String number = other == null ? version() : other;
          new SystemPackage(type, image, work, root, target, number, other == null).make();
        }
        default ->
            throw new CommandLine.ParameterException(
                new CommandLine(this),
                "there is no package of type '"
                    + type
                    + "': choose deb, rpm, msi, dmg, pkg or extension");
      }
    }
    return 0;
  }

  private static String ofThisSystem() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      return "msi";
    }
    if (system.startsWith("mac")) {
      return "pkg";
    }
    return Files.exists(Path.of("/etc/debian_version")) ? "deb" : "rpm";
  }

  /** The image with a runtime of its own; the caches are made with that very runtime. */
  private static Path image(Path root, Path work) throws IOException, InterruptedException {
    Path image = work.resolve("lib/image");
    OwnRuntime.into(image.resolveSibling("runtime"));
    // Converted by the build already.
    Mirror.tree(root.resolve("installers/target/image/encoder"), image.resolve("encoder"));
    Image.assemble(root, image);
    return image;
  }

  private void extension(Path root, Path target) throws IOException {
    for (Map.Entry<String, String> browser :
        Map.of("chromium", "zip", "firefox", "xpi").entrySet()) {
      Path built = root.resolve("extension/target").resolve(browser.getKey());
      if (!Files.exists(built.resolve("manifest.json"))) {
        throw new IOException(built + " is missing: build the extension first");
      }
      Path archive =
          target.resolve(
              NAME + "-" + browser.getKey() + "-" + version() + "." + browser.getValue());
      ExtensionArchives.zip(built, archive);
      report(archive);
    }
  }

  private static String version() {
    String version = Program.version();
    return version.equals("development") ? "0.1.0" : version;
  }

  static void report(Path file) throws IOException {
    System.out.println(file + "  " + Files.size(file) / 100_000 / 10.0 + " MB");
  }

  static List<String> jpackage(List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "jpackage");
    line.addAll(arguments);
    return line;
  }
}
