package dev.stillroom.host.install;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Platform;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.protocol.ProtocolJson;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every browser on every system, in file systems that are only played. */
class EverySystemTest {

  private static final String FILE = "dev.stillroom.host.json";

  private final Map<String, String> keys = new HashMap<>();

  private final Registry registry =
      new Registry() {
        @Override
        public void set(String key, String value) {
          keys.put(key, value);
        }

        @Override
        public Optional<String> get(String key) {
          return Optional.ofNullable(keys.get(key));
        }

        @Override
        public void remove(String key) {
          keys.remove(key);
        }
      };

  /** A system, a person on it, and an installer that believes to be there. */
  private record Stage(FileSystem files, Surroundings machine, Home home, Installer installer) {}

  private Stage stage(Platform platform) throws IOException {
    FileSystem files =
        Jimfs.newFileSystem(
            switch (platform) {
              case LINUX ->
                  Configuration.unix().toBuilder().setAttributeViews("basic", "posix").build();
              case MAC ->
                  Configuration.osX().toBuilder().setAttributeViews("basic", "posix").build();
              case WINDOWS -> Configuration.windows();
            });
    Path user =
        files.getPath(
            switch (platform) {
              case LINUX -> "/home/ada";
              case MAC -> "/Users/ada";
              case WINDOWS -> "C:\\Users\\ada";
            });
    Path config =
        switch (platform) {
          case LINUX -> user.resolve(".config");
          case MAC -> user.resolve("Library/Application Support");
          case WINDOWS -> user.resolve("AppData\\Roaming");
        };
    Path local = platform == Platform.WINDOWS ? user.resolve("AppData\\Local") : config;
    Surroundings machine = new Surroundings(platform, user, config, local, List.of());
    Home home = new Home(Files.createDirectories(local).resolve("Still room"));
    return new Stage(
        files,
        machine,
        home,
        new Installer(home, Program.ofClassPath("a.jar"), platform, registry));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LINUX | chromium           | .config/chromium                    | .config/chromium/NativeMessagingHosts
          LINUX | chrome             | .config/google-chrome               | .config/google-chrome/NativeMessagingHosts
          LINUX | chrome-beta        | .config/google-chrome-beta          | .config/google-chrome-beta/NativeMessagingHosts
          LINUX | chrome-unstable    | .config/google-chrome-unstable      | .config/google-chrome-unstable/NativeMessagingHosts
          LINUX | chrome-for-testing | .config/google-chrome-for-testing   | .config/google-chrome-for-testing/NativeMessagingHosts
          LINUX | brave              | .config/BraveSoftware/Brave-Browser | .config/BraveSoftware/Brave-Browser/NativeMessagingHosts
          LINUX | edge               | .config/microsoft-edge              | .config/microsoft-edge/NativeMessagingHosts
          LINUX | vivaldi            | .config/vivaldi                     | .config/vivaldi/NativeMessagingHosts
          LINUX | opera              | .config/opera                       | .config/opera/NativeMessagingHosts
          LINUX | firefox            | .mozilla/firefox                    | .mozilla/native-messaging-hosts
          LINUX | librewolf          | .librewolf                          | .librewolf/native-messaging-hosts
          LINUX | zen                | .zen                                | .mozilla/native-messaging-hosts
          MAC   | chromium           | Library/Application Support/Chromium | Library/Application Support/Chromium/NativeMessagingHosts
          MAC   | chrome             | Library/Application Support/Google/Chrome | Library/Application Support/Google/Chrome/NativeMessagingHosts
          MAC   | brave              | Library/Application Support/BraveSoftware/Brave-Browser | Library/Application Support/BraveSoftware/Brave-Browser/NativeMessagingHosts
          MAC   | edge               | Library/Application Support/Microsoft Edge | Library/Application Support/Microsoft Edge/NativeMessagingHosts
          MAC   | vivaldi            | Library/Application Support/Vivaldi | Library/Application Support/Vivaldi/NativeMessagingHosts
          MAC   | opera              | Library/Application Support/com.operasoftware.Opera | Library/Application Support/com.operasoftware.Opera/NativeMessagingHosts
          MAC   | firefox            | Library/Application Support/Firefox | Library/Application Support/Mozilla/NativeMessagingHosts
          MAC   | librewolf          | Library/Application Support/LibreWolf | Library/Application Support/LibreWolf/NativeMessagingHosts
          MAC   | zen                | Library/Application Support/zen     | Library/Application Support/Mozilla/NativeMessagingHosts
          """)
  void aBrowserThatHasRunFindsTheHostWhereItLooks(
      Platform platform, String browser, String sign, String manifests) throws IOException {
    Stage stage = stage(platform);
    Files.createDirectories(stage.machine().userHome().resolve(sign));

    List<Installer.Target> found = found(stage);
    stage.installer().install(found);

    assertTrue(found.stream().anyMatch(one -> one.browser().equals(browser)), found.toString());
    Path manifest = stage.machine().userHome().resolve(manifests).resolve(FILE);
    assertEquals(stage.home().directory().resolve("relay.sh").toString(), host(manifest));
    assertEquals(Map.of(), keys, "only Windows has a registry");
    stage.installer().uninstall(Set.of());
    assertFalse(Files.exists(manifest));
    assertFalse(Files.exists(manifest.getParent()), "made by the installation, gone with it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chromium  | AppData\\Local\\Chromium\\User Data       | Software\\Chromium                    | chromium
          chrome    | AppData\\Local\\Google\\Chrome\\User Data | Software\\Google\\Chrome              | chromium
          edge      | AppData\\Local\\Microsoft\\Edge\\User Data | Software\\Microsoft\\Edge            | chromium
          brave     | AppData\\Local\\BraveSoftware\\Brave-Browser\\User Data | Software\\BraveSoftware\\Brave-Browser | chromium
          vivaldi   | AppData\\Local\\Vivaldi\\User Data        | Software\\Vivaldi                     | chromium
          opera     | AppData\\Roaming\\Opera Software          | Software\\Google\\Chrome              | chromium
          firefox   | AppData\\Roaming\\Mozilla\\Firefox        | Software\\Mozilla                     | firefox
          librewolf | AppData\\Roaming\\librewolf               | Software\\Mozilla                     | firefox
          zen       | AppData\\Roaming\\zen                     | Software\\Mozilla                     | firefox
          """)
  void onWindowsTheRegistryNamesTheManifest(String browser, String sign, String key, String family)
      throws IOException {
    Stage stage = stage(Platform.WINDOWS);
    Files.createDirectories(stage.machine().userHome().resolve(sign));

    List<Installer.Target> found = found(stage);
    stage.installer().install(found);

    assertEquals(List.of(browser), found.stream().map(Installer.Target::browser).toList());
    String whole = "HKCU\\" + key + "\\NativeMessagingHosts\\dev.stillroom.host";
    String manifest = "C:\\Users\\ada\\AppData\\Local\\Still room\\" + family + "\\" + FILE;
    assertEquals(Map.of(whole, manifest), keys);
    assertEquals(
        "C:\\Users\\ada\\AppData\\Local\\Still room\\relay.bat",
        host(stage.files().getPath(manifest)));
    assertTrue(stage.installer().isRight(found.getFirst()));
    stage.installer().uninstall(Set.of());
    assertEquals(Map.of(), keys);
    assertFalse(Files.exists(stage.files().getPath(manifest)));
  }

