package dev.stillroom.host.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The native-messaging manifests of a package, for all users of a machine. The package's scripts
 * put them into the directories named here; a person's own manifest, where there is one, comes
 * first in every browser.
 */
public final class SystemManifests {

  /** Chromium's also serves Brave, Vivaldi and Opera, which look there. */
  private static final Map<BrowserPlace.Family, List<Path>> DIRECTORIES =
      Map.of(
          BrowserPlace.Family.CHROMIUM,
          List.of(
              Path.of("/etc/chromium/native-messaging-hosts"),
              Path.of("/etc/opt/chrome/native-messaging-hosts"),
              Path.of("/etc/opt/edge/native-messaging-hosts")),
          BrowserPlace.Family.FIREFOX,
          List.of(Path.of("/usr/lib/mozilla/native-messaging-hosts")));

  private SystemManifests() {}

  /** File name in the package to content, for a host that {@code relay} starts. */
  public static Map<String, byte[]> of(Path relay) throws IOException {
    Map<String, byte[]> manifests = new LinkedHashMap<>();
    manifests.put("chromium.json", HostManifest.content(BrowserPlace.Family.CHROMIUM, relay));
    manifests.put("firefox.json", HostManifest.content(BrowserPlace.Family.FIREFOX, relay));
    return manifests;
  }

  /** The manifest for all users whose host is {@code relay}, where this system has one. */
  public static Optional<Path> present(BrowserPlace.Family family, Path relay) {
    return DIRECTORIES.get(family).stream()
        .map(directory -> directory.resolve(HostManifest.FILE_NAME))
        .filter(
            file ->
                HostManifest.startScript(file).filter(script -> same(script, relay)).isPresent())
        .findFirst();
  }

  /** The manifest names a link to the script. */
  private static boolean same(Path script, Path relay) {
    try {
      return Files.isSameFile(script, relay);
    } catch (IOException missing) {
      return false;
    }
  }
}
