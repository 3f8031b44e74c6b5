package dev.stillroom.e2e.person;

import dev.stillroom.e2e.pictures.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The Chromium-family browsers a person may have, the ones that load an unpacked extension from the
 * command line first: branded Chrome has not done so since version 137.
 */
public final class Browsers {

  private static final List<String> PROGRAMS =
      List.of(
          "chromium",
          "chromium-browser",
          "chrome",
          "brave-browser",
          "brave",
          "microsoft-edge",
          "microsoft-edge-stable",
          "vivaldi",
          "google-chrome-unstable",
          "google-chrome",
          "google-chrome-stable");

  private Browsers() {}

  /** The browser to play in: {@code STILLROOM_BROWSER} where it is set, else the first found. */
  public static Optional<Path> find() {
    String wanted = System.getenv("STILLROOM_BROWSER");
    if (wanted != null && !wanted.isEmpty()) {
      return Optional.of(Path.of(wanted)).filter(Files::isExecutable);
    }
    return PROGRAMS.stream().flatMap(program -> Tool.find(program).stream()).findFirst();
  }
}
