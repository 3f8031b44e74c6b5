package dev.stillroom.installers;

import dev.stillroom.host.home.Platform;
import dev.stillroom.host.install.SystemManifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
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

  /** The parts that are packages of their own, and what of the image they hold. */
  private static final Map<String, List<String>> PARTS =
      Map.of(
          "encoder",
          List.of(
              "encoder",
              "native/libonnxruntime.so",
              "native/libonnxruntime4j_jni.so",
              "native/libtokenizers.so"),
          "adapters",
          List.of("lib/adapters"));

  void make() throws IOException, InterruptedException {
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
    verify(layout);
    if (type.equals("deb") && withParts) {
      for (Map.Entry<String, List<String>> part : PARTS.entrySet()) {
        debianPart(part.getKey(), part.getValue(), root, layout);
      }
    }
  }

  /**
   * Where there are no packages beside it, the encoder is in the one; what trains adapters never.
   */
  private List<Path> partFiles() {
    return PARTS.entrySet().stream()
        .filter(part -> type.equals("deb") || part.getKey().equals("adapters"))
        .flatMap(part -> part.getValue().stream())
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
  private static void copy(Path image, Path base, List<Path> left) throws IOException {
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
  private void verify(Layout layout) throws IOException, InterruptedException {
    Path made = named(made());
    if (type.equals("deb") || type.equals("rpm")) {
      Path unpacked = work.resolve("unpacked");
      Mirror.delete(unpacked);
      Files.createDirectories(unpacked);
      Tool.run(
          unpacked,
          type.equals("deb")
              ? List.of("dpkg-deb", "-x", made.toString(), ".")
              : List.of("sh", "-c", "rpm2cpio \"$1\" | cpio -idm --quiet", "sh", made.toString()));
      new Caches(unpacked.resolve(layout.installed().substring(1)).resolve(layout.image()))
          .verify();
      Mirror.delete(unpacked);
    }
    Packages.report(made);
  }

  /** macOS knows no version that begins with zero, and names the file by what it knows. */
  private Path named(Path made) throws IOException {
    String number = PackageCommand.number(type, version);
    String name = made.getFileName().toString().replace(number, version.replaceFirst("-.*", ""));
    return Files.move(made, made.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path made() throws IOException {
    return Mirror.list(target).stream()
        .filter(
            file -> {
              String name = file.getFileName().toString();
              return name.endsWith("." + type) && name.matches("stillroom[-_][0-9].*");
            })
        .findFirst()
        .orElseThrow(() -> new IOException("jpackage made no ." + type + " in " + target));
  }

  private void debianPart(String part, List<String> holds, Path root, Layout layout)
      throws IOException, InterruptedException {
    Path tree = root.resolve(part);
    Path installed = tree.resolve(layout.installed(layout.image()).substring(1));
    boolean any = false;
    for (String held : holds) {
      Path source = image.resolve(held);
      if (Files.isDirectory(source)) {
        copy(source, installed.resolve(held), List.of());
        any = true;
      } else if (Files.exists(source)) {
        Files.createDirectories(installed.resolve(held).getParent());
        Files.copy(source, installed.resolve(held), StandardCopyOption.COPY_ATTRIBUTES);
        any = true;
      }
    }
    if (!any) {
      return;
    }
    String name = Packages.NAME + "-" + part;
    String architecture = Tool.run(work, List.of("dpkg", "--print-architecture")).strip();
    Mirror.write(
        tree.resolve("DEBIAN/control"),
        """
        Package: %s
        Version: %s
        Architecture: %s
        Maintainer: Stillroom <packages@stillroom.dev>
        Section: web
        Priority: optional
        Depends: %s (= %s)
        Description: %s
        """
            .formatted(
                name,
                PackageCommand.number(type, version),
                architecture,
                Packages.NAME,
                PackageCommand.number(type, version),
                part.equals("encoder")
                    ? "The sentence encoder with which Stillroom reads texts by what they mean"
                    : "What Stillroom trains adapters and small language models with")
            .getBytes(StandardCharsets.UTF_8));
    Path file =
        target.resolve(
            name + "_" + PackageCommand.number(type, version) + "_" + architecture + ".deb");
    Tool.run(
        work, List.of("dpkg-deb", "--root-owner-group", "-b", tree.toString(), file.toString()));
    Packages.report(file);
  }
}
