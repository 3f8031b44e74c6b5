package dev.stillroom.installers;

import dev.stillroom.host.home.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The native libraries that otherwise would be unpacked from their jars at every start: a third of
 * a JVM's way to its first SQL statement.
 */
final class Natives {

  /** One native library: the jar that holds it, and where in it for this system. */
  record Native(String jar, String entry) {}

  private static final String SQLITE = "sqlite-jdbc-";
  private static final String JNA = "jna-";
  private static final String ONNX = "onnxruntime-";
  private static final String TOKENIZERS = "tokenizers-";

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
    return of(Platform.current(), System.getProperty("os.arch").equals("aarch64"));
  }

  /** What is unpacked for a system; of some there are none for its processor. */
  static List<Native> of(Platform platform, boolean arm) {
    String sqlite = "org/sqlite/native/";
    String jna = "com/sun/jna/";
    String onnx = "ai/onnxruntime/native/";
    String tokenizers = "native/lib/";
    String processor = arm ? "aarch64" : "x86_64";
    String other = arm ? "aarch64" : "x86-64";
    List<Native> natives = new ArrayList<>();
    switch (platform) {
      case LINUX -> {
        String place = onnx + "linux-" + (arm ? "aarch64/" : "x64/");
        natives.add(new Native(SQLITE, sqlite + "Linux/" + processor + "/libsqlitejdbc.so"));
        natives.add(new Native(JNA, jna + "linux-" + other + "/libjnidispatch.so"));
        natives.add(new Native(ONNX, place + "libonnxruntime.so"));
        natives.add(new Native(ONNX, place + "libonnxruntime4j_jni.so"));
        natives.add(
            new Native(TOKENIZERS, tokenizers + "linux-" + processor + "/cpu/libtokenizers.so"));
      }
      case MAC -> {
        natives.add(new Native(SQLITE, sqlite + "Mac/" + processor + "/libsqlitejdbc.dylib"));
        natives.add(new Native(JNA, jna + "darwin-" + other + "/libjnidispatch.jnilib"));
        // Not built for Macs with Intel's processors any more: there, texts are read by their
        // words.
        if (arm) {
          natives.add(new Native(ONNX, onnx + "osx-aarch64/libonnxruntime.dylib"));
          natives.add(new Native(ONNX, onnx + "osx-aarch64/libonnxruntime4j_jni.dylib"));
          natives.add(new Native(TOKENIZERS, tokenizers + "osx-aarch64/cpu/libtokenizers.dylib"));
        }
      }
      case WINDOWS -> {
        natives.add(new Native(SQLITE, sqlite + "Windows/" + processor + "/sqlitejdbc.dll"));
        natives.add(new Native(JNA, jna + "win32-" + other + "/jnidispatch.dll"));
        if (!arm) {
          natives.add(new Native(ONNX, onnx + "win-x64/onnxruntime.dll"));
          natives.add(new Native(ONNX, onnx + "win-x64/onnxruntime4j_jni.dll"));
          // What it is linked to is looked for beside it.
          for (String library :
              List.of("tokenizers", "libgcc_s_seh-1", "libstdc++-6", "libwinpthread-1")) {
            natives.add(new Native(TOKENIZERS, tokenizers + "win-x86_64/cpu/" + library + ".dll"));
          }
        }
      }
    }
    return List.copyOf(natives);
  }
}
