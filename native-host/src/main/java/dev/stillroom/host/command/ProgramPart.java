package dev.stillroom.host.command;

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

/** Loads a part of the installation that stands in a directory of its own. */
final class ProgramPart {

  private ProgramPart() {}

  /**
   * What the part has of a kind; empty where it is not installed.
   *
   * @param directory of its jars; null where everything is on the class path
   */
  static <T> Optional<T> find(Class<T> kind, Path directory) {
    ClassLoader loader = loader(directory);
    // Libraries of the part look for their own parts the same way.
    Thread.currentThread().setContextClassLoader(loader);
    return ServiceLoader.load(kind, loader).findFirst();
  }

  private static ClassLoader loader(Path directory) {
    ClassLoader own = ProgramPart.class.getClassLoader();
    if (directory == null || !Files.isDirectory(directory)) {
      return own;
    }
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.jar")) {
      for (Path jar : found) {
        jars.add(url(jar));
      }
    } catch (IOException broken) {
      throw new CommandFailure(
          "a part of the program cannot be read from " + directory + ": install it again");
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
