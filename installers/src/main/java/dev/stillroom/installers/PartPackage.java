package dev.stillroom.installers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * A part of the program that is a package of its own beside the base, where the system's package
 * manager has such: the base works without it, and starts to use it once it is there.
 *
 * @param name what its package is called after the program's name
 * @param holds what of the image is its own
 * @param description in one line
 * @param debian what it needs beside the base, as Debian calls it
 * @param rpm the same by what it holds: distributions call the packages by different names
 */
record PartPackage(String name, List<String> holds, String description, String debian, String rpm) {

  private static final List<PartPackage> ALL =
      List.of(
          new PartPackage(
              "encoder",
              List.of(
                  "encoder",
                  "native/libonnxruntime.so",
                  "native/libonnxruntime4j_jni.so",
                  "native/libtokenizers.so"),
              "The sentence encoder with which Stillroom reads texts by what they mean",
              "libc6 (>= 2.34), libstdc++6, libgcc-s1",
              "libc.so.6(GLIBC_2.34)(64bit), libstdc++.so.6()(64bit), libgcc_s.so.1()(64bit)"),
          new PartPackage(
              "adapters",
              List.of("lib/adapters"),
              "What Stillroom trains adapters and small language models with",
              "libc6 (>= 2.29), libstdc++6, libgcc-s1, libgomp1",
              "libc.so.6(GLIBC_2.29)(64bit), libstdc++.so.6()(64bit), libgcc_s.so.1()(64bit),"
                  + " libgomp.so.1()(64bit)"));

  /** The parts of a kind of package: where there are no packages beside it the encoder is in it. */
  static List<PartPackage> of(String type) {
    return ALL.stream().filter(part -> isSplit(type) || part.name.equals("adapters")).toList();
  }

  /** Whether parts are packages beside the base. */
  static boolean isSplit(String type) {
    return type.equals("deb") || type.equals("rpm");
  }

  /**
   * Makes the package, unless the image has nothing of it: not every system has libraries for it.
   *
   * @param tree an empty place to lay it out in
   */
  Optional<Path> make(String type, String number, Path image, Layout layout, Path tree, Path target)
      throws IOException, InterruptedException {
    boolean any = false;
    Path installed = tree.resolve(layout.installed(layout.image()).substring(1));
    for (String held : holds) {
      Path source = image.resolve(held);
      Path copy = installed.resolve(held);
      if (Files.isDirectory(source)) {
        SystemPackage.copy(source, copy, List.of());
        any = true;
      } else if (Files.exists(source)) {
        Files.createDirectories(copy.getParent());
        Files.copy(source, copy, StandardCopyOption.COPY_ATTRIBUTES);
        any = true;
      }
    }
    if (!any) {
      return Optional.empty();
    }
    return Optional.of(
        type.equals("deb") ? debian(number, tree, target) : rpm(number, layout, tree, target));
  }

  private String whole() {
    return Packages.NAME + "-" + name;
  }

  private Path debian(String number, Path tree, Path target)
      throws IOException, InterruptedException {
    String architecture = Tool.run(tree, List.of("dpkg", "--print-architecture")).strip();
    Mirror.write(
        tree.resolve("DEBIAN/control"),
        control(number, architecture).getBytes(StandardCharsets.UTF_8));
    Path file = target.resolve(whole() + "_" + number + "_" + architecture + ".deb");
    Tool.run(
        target, List.of("dpkg-deb", "--root-owner-group", "-b", tree.toString(), file.toString()));
    return file;
  }

  private Path rpm(String number, Layout layout, Path tree, Path target)
      throws IOException, InterruptedException {
    String architecture = Tool.run(tree, List.of("rpm", "--eval", "%{_target_cpu}")).strip();
    Path work = tree.resolveSibling(name + "-rpmbuild");
    Path spec = work.resolve(whole() + ".spec");
    Mirror.write(spec, spec(number, layout, tree).getBytes(StandardCharsets.UTF_8));
    String file = whole() + "-" + number + "-1." + architecture + ".rpm";
    Tool.run(
        work,
        List.of(
            "rpmbuild",
            "-bb",
            "--define",
            "_topdir " + work,
            "--define",
            "_rpmdir " + target,
            "--define",
            "_rpmfilename " + file,
            spec.toString()));
    return target.resolve(file);
  }

  String control(String number, String architecture) {
    return """
    Package: %s
    Version: %s
    Architecture: %s
    Maintainer: Stillroom <packages@stillroom.dev>
    Section: web
    Priority: optional
    Depends: %s (= %s), %s
    Description: %s
    """
        .formatted(whole(), number, architecture, Packages.NAME, number, debian, description);
  }

  /** Directories that are the base's are left to it. */
  String spec(String number, Layout layout, Path tree) {
    String image = layout.installed(layout.image());
    StringBuilder files = new StringBuilder();
    holds.stream()
        .filter(held -> Files.exists(tree.resolve((image + "/" + held).substring(1))))
        .forEach(held -> files.append('"').append(image).append('/').append(held).append("\"\n"));
    return """
    Summary: %s
    Name: %s
    Version: %s
    Release: 1
    License: Apache-2.0
    Vendor: Stillroom
    Autoprov: 0
    Autoreq: 0
    Requires: %s = %s-1, %s

    %%define __jar_repack %%{nil}
    %%define _build_id_links none
    %%global debug_package %%{nil}
    %%global __os_install_post %%{nil}
    %%define _binary_payload %%(echo "${STILLROOM_RPM_PAYLOAD:-w6T0.xzdio}")

    %%description
    %s

    %%install
    rm -rf %%{buildroot}
    mkdir -p %%{buildroot}
    cp -a '%s'/. %%{buildroot}

    %%files
    %%defattr(-,root,root,-)
    %s"""
        .formatted(
            description, whole(), number, Packages.NAME, number, rpm, description, tree, files);
  }
}