  @Test
  void onWindowsOneBrowserIsTakenOutAndThoseThatShareItsManifestStay() throws IOException {
    Stage stage = stage(Platform.WINDOWS);
    for (String browser : List.of("Google\\Chrome", "Microsoft\\Edge")) {
      Files.createDirectories(
          stage.machine().userHome().resolve("AppData\\Local\\" + browser + "\\User Data"));
    }
    stage.installer().install(found(stage));
    Installer.Target chrome = target(stage, "chrome");
    Installer.Target edge = target(stage, "edge");
    assertEquals(chrome.manifest(), edge.manifest());

    assertEquals(List.of(chrome.key()), stage.installer().removable(Set.of(chrome)));
    assertEquals(List.of(chrome.key()), stage.installer().uninstall(Set.of(chrome)));

    assertEquals(Set.of(edge.key()), keys.keySet());
    assertTrue(stage.installer().isRight(edge));
    assertTrue(Files.exists(stage.installer().startScript()));
    stage.installer().uninstall(Set.of(edge));
    assertEquals(Map.of(), keys);
    assertFalse(Files.exists(edge.manifest()), "nobody names it any more");
    assertFalse(Files.exists(stage.installer().startScript()));
  }

  private static Installer.Target target(Stage stage, String browser) {
    return found(stage).stream().filter(one -> one.browser().equals(browser)).findFirst().get();
  }

  @Test
  void aKeyThatNamesAnotherProgramsManifestStays() throws IOException {
    Stage stage = stage(Platform.WINDOWS);
    Files.createDirectories(
        stage.machine().userHome().resolve("AppData\\Roaming\\Mozilla\\Firefox"));
    stage.installer().install(found(stage));
    keys.replaceAll((key, value) -> "D:\\other.json");

    assertFalse(stage.installer().isRight(found(stage).getFirst()));
    stage.installer().uninstall(Set.of());

    assertEquals(List.of("D:\\other.json"), List.copyOf(keys.values()));
  }

