package dev.stillroom.host.install;

import dev.stillroom.host.home.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A browser that runs in a sandbox and starts no program outside of it. A Flatpak can be let do so,
 * through {@code flatpak-spawn}; but that lets it start any program, so nothing is written for one
 * before the person names it ({@code --browser firefox-flatpak}). A Snap cannot.
 *
 * @param kind {@code Flatpak} or {@code Snap}
 * @param id what it is called there
 * @param browser what {@code --browser} takes; empty where there is no way
 * @param manifests where it looks for manifests, below {@link #place}
 */
public record Sandbox(
    String kind, String id, String browser, BrowserPlace.Family family, String manifests) {

  private static final String FLATPAK = "Flatpak";
  private static final String SNAP = "Snap";

  /** The service by which a Flatpak starts programs outside, and the line that lets it. */
  private static final String SERVICE = "org.freedesktop.Flatpak";

  private static final String TALK = SERVICE + "=talk";

  private static final List<Sandbox> ALL =
      List.of(
          firefox("firefox", "org.mozilla.firefox", ".mozilla"),
          firefox("librewolf", "io.gitlab.librewolf-community", ".librewolf"),
          // It reads Firefox's.
          firefox("zen", "app.zen_browser.zen", ".mozilla"),
          chromium("chromium", "org.chromium.Chromium", "chromium"),
          chromium("chrome", "com.google.Chrome", "google-chrome"),
          chromium("brave", "com.brave.Browser", "BraveSoftware/Brave-Browser"),
          chromium("edge", "com.microsoft.Edge", "microsoft-edge"),
          chromium("vivaldi", "com.vivaldi.Vivaldi", "vivaldi"),
          chromium("opera", "com.opera.Opera", "opera"),
          snap("chromium"),
          snap("brave"),
          snap("opera"));

  private static Sandbox firefox(String name, String id, String directory) {
    String manifests = directory + "/native-messaging-hosts";
    return new Sandbox(FLATPAK, id, name + "-flatpak", BrowserPlace.Family.FIREFOX, manifests);
  }

  private static Sandbox chromium(String name, String id, String directory) {
    String manifests = "config/" + directory + "/NativeMessagingHosts";
    return new Sandbox(FLATPAK, id, name + "-flatpak", BrowserPlace.Family.CHROMIUM, manifests);
  }

  private static Sandbox snap(String id) {
    return new Sandbox(SNAP, id, "", BrowserPlace.Family.CHROMIUM, "");
  }

  /** Those on this machine. */
  public static List<Sandbox> on(Surroundings machine) {
    return machine.platform() == Platform.LINUX
        ? ALL.stream().filter(one -> Files.isDirectory(one.place(machine))).toList()
        : List.of();
  }

  /** The one that {@code --browser} calls so, whether it is here or not. */
  public static Optional<Sandbox> named(String browser) {
    return ALL.stream().filter(one -> one.hasWay() && one.browser.equals(browser)).findFirst();
  }

  /** The names that {@code --browser} takes. */
  public static List<String> names() {
    return ALL.stream().filter(Sandbox::hasWay).map(Sandbox::browser).toList();
  }

  /** The same browser outside of a sandbox. */
  public BrowserPlace plain() {
    return BrowserPlace.named(browser.substring(0, browser.indexOf('-'))).orElseThrow();
  }

  /** Whether it can be let start a program. */
  public boolean hasWay() {
    return !browser.isEmpty();
  }

  /** Its files; a Flatpak sees them at the same path from within. */
  Path place(Surroundings machine) {
    return machine.userHome().resolve(kind.equals(SNAP) ? "snap" : ".var/app").resolve(id);
  }

  public Installer.Target target(Surroundings machine) {
    Path directory = place(machine).resolve(manifests);
    return new Installer.Target(browser, family, directory, null, true);
  }

  /** What the person has to run, once, for the manifest to be of use. */
  public String permission() {
    return "flatpak override --user --talk-name=" + SERVICE + " " + id;
  }

  /** Whether that was run, for this browser or for all of them. */
  public boolean isPermitted(Surroundings machine) {
    Path own = machine.userHome().resolve(".local/share/flatpak/overrides");
    return List.of(own.resolve(id), own.resolve("global")).stream().anyMatch(Sandbox::permits);
  }

  private static boolean permits(Path overrides) {
    try {
      return Files.readAllLines(overrides).stream().anyMatch(line -> line.strip().equals(TALK));
    } catch (IOException | RuntimeException missing) {
      return false;
    }
  }
}
