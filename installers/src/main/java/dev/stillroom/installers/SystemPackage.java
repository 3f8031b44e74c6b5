package dev.stillroom.installers;

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
import java.util.Map;

/**
 * One package of the program for a system's package manager, made by jpackage from the finished
 * image. Its launcher is not used: browsers start a script that costs a quarter of a second less.
 */
record SystemPackage(
    String type, Path image, Path work, Path project, Path target, String version) {

  /**
   * Where jpackage installs on Linux; the manifests name it. It keeps {@code bin} and {@code lib}.
   */
  private static final Path INSTALLED = Path.of("/opt", Packages.NAME);

  private static final String IMAGE = "lib/image";

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
    Path root = work.resolve(type);
    Mirror.delete(root);
    Path base = root.resolve(Packages.NAME);
    List<Path> parts = PARTS.values().stream().flatMap(List::stream).map(image::resolve).toList();
    copy(image, base.resolve(IMAGE), parts);
    copy(image.resolveSibling("runtime"), base.resolve("lib/runtime"), List.of());
    Files.createDirectories(base.resolve("bin"));
    for (String script : List.of(Packages.NAME, "relay")) {
      Files.createSymbolicLink(
          base.resolve("bin").resolve(script), Path.of("..", IMAGE, "bin", script));
    }
    manifests(base);
    state(base, root);
    Path resources = work.resolve("resources-" + type);
    Mirror.tree(project.resolve("installers/src/main/package").resolve(system()), resources);
    Tool.run(work, command(base, resources));
    verify();
    if (type.equals("deb")) {
      for (Map.Entry<String, List<String>> part : PARTS.entrySet()) {
        debianPart(part.getKey(), part.getValue(), root);
      }
    }
  }

  private String system() {
    return switch (type) {
      case "msi" -> "windows";
      case "dmg", "pkg" -> "mac";
      default -> "linux";
    };
  }

  /** Package formats take numbers only. */
  private String number() {
    return version.replaceFirst("-.*", "");
  }

  private List<String> command(Path base, Path resources) {
    List<String> line =
        Packages.jpackage(
            "--type",
            type,
            "--app-image",
            base.toString(),
            "--name",
            Packages.NAME,
            "--app-version",
            number(),
            "--vendor",
            "Stillroom",
            "--description",
            Packages.DESCRIPTION,
            "--license-file",
            project.resolve("LICENSE").toString(),
            "--resource-dir",
            resources.toString(),
            "--dest",
            target.toString());
    switch (type) {
      case "deb" ->
          line.addAll(
              List.of(
                  "--linux-package-name",
                  Packages.NAME,
                  "--linux-deb-maintainer",
                  "packages@stillroom.dev",
                  "--linux-app-category",
                  "web"));
      case "rpm" ->
          line.addAll(
              List.of(
                  "--linux-package-name",
                  Packages.NAME,
                  "--linux-rpm-license-type",
                  "Apache-2.0",
                  "--linux-app-category",
                  "web"));
      default -> {}
    }
    return line;
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
            if (file.getParent().equals(distiller)
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

  /** The manifests for all users; the package's scripts put them where each browser looks. */
  private void manifests(Path base) throws IOException {
    for (Map.Entry<String, byte[]> manifest :
        SystemManifests.of(INSTALLED.resolve("bin/relay")).entrySet()) {
      Mirror.write(
          base.resolve("lib/native-messaging").resolve(manifest.getKey()), manifest.getValue());
    }
  }

  /** What jpackage wants to find in an image: as it writes it for one of its own. */
  private void state(Path base, Path root) throws IOException, InterruptedException {
    Path input = root.resolve("input");
    Files.createDirectories(input);
    Files.writeString(input.resolve("main.jar"), "");
    Path own = root.resolve("own");
    Tool.run(
        work,
        Packages.jpackage(
            "--type",
            "app-image",
            "--name",
            Packages.NAME,
            "--app-version",
            number(),
            "--runtime-image",
            image.resolveSibling("runtime").toString(),
            "--input",
            input.toString(),
            "--main-jar",
            "main.jar",
            "--main-class",
            "dev.stillroom.host.command.Stillroom",
            "--dest",
            own.toString()));
    Path app = own.resolve(Packages.NAME).resolve("lib/app");
    Mirror.tree(app, base.resolve("lib/app"));
    Files.deleteIfExists(base.resolve("lib/app/main.jar"));
    Mirror.delete(own);
    Mirror.delete(input);
  }

  /** Unpacks what was made and starts each kind of process from it, with its cache. */
  private void verify() throws IOException, InterruptedException {
    Path made = made();
    if (type.equals("deb")) {
      Path unpacked = work.resolve("unpacked");
      Mirror.delete(unpacked);
      Tool.run(work, List.of("dpkg-deb", "-x", made.toString(), unpacked.toString()));
      new Caches(unpacked.resolve("opt").resolve(Packages.NAME).resolve(IMAGE)).verify();
      Mirror.delete(unpacked);
    }
    Packages.report(made);
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

  private void debianPart(String part, List<String> holds, Path root)
      throws IOException, InterruptedException {
    Path tree = root.resolve(part);
    Path installed = tree.resolve(INSTALLED.resolve(IMAGE).toString().substring(1));
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
                number(),
                architecture,
                Packages.NAME,
                number(),
                part.equals("encoder")
                    ? "The sentence encoder with which Stillroom reads texts by what they mean"
                    : "What Stillroom trains adapters and small language models with")
            .getBytes(StandardCharsets.UTF_8));
    Path file = target.resolve(name + "_" + number() + "_" + architecture + ".deb");
    Tool.run(
        work, List.of("dpkg-deb", "--root-owner-group", "-b", tree.toString(), file.toString()));
    Packages.report(file);
  }
}
