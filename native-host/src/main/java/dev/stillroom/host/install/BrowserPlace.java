package dev.stillroom.host.install;

import static dev.stillroom.host.home.Platform.LINUX;
import static dev.stillroom.host.home.Platform.MAC;
import static dev.stillroom.host.home.Platform.WINDOWS;

import dev.stillroom.host.home.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One browser and where it looks for native-messaging manifests, on each system. A place below the
 * person's home begins with {@code ~/}, one below the settings' directory with {@code config/}
 * ({@code ~/.config}, {@code ~/Library/Application Support}, {@code %APPDATA%}), one below that for
 * this machine alone with {@code local/}; Windows' browsers read a key of the registry.
 *
 * @param name what {@code --browser} takes
 * @param programs names of its program on the path
 * @param extensionsPage where an unpacked extension is loaded
 */
public record BrowserPlace(
    String name,
    Family family,
    List<String> programs,
    String extensionsPage,
    Map<Platform, Where> places) {

  /** How a browser names the extensions that may call a host. */
  public enum Family {
    CHROMIUM,
    FIREFOX
  }

  /**
   * On one system.
   *
   * @param signs directories that are there once the browser has run
   * @param manifests directories it reads the person's manifests from; on Windows keys below {@code
   *     HKCU}
   * @param forAll directories it reads all users' manifests from; on Windows keys below {@code
   *     HKLM}
   */
  public record Where(List<String> signs, List<String> manifests, List<String> forAll) {}

  private static final String FIREFOX_PAGE = "about:debugging#/runtime/this-firefox";
  private static final String MOZILLA_KEY = "Software\\Mozilla\\NativeMessagingHosts";

  /** What is built from Chromium without a brand of its own looks for all users' hosts there. */
  private static final String CHROMIUM_FOR_ALL = "/etc/chromium/native-messaging-hosts";

  private static final String CHROME_FOR_ALL = "/etc/opt/chrome/native-messaging-hosts";

  private static final String MAC_CHROMIUM =
      "/Library/Application Support/Chromium/NativeMessagingHosts";
  private static final String MAC_CHROME = "/Library/Google/Chrome/NativeMessagingHosts";

  /** Every browser that is known; each system has those that have a place there. */
  private static final List<BrowserPlace> ALL =
      List.of(
          chromium("chromium", "chromium", "chromium-browser")
              .linux("chromium", CHROMIUM_FOR_ALL)
              .mac("Chromium", MAC_CHROMIUM)
              .windows("local/Chromium/User Data", "Chromium")
              .made(),
          chromium("chrome", "google-chrome", "google-chrome-stable")
              .linux("google-chrome", CHROME_FOR_ALL)
              .mac("Google/Chrome", MAC_CHROME)
              .windows("local/Google/Chrome/User Data", "Google\\Chrome")
              .made(),
          chromium("chrome-beta", "google-chrome-beta")
              .linux("google-chrome-beta", CHROME_FOR_ALL)
              .mac("Google/Chrome Beta", MAC_CHROME)
              .windows("local/Google/Chrome Beta/User Data", "Google\\Chrome")
              .made(),
          chromium("chrome-unstable", "google-chrome-unstable")
              .linux("google-chrome-unstable", CHROME_FOR_ALL)
              .mac("Google/Chrome Canary", MAC_CHROME)
              .windows("local/Google/Chrome SxS/User Data", "Google\\Chrome")
              .made(),
          chromium("chrome-for-testing", "chrome")
              .linux("google-chrome-for-testing", CHROME_FOR_ALL)
              .mac("Google/Chrome for Testing", MAC_CHROME)
              .windows("local/Google/Chrome for Testing/User Data", "Google\\Chrome")
              .made(),
          chromium("brave", "brave-browser", "brave")
              .linux("BraveSoftware/Brave-Browser", CHROMIUM_FOR_ALL)
              .mac("BraveSoftware/Brave-Browser", MAC_CHROMIUM)
              .windows(
                  "local/BraveSoftware/Brave-Browser/User Data", "BraveSoftware\\Brave-Browser")
              .made(),
          chromium("edge", "microsoft-edge", "microsoft-edge-stable")
              .linux("microsoft-edge", "/etc/opt/edge/native-messaging-hosts")
              .mac("Microsoft Edge", "/Library/Microsoft/Edge/NativeMessagingHosts")
              .windows("local/Microsoft/Edge/User Data", "Microsoft\\Edge")
              .made(),
          chromium("vivaldi", "vivaldi", "vivaldi-stable")
              .linux("vivaldi", CHROMIUM_FOR_ALL)
              .mac("Vivaldi", MAC_CHROMIUM)
              .windows("local/Vivaldi/User Data", "Vivaldi")
              .made(),
          // On Windows it reads Chrome's key.
          chromium("opera", "opera")
              .linux("opera", CHROMIUM_FOR_ALL)
              .mac("com.operasoftware.Opera", MAC_CHROMIUM)
              .windows("config/Opera Software", "Google\\Chrome")
              .made(),
          // As a Snap it asks for the host through the system's portal, which reads the same place.
          // Version 147 and later moved its profiles and still reads the old place too.
          new Making("firefox", Family.FIREFOX, FIREFOX_PAGE, "firefox", "firefox-esr")
              .on(
                  LINUX,
                  List.of("~/.mozilla/firefox", "config/mozilla/firefox", "~/snap/firefox"),
                  List.of(
                      "~/.mozilla/native-messaging-hosts", "config/mozilla/native-messaging-hosts"),
                  "/usr/lib/mozilla/native-messaging-hosts")
              .on(
                  MAC,
                  List.of("config/Firefox"),
                  List.of("config/Mozilla/NativeMessagingHosts"),
                  "/Library/Application Support/Mozilla/NativeMessagingHosts")
              .on(WINDOWS, List.of("config/Mozilla/Firefox"), List.of(MOZILLA_KEY), MOZILLA_KEY)
              .made(),
          new Making("librewolf", Family.FIREFOX, FIREFOX_PAGE, "librewolf")
              .on(
                  LINUX,
                  List.of("~/.librewolf"),
                  List.of("~/.librewolf/native-messaging-hosts"),
                  "/usr/lib/librewolf/native-messaging-hosts")
              .on(
                  MAC,
                  List.of("config/LibreWolf"),
                  List.of("config/LibreWolf/NativeMessagingHosts"),
                  "/Library/Application Support/LibreWolf/NativeMessagingHosts")
              .on(WINDOWS, List.of("config/librewolf"), List.of(MOZILLA_KEY), MOZILLA_KEY)
              .made(),
          // It has a directory of its own and reads Firefox's.
          new Making("zen", Family.FIREFOX, FIREFOX_PAGE, "zen", "zen-browser")
              .on(
                  LINUX,
                  List.of("~/.zen"),
                  List.of("~/.mozilla/native-messaging-hosts", "~/.zen/native-messaging-hosts"),
                  "/usr/lib/mozilla/native-messaging-hosts")
              .on(
                  MAC,
                  List.of("config/zen"),
                  List.of("config/Mozilla/NativeMessagingHosts"),
                  "/Library/Application Support/Mozilla/NativeMessagingHosts")
              .on(WINDOWS, List.of("config/zen"), List.of(MOZILLA_KEY), MOZILLA_KEY)
              .made());

  private static Making chromium(String name, String... programs) {
    return new Making(name, Family.CHROMIUM, "chrome://extensions", programs);
  }

  /** The browsers that a system has. */
  public static List<BrowserPlace> on(Platform platform) {
    return ALL.stream().filter(place -> place.places.containsKey(platform)).toList();
  }

  /** The place of that name. */
  public static Optional<BrowserPlace> named(String name) {
    return ALL.stream().filter(place -> place.name().equals(name)).findFirst();
  }

  /** Where all users' manifests of a family stand on a system, each once. */
  public static Set<String> forAll(Platform platform, Family family) {
    Set<String> places = new LinkedHashSet<>();
    on(platform).stream()
        .filter(place -> place.family == family)
        .forEach(place -> places.addAll(place.places.get(platform).forAll()));
    return places;
  }

  /** Where this browser looks for all users' manifests; on Windows keys below {@code HKLM}. */
  public List<String> forAll(Platform platform) {
    Where where = places.get(platform);
    return where == null ? List.of() : where.forAll();
  }

  /** Whether this browser is on this machine: it has run, or its program is on the path. */
  public boolean isOn(Surroundings machine) {
    return where(machine).signs().stream()
            .anyMatch(sign -> Files.isDirectory(machine.resolve(sign)))
        || program(machine).isPresent();
  }

  public Optional<Path> program(Surroundings machine) {
    return machine.program(programs);
  }

  /** The directories to write the person's manifests to; none where the registry names them. */
  public List<Path> manifestDirectories(Surroundings machine) {
    List<Path> directories = new ArrayList<>();
    if (machine.platform() == WINDOWS) {
      return directories;
    }
    for (String manifest : where(machine).manifests()) {
      Path directory = machine.resolve(manifest);
      // A second place counts only where the browser has made its parent; the first always.
      if (directories.isEmpty() || Files.isDirectory(directory.getParent())) {
        directories.add(directory);
      }
    }
    return directories;
  }

  /** The registry's keys below the person's root that name the manifests; Windows alone has any. */
  public List<String> registryKeys(Surroundings machine) {
    return machine.platform() == WINDOWS ? where(machine).manifests() : List.of();
  }

  private Where where(Surroundings machine) {
    Where where = places.get(machine.platform());
    return where == null ? new Where(List.of(), List.of(), List.of()) : where;
  }

  /** A line of the table while it is written. */
  private static final class Making {

    private final String name;
    private final Family family;
    private final String page;
    private final List<String> programs;
    private final Map<Platform, Where> places = new EnumMap<>(Platform.class);

    Making(String name, Family family, String page, String... programs) {
      this.name = name;
      this.family = family;
      this.page = page;
      this.programs = List.copyOf(Arrays.asList(programs));
    }

    Making on(Platform platform, List<String> signs, List<String> manifests, String forAll) {
      places.put(platform, new Where(signs, manifests, List.of(forAll)));
      return this;
    }

    Making linux(String directory, String forAll) {
      return userData(LINUX, directory, forAll);
    }

    Making mac(String directory, String forAll) {
      return userData(MAC, directory, forAll);
    }

    Making windows(String sign, String key) {
      String whole = "Software\\" + key + "\\NativeMessagingHosts";
      return on(WINDOWS, List.of(sign), List.of(whole), whole);
    }

    private Making userData(Platform platform, String directory, String forAll) {
      String own = "config/" + directory;
      return on(platform, List.of(own), List.of(own + "/NativeMessagingHosts"), forAll);
    }

    BrowserPlace made() {
      return new BrowserPlace(name, family, programs, page, Map.copyOf(places));
    }
  }
}
