package dev.stillroom.distiller.train;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Finds the part of the installation that fits adapters: the image's {@code lib/adapters}, loaded
 * only when an adapter is asked for, or the class path where there is no image.
 */
final class AdapterPart {

  private AdapterPart() {}

  /** Empty where the part is not installed. */
  static Optional<AdapterFitting> find() {
    ClassLoader loader = loader();
    // Libraries of the part look for their own parts the same way.
    Thread.currentThread().setContextClassLoader(loader);
    return ServiceLoader.load(AdapterFitting.class, loader).findFirst();
  }

  private static ClassLoader loader() {
    ClassLoader own = AdapterPart.class.getClassLoader();
    String image = System.getProperty("stillroom.image");
    if (image == null || image.isEmpty()) {
      return own;
    }
    Path directory = Path.of(image, "lib", "adapters");
    if (!Files.isDirectory(directory)) {
      return own;
    }
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.jar")) {
      for (Path jar : found) {
        jars.add(url(jar));
      }
    } catch (IOException broken) {
      throw new IllegalStateException(
          "the part that trains adapters cannot be read from " + directory + ": install it again",
          broken);
    }
    // Open as long as the process: the libraries load classes until its end.
    return new URLClassLoader(jars.toArray(URL[]::new), own);
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException("a file has a URL", impossible);
    }
  }
}
