package dev.stillroom.installers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The native libraries of the optional part that trains adapters, half a gigabyte, unpacked once
 * where the tensor library looks for them; otherwise it would unpack them into the person's home.
 */
final class AdapterLibraries {

  private static final String TENSORS = "pytorch-native-cpu-";
  private static final String LANGUAGE = "llama-";
  private static final String BRIDGE = "pytorch-jni-";

  private AdapterLibraries() {}

  /** Whether the part exists for this system. */
  static boolean exist() {
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64");
  }

  static void unpack(List<Path> jars, Path target) throws IOException {
    Optional<Path> tensors = named(jars, TENSORS);
    Optional<Path> bridge = named(jars, BRIDGE);
    if (tensors.isEmpty() || bridge.isEmpty()) {
      throw new IOException("no " + TENSORS + "*.jar and " + BRIDGE + "*.jar among " + jars);
    }
    try (ZipFile zip = new ZipFile(tensors.get().toFile());
        ZipFile bridgeZip = new ZipFile(bridge.get().toFile())) {
      Properties about = new Properties();
      about.load(zip.getInputStream(zip.getEntry("native/lib/pytorch.properties")));
      String version = about.getProperty("version");
      Path directory = target.resolve("pytorch").resolve(version + "-cpu-linux-x86_64");
      Files.createDirectories(directory);
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().startsWith("pytorch/cpu/") && !entry.isDirectory()) {
          String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
          unpack(zip, entry, directory.resolve(name));
        }
      }
      ZipEntry entry = bridgeZip.getEntry("jnilib/linux-x86_64/cpu/libdjl_torch.so");
      // The tensor library asks for the file of exactly its own version.
      String file = bridge.get().getFileName().toString().replace(".jar", "");
      String own = file.substring(file.lastIndexOf('-') + 1);
      unpack(bridgeZip, entry, directory.resolve(own + "-libdjl_torch.so"));
    }
  }

  /** llama.cpp with its bridge, one file, where the process looks that runs language models. */
  static void unpackLanguage(List<Path> jars, Path target) throws IOException {
    Optional<Path> language = named(jars, LANGUAGE);
    if (language.isEmpty()) {
      throw new IOException("no " + LANGUAGE + "*.jar among " + jars);
    }
    try (ZipFile zip = new ZipFile(language.get().toFile())) {
      Path directory = target.resolve("llama");
      Files.createDirectories(directory);
      ZipEntry entry = zip.getEntry("de/kherud/llama/Linux/x86_64/libjllama.so");
      unpack(zip, entry, directory.resolve("libjllama.so"));
    }
  }

  private static Optional<Path> named(List<Path> jars, String prefix) {
    return jars.stream().filter(j -> j.getFileName().toString().startsWith(prefix)).findFirst();
  }

  private static void unpack(ZipFile zip, ZipEntry entry, Path file) throws IOException {
    if (Files.exists(file) && Files.size(file) == entry.getSize()) {
      return;
    }
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try (InputStream in = zip.getInputStream(entry)) {
      Files.copy(in, beside, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
