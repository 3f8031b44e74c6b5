package dev.stillroom.installers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Java runtime a package carries: exactly the modules that Stillroom and its libraries use. */
final class OwnRuntime {

  /**
   * What {@code jdeps} finds in the jars, but for {@code jdk.javadoc} (ICU4J's own build), and what
   * it cannot see: {@code jdk.charsets} for pages in old encodings, {@code jdk.localedata} for the
   * names of months, {@code jdk.net} for who is at a socket's other end, {@code jdk.unsupported}
   * for JNA and ONNX Runtime.
   */
  static final List<String> MODULES =
      List.of(
          "java.base",
          "java.compiler",
          "java.desktop",
          "java.logging",
          "java.management",
          "java.net.http",
          "java.sql",
          "java.xml",
          "jdk.charsets",
          "jdk.localedata",
          "jdk.net",
          "jdk.unsupported");

  private OwnRuntime() {}

  /** Makes the runtime in {@code target} unless the one there is of this JDK and these modules. */
  static void into(Path target) throws IOException, InterruptedException {
    Path stamp = target.resolveSibling("runtime.made-from");
    String wanted =
        Files.readString(Path.of(System.getProperty("java.home"), "release"))
            + String.join(",", MODULES);
    if (Files.isExecutable(target.resolve("bin/java"))
        && Files.exists(stamp)
        && Files.readString(stamp).equals(wanted)) {
      return;
    }
    Mirror.delete(target);
    Files.createDirectories(target.getParent());
    Tool.run(
        target.getParent(),
        List.of(
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "jlink",
            "--add-modules",
            String.join(",", MODULES),
            // Not the native symbols: that needs a program that may not be there.
            "--strip-java-debug-attributes",
            "--no-header-files",
            "--no-man-pages",
            "--output",
            target.toString()));
    Files.writeString(stamp, wanted);
  }
}
