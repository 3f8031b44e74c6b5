package dev.stillroom.installers;

import java.util.List;
import java.util.stream.Collectors;

/** The settings of jpackage's launcher, which names one jar: ours stand in the image. */
final class LauncherSettings {

  private static final String CLASS_PATH = "app.classpath=";

  private LauncherSettings() {}

  /**
   * @param settings as jpackage wrote them
   * @param image the image, below the package's root
   * @param jars below the image
   */
  static String with(String settings, String image, List<String> jars) {
    String own =
        jars.stream()
            .map(jar -> CLASS_PATH + "$ROOTDIR/" + image + "/" + jar)
            .collect(Collectors.joining("\n"));
    return settings
        .lines()
        .map(line -> line.startsWith(CLASS_PATH) ? own : line)
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
