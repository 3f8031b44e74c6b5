package dev.stillroom.host.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One browser and where it looks for native-messaging manifests. A place below {@code ~} begins
 * with {@code ~/}, one below the settings' directory with {@code config/}.
 *
 * @param name what {@code --browser} takes
 * @param signs directories that are there once the browser has run
 * @param manifests directories it reads manifests from; every one is written
 * @param programs names of its program on the path
 * @param extensionsPage where an unpacked extension is loaded
 */
public record BrowserPlace(
    String name,
    Family family,
    List<String> signs,
    List<String> manifests,
    List<String> programs,
    String extensionsPage) {

  /** How a browser names the extensions that may call a host. */
  public enum Family {
    CHROMIUM,
    FIREFOX
  }

  /** Linux; Firefox 147 and later moved its profiles and still reads the old place too. */
  public static final List<BrowserPlace> LINUX =
      List.of(
          chromium("chromium", "chromium", "chromium", "chromium-browser"),
          chromium("chrome", "google-chrome", "google-chrome", "google-chrome-stable"),
          chromium("chrome-beta", "google-chrome-beta", "google-chrome-beta"),
          chromium("chrome-unstable", "google-chrome-unstable", "google-chrome-unstable"),
          chromium("chrome-for-testing", "google-chrome-for-testing", "chrome"),
          chromium("brave", "BraveSoftware/Brave-Browser", "brave-browser", "brave"),
          chromium("edge", "microsoft-edge", "microsoft-edge", "microsoft-edge-stable"),
          chromium("vivaldi", "vivaldi", "vivaldi", "vivaldi-stable"),
          chromium("opera", "opera", "opera"),
          new BrowserPlace(
              "firefox",
              Family.FIREFOX,
              // As a Snap it asks for the host through the system's portal, which reads the same
              // place.
              List.of("~/.mozilla/firefox", "config/mozilla/firefox", "~/snap/firefox"),
              List.of("~/.mozilla/native-messaging-hosts", "config/mozilla/native-messaging-hosts"),
              List.of("firefox", "firefox-esr"),
              "about:debugging#/runtime/this-firefox"),
          new BrowserPlace(
              "librewolf",
              Family.FIREFOX,
              List.of("~/.librewolf"),
              List.of("~/.librewolf/native-messaging-hosts"),
              List.of("librewolf"),
              "about:debugging#/runtime/this-firefox"),
          // It has a directory of its own and reads Firefox's.
          new BrowserPlace(
              "zen",
              Family.FIREFOX,
              List.of("~/.zen"),
              List.of("~/.mozilla/native-messaging-hosts", "~/.zen/native-messaging-hosts"),
              List.of("zen", "zen-browser"),
              "about:debugging#/runtime/this-firefox"));

  private static BrowserPlace chromium(String name, String directory, String... programs) {
    return new BrowserPlace(
        name,
        Family.CHROMIUM,
        List.of("config/" + directory),
        List.of("config/" + directory + "/NativeMessagingHosts"),
        List.of(programs),
        "chrome://extensions");
  }

  /** The place of that name. */
  public static Optional<BrowserPlace> named(String name) {
    return LINUX.stream().filter(place -> place.name().equals(name)).findFirst();
  }

  /** Whether this browser is on this machine: it has run, or its program is on the path. */
  public boolean isOn(Surroundings machine) {
    return signs.stream().anyMatch(sign -> Files.isDirectory(resolve(sign, machine)))
        || program(machine).isPresent();
  }

  public Optional<Path> program(Surroundings machine) {
    return machine.program(programs);
  }

  /** The directories to write manifests to on this machine. */
  public List<Path> manifestDirectories(Surroundings machine) {
    List<Path> directories = new ArrayList<>();
    for (String manifest : manifests) {
      Path directory = resolve(manifest, machine);
      // A second place counts only where the browser has made its parent; the first always.
      if (directories.isEmpty() || Files.isDirectory(directory.getParent())) {
        directories.add(directory);
      }
    }
    return directories;
  }

  private static Path resolve(String place, Surroundings machine) {
    return place.startsWith("~/")
        ? machine.userHome().resolve(place.substring(2))
        : machine.config().resolve(place.substring("config/".length()));
  }
}
