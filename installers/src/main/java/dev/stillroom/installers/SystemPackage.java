package dev.stillroom.installers;

import dev.stillroom.host.home.Platform;
import dev.stillroom.host.install.SystemManifests;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One package of the program for a system's package manager, made by jpackage from the finished
 * image. Its launcher is not used: browsers start a script that costs a quarter of a second less.
 */
record SystemPackage(
    String type,
    Path image,
    Path work,
    Path project,
    Path target,
    String version,
    boolean withParts) {

  /** Makes the base, tries each kind of process from it, and makes the parts beside it. */
  void make() throws IOException, InterruptedException {
    Path made = pack();
    verify(made);
    Packages.report(made);
    if (withParts) {
      for (Path part : parts()) {
        Packages.report(part);
      }
    }
  }

  /** The base. */
  Path pack() throws IOException, InterruptedException {
    Layout layout = Layout.of(type);
    Path root = work.resolve(type);
    Mirror.delete(root);
    Path base = base(layout, root);
    copy(image, base.resolve(layout.image()), partFiles());
    runtime(layout, base);
    if (layout.platform() == Platform.LINUX) {
      Files.createDirectories(base.resolve("bin"));
      for (String script : List.of(Packages.NAME, "relay")) {
        Files.createSymbolicLink(
            base.resolve("bin").resolve(script), Path.of("..", layout.image(), "bin", script));
      }
    }
    Map<String, byte[]> hosts =
        SystemManifests.of(
            layout.platform(),
            layout.relay(),
            layout.installed(),
            layout.installed(layout.hosts()),
            layout.installed(layout.image()));
    for (Map.Entry<String, byte[]> host : hosts.entrySet()) {
      Mirror.write(base.resolve(layout.hosts()).resolve(host.getKey()), host.getValue());
    }
    Path resources = work.resolve("resources-" + type);
    Mirror.tree(
        project
            .resolve("installers/src/main/package")
            .resolve(layout.platform().name().toLowerCase(Locale.ROOT)),
        resources);
    Tool.run(
        work,
        Packages.jpackage(
            PackageCommand.of(type, version, base, project.resolve("LICENSE"), resources, target)));
    return named(made());
  }

  /** The packages beside the base, of what this system has libraries for. */
  List<Path> parts() throws IOException, InterruptedException {
    List<Path> made = new ArrayList<>();
    if (PartPackage.isSplit(type)) {
      for (PartPackage part : PartPackage.of(type)) {
        part.make(
                type,
                PackageCommand.number(type, version),
                image,
                Layout.of(type),
                work.resolve(type).resolve(part.name()),
                target)
            .ifPresent(made::add);
      }
    }
    return made;
  }

  /**
   * What trains adapters is never in the base; the encoder only where there is no package of it.
   */
  private List<Path> partFiles() {
    return PartPackage.of(type).stream()
        .flatMap(part -> part.holds().stream())
        .map(image::resolve)
        .toList();
  }

  /**
   * What jpackage wants to find: an image as it makes them. Of Linux's only its settings are kept;
   * elsewhere the launcher stays, which the menu shows, and starts our classes.
   */
  private Path base(Layout layout, Path root) throws IOException, InterruptedException {
    Path input = Files.createDirectories(root.resolve("input"));
    Files.writeString(input.resolve("main.jar"), "");
    Path own = root.resolve("own");
    Path runtime = image.resolveSibling("runtime");
    Tool.run(work, Packages.jpackage(PackageCommand.launcher(type, version, runtime, input, own)));
    Path made = own.resolve(layout.root());
    Files.deleteIfExists(made.resolve(layout.app()).resolve("main.jar"));
    if (layout.platform() != Platform.LINUX) {
      classPath(layout, made);
      return made;
    }
    Path base = root.resolve(layout.root());
    Mirror.tree(made.resolve(layout.app()), base.resolve(layout.app()));
    Mirror.delete(own);
    Mirror.delete(input);
    return base;
  }

  /** The launcher runs the image's own jars. */
  private void classPath(Layout layout, Path made) throws IOException {
    Path settings = made.resolve(layout.app()).resolve(Packages.NAME + ".cfg");
    Files.writeString(
        settings,
        LauncherSettings.with(
            Files.readString(settings),
            layout.image(),
            Mirror.list(image.resolve("lib/host")).stream()
                .map(jar -> "lib/host/" + jar.getFileName())
                .sorted()
                .toList()));
  }

  /** Beside the image, where the program looks for its Java. */
  private void runtime(Layout layout, Path base) throws IOException {
    Path runtime = base.resolve(layout.runtime());
    if (layout.platform() == Platform.LINUX) {
      copy(image.resolveSibling("runtime"), runtime, List.of());
      return;
    }
    Path beside = base.resolve(layout.image()).resolveSibling("runtime");
    if (!beside.equals(runtime)) {
      Files.createSymbolicLink(beside, beside.getParent().relativize(runtime));
    }
  }

  /** Everything but the parts; a jar that stands in the image twice becomes a link. */
  static void copy(Path image, Path base, List<Path> left) throws IOException {
    Path host = image.resolve("lib/host");
    Path distiller = image.resolve("lib/distiller");
    Files.walkFileTree(
        image,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (left.contains(directory)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(base.resolve(image.relativize(directory)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (left.contains(file)) {
              return FileVisitResult.CONTINUE;
            }
            Path copy = base.resolve(image.relativize(file));
            Path twin = host.resolve(file.getFileName());
            // Windows lets not everybody make links.
            if (Platform.current() != Platform.WINDOWS
                && file.getParent().equals(distiller)
                && Files.exists(twin)
                && Files.mismatch(file, twin) < 0) {
              Files.createSymbolicLink(copy, Path.of("../host").resolve(file.getFileName()));
            } else {
              Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Unpacks what was made and starts each kind of process from it, with its cache. */
  private void verify(Path made) throws IOException, InterruptedException {
    if (!PartPackage.isSplit(type)) {
      return;
    }
    Layout layout = Layout.of(type);
    Path unpacked = work.resolve("unpacked");
    Mirror.delete(unpacked);
    Files.createDirectories(unpacked);
    Tool.run(
        unpacked,
        type.equals("deb")
            ? List.of("dpkg-deb", "-x", made.toString(), ".")
            : List.of("sh", "-c", "rpm2cpio \"$1\" | cpio -idm --quiet", "sh", made.toString()));
    new Caches(unpacked.resolve(layout.installed().substring(1)).resolve(layout.image())).verify();
    Mirror.delete(unpacked);
  }

  /** macOS knows no version that begins with zero, and names the file by what it knows. */
  private Path named(Path made) throws IOException {
    String number = PackageCommand.number(type, version);
    String name = made.getFileName().toString().replace(number, version.replaceFirst("-.*", ""));
    return Files.move(made, made.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path made() throws IOException {
    String number = PackageCommand.number(type, version);
    return Mirror.list(target).stream()
        .filter(
            file -> {
              String name = file.getFileName().toString();
              return name.endsWith("." + type)
                  && (name.startsWith(Packages.NAME + "_" + number)
                      || name.startsWith(Packages.NAME + "-" + number));
            })
        .findFirst()
        .orElseThrow(() -> new IOException("jpackage made no ." + type + " in " + target));
  }
}
