package dev.stillroom.installers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The native libraries that otherwise would be unpacked from their jars at every start: a third of
 * a JVM's way to its first SQL statement.
 */
final class Natives {

  /** One native library: the jar that holds it, and where in it for this system. */
  private record Native(String jar, String entry) {}

  private Natives() {}

  static void extract(Path libraries, Path target) throws IOException {
    for (Native wanted : ofThisSystem()) {
      Path jar =
          Mirror.list(libraries).stream()
              .filter(file -> file.getFileName().toString().startsWith(wanted.jar()))
              .findFirst()
              .orElseThrow(() -> new IOException("no " + wanted.jar() + "*.jar in " + libraries));
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        ZipEntry entry = zip.getEntry(wanted.entry());
        if (entry == null) {
          throw new IOException(jar + " has no " + wanted.entry() + ": not built for this system");
        }
        String name = wanted.entry().substring(wanted.entry().lastIndexOf('/') + 1);
        Mirror.write(target.resolve(name), zip.getInputStream(entry).readAllBytes());
      }
    }
  }

  private static List<Native> ofThisSystem() {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String sqlite = "org/sqlite/native/";
    String jna = "com/sun/jna/";
    if (system.startsWith("linux")) {
      return List.of(
          new Native(
              "sqlite-jdbc-",
              sqlite + "Linux/" + (arm ? "aarch64" : "x86_64") + "/libsqlitejdbc.so"),
          new Native("jna-", jna + "linux-" + (arm ? "aarch64" : "x86-64") + "/libjnidispatch.so"));
    }
    if (system.startsWith("mac")) {
      return List.of(
          new Native(
              "sqlite-jdbc-",
              sqlite + "Mac/" + (arm ? "aarch64" : "x86_64") + "/libsqlitejdbc.dylib"),
          new Native(
              "jna-", jna + "darwin-" + (arm ? "aarch64" : "x86-64") + "/libjnidispatch.jnilib"));
    }
    return List.of();
  }
}