  @Test
  void theBatchFileStartsJavaWithItsWordsWhateverTheyHold() {
    String text =
        StartScript.text(
            Platform.WINDOWS,
            List.of("C:\\100 % java\\bin\\java.exe", "-Dstillroom.home=C:\\Users\\äda b"),
            List.of("C:\\100 % java\\bin\\java.exe"));
    assertTrue(text.startsWith("@echo off\r\n"), text);
    assertTrue(text.contains("rem starts: C:\\100 % java\\bin\\java.exe\r\n"), text);
    assertTrue(
        text.endsWith(
            "\"C:\\100 %% java\\bin\\java.exe\" \"-Dstillroom.home=C:\\Users\\äda b\" %*\r\n"),
        text);
    assertFalse(text.replace("\r\n", "").contains("\n"), "a batch file's lines end in both");
  }

  /** What {@code reg} writes into a file: UTF-16, backslashes doubled. */
  private static final String EXPORT =
      """
      Windows Registry Editor Version 5.00

      [HKEY_CURRENT_USER\\A]
      "named"="C:\\\\other.json"
      @="C:\\\\Users\\\\Jörg Łuczak\\\\c.json"

      [HKEY_CURRENT_USER\\A\\below]
      @="C:\\\\below.json"

      """;

  @Test
  void theRegistryIsToldByTheSystemsOwnProgramAndLettersOfNamesStay() throws IOException {
    List<List<String>> lines = new ArrayList<>();
    Registry spoken =
        new Registry.ByProgram(
            line -> {
              lines.add(line.contains("export") ? line.subList(0, 3) : line);
              if (line.contains("export")) {
                byte[] file = ("\uFEFF" + EXPORT.replace("\n", "\r\n")).getBytes(UTF_16LE);
                Files.write(Path.of(line.get(3)), file);
              }
              return new Registry.ByProgram.Said(0, "Gr\u0081\u00E1e");
            });
    spoken.set("HKCU\\A", "C:\\Users\\Jörg Łuczak\\c.json");
    assertEquals(Optional.of("C:\\Users\\Jörg Łuczak\\c.json"), spoken.get("HKCU\\A"));
    spoken.remove("HKCU\\A");
    List<String> export = List.of("reg", "export", "HKCU\\A");
    String value = "C:\\Users\\Jörg Łuczak\\c.json";
    assertEquals(
        List.of(
            List.of("reg", "add", "HKCU\\A", "/ve", "/t", "REG_SZ", "/d", value, "/f"),
            export,
            export,
            List.of("reg", "delete", "HKCU\\A", "/f")),
        lines);
  }

  @Test
  void aKeyThatIsNotThereHasNoValue() throws IOException {
    Registry none = new Registry.ByProgram(line -> new Registry.ByProgram.Said(1, "ERROR"));
    assertEquals(Optional.empty(), none.get("HKCU\\A"));
  }

  @Test
  void allUsersManifestsStandWhereEachFamilyLooks() {
    assertEquals(
        Set.of(
            "/etc/chromium/native-messaging-hosts",
            "/etc/opt/chrome/native-messaging-hosts",
            "/etc/opt/edge/native-messaging-hosts"),
        BrowserPlace.forAll(Platform.LINUX, BrowserPlace.Family.CHROMIUM));
    assertEquals(
        Set.of(
            "/usr/lib/mozilla/native-messaging-hosts", "/usr/lib/librewolf/native-messaging-hosts"),
        BrowserPlace.forAll(Platform.LINUX, BrowserPlace.Family.FIREFOX));
    for (Platform platform : Platform.values()) {
      for (String name :
          List.of(
              "chromium",
              "chrome",
              "edge",
              "brave",
              "vivaldi",
              "opera",
              "firefox",
              "librewolf",
              "zen")) {
        assertTrue(
            BrowserPlace.on(platform).stream().anyMatch(one -> one.name().equals(name)),
            name + " on " + platform);
      }
    }
  }

  private static List<Installer.Target> found(Stage stage) {
    return BrowserPlace.on(stage.machine().platform()).stream()
        .filter(place -> place.isOn(stage.machine()))
        .flatMap(place -> stage.installer().targets(place, stage.machine()).stream())
        .toList();
  }

  private static String host(Path manifest) throws IOException {
    try (Stream<String> lines = Files.lines(manifest)) {
      JsonNode tree = ProtocolJson.MAPPER.readTree(String.join("\n", lines.toList()));
      return tree.path("path").asText();
    }
  }
}
