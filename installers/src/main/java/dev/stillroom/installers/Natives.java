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
    String onnx = "ai/onnxruntime/native/";
    String tokenizers = "native/lib/";
    if (system.startsWith("linux")) {
      return List.of(
          new Native(
              "sqlite-jdbc-",
              sqlite + "Linux/" + (arm ? "aarch64" : "x86_64") + "/libsqlitejdbc.so"),
          new Native("jna-", jna + "linux-" + (arm ? "aarch64" : "x86-64") + "/libjnidispatch.so"),
          new Native(
              "onnxruntime-", onnx + "linux-" + (arm ? "aarch64" : "x64") + "/libonnxruntime.so"),
          new Native(
              "onnxruntime-",
              onnx + "linux-" + (arm ? "aarch64" : "x64") + "/libonnxruntime4j_jni.so"),
          new Native(
              "tokenizers-",
              tokenizers + "linux-" + (arm ? "aarch64" : "x86_64") + "/cpu/libtokenizers.so"));
    }
    if (system.startsWith("mac")) {
      return List.of(
          new Native(
              "sqlite-jdbc-",
              sqlite + "Mac/" + (arm ? "aarch64" : "x86_64") + "/libsqlitejdbc.dylib"),
          new Native(
              "jna-", jna + "darwin-" + (arm ? "aarch64" : "x86-64") + "/libjnidispatch.jnilib"),
          // None of both is built for Macs with Intel's processors any more.
          new Native("onnxruntime-", onnx + "osx-aarch64/libonnxruntime.dylib"),
          new Native("onnxruntime-", onnx + "osx-aarch64/libonnxruntime4j_jni.dylib"),
          new Native("tokenizers-", tokenizers + "osx-aarch64/cpu/libtokenizers.dylib"));
    }
    return List.of();
  }
}
