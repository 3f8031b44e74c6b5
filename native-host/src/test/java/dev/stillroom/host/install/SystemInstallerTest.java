package dev.stillroom.host.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.stillroom.host.home.Platform;
import dev.stillroom.host.protocol.ProtocolJson;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code install --system}, on machines that are only played. */
class SystemInstallerTest {

  private static final String FILE = "dev.stillroom.host.json";

  private final Map<String, String> keys = new HashMap<>();
  private boolean administrator = true;
  private Surroundings machine;
  private Path image;

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

  private SystemInstaller on(Platform platform) throws IOException {
    Configuration system =
        switch (platform) {
          case LINUX -> Configuration.unix();
          case MAC -> Configuration.osX();
          case WINDOWS -> Configuration.windows();
        };
    FileSystem files =
        Jimfs.newFileSystem(
            platform == Platform.WINDOWS
                ? system
                : system.toBuilder()
                    .setAttributeViews("basic", "posix")
                    .setDefaultAttributeValue("posix:permissions", "rwxr-xr-x")
                    .build());
    Path user =
        Files.createDirectories(
            files.getPath(platform == Platform.WINDOWS ? "C:\\Users\\ada" : "/home/ada"));
    machine = new Surroundings(platform, user, user, user, List.of());
    image =
        files.getPath(
            platform == Platform.WINDOWS ? "C:\\Program Files\\stillroom\\image" : "/opt/s/image");
    return with(image);
  }

  private SystemInstaller with(Path program) throws IOException {
    Path java = program.resolveSibling("runtime").resolve("bin").resolve("java");
    for (Path file :
        List.of(program.resolve("bin/relay"), program.resolve("bin/relay.bat"), java)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
    return new SystemInstaller(program, java, machine, registry, path -> administrator);
  }

  private List<Installer.Target> all(SystemInstaller installer) {
    return installer.targets(BrowserPlace.on(machine.platform()));
  }

  private List<Path> manifests() throws IOException {
    try (Stream<Path> files = Files.walk(image.getRoot())) {
      return files.filter(file -> file.getFileName() != null && file.endsWith(FILE)).toList();
    }
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void everyBrowserOfEverybodyFindsTheHostUntilItIsTakenBack(Platform platform) throws IOException {
    SystemInstaller installer = on(platform);
    assertEquals(Optional.empty(), installer.privacy());
    assertEquals(Optional.empty(), installer.hindrance(all(installer), "this"));
    installer.install(all(installer));

    for (BrowserPlace place : BrowserPlace.on(platform)) {
      Installer.Target found = installer.installed(installer.targets(List.of(place))).getFirst();
      JsonNode manifest = ProtocolJson.MAPPER.readTree(Files.readAllBytes(found.manifest()));
      assertEquals(installer.relay().toString(), manifest.path("path").asText());
      assertEquals(
          place.family() == BrowserPlace.Family.FIREFOX, manifest.has("allowed_extensions"));
      assertEquals(platform == Platform.WINDOWS, found.key() != null);
    }
    assertEquals(platform == Platform.WINDOWS ? 2 : all(installer).size(), manifests().size());

    List<String> removed = installer.uninstall(all(installer));

    assertEquals(List.of(), manifests());
    assertEquals(Map.of(), keys);
    assertTrue(removed.size() >= all(installer).size(), removed.toString());
    assertEquals(List.of(), installer.uninstall(all(installer)), "nothing is left to remove");
  }

  @Test
  void everybodyMayReadWhatIsWrittenAndOthersDirectoriesStay() throws IOException {
    SystemInstaller installer = on(Platform.LINUX);
    Path etc = Files.createDirectories(machine.ofSystem("/etc/chromium/policies"));
    installer.install(all(installer));
    Path directory = machine.ofSystem("/etc/opt/chrome/native-messaging-hosts");
    assertEquals(
        "rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
    assertEquals(
        "rw-r--r--",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(FILE))));

    installer.uninstall(all(installer));

    assertFalse(Files.exists(directory.getParent()), "made for it, gone with it");
    assertTrue(Files.exists(etc));
  }

  @Test
  void whoMayNotWriteIsToldWhatToDoInOneLine() throws IOException {
    SystemInstaller linux = on(Platform.LINUX);
    administrator = false;
    String line = linux.hindrance(all(linux), "stillroom install --system").orElseThrow();
    assertTrue(line.endsWith("run as root: stillroom install --system"), line);
    assertEquals(1, line.lines().count());
    administrator = true;
    SystemInstaller windows = on(Platform.WINDOWS);
    administrator = false;
    line = windows.hindrance(all(windows), "stillroom install --system").orElseThrow();
    assertTrue(line.contains("opened as administrator"), line);
  }

  @Test
  void aProgramInAFolderThatIsClosedToOthersIsNotOfferedToThem() throws IOException {
    SystemInstaller installer = on(Platform.LINUX);
    Files.setPosixFilePermissions(image.getParent(), PosixFilePermissions.fromString("rwx------"));
    assertTrue(installer.privacy().orElseThrow().startsWith(image.getParent() + " is closed"));
  }

  @Test
  void anotherStillroomThatIsThereIsLeftAloneAndOneThatIsGoneIsNot() throws IOException {
    SystemInstaller before = on(Platform.LINUX);
    before.install(all(before));
    SystemInstaller after = with(machine.ofSystem("/srv/s/image"));

    assertTrue(after.another(all(after)).orElseThrow().contains(before.relay().toString()));
    assertEquals(List.of(), after.uninstall(all(after)));
    assertEquals(all(before), before.installed(all(before)));

    Files.delete(before.relay());
    assertEquals(Optional.empty(), after.another(all(after)));
    after.install(all(after));
    assertEquals(all(after), after.installed(all(after)));
  }

  @Test
  void oneBrowserAloneCanBeTold() throws IOException {
    SystemInstaller installer = on(Platform.LINUX);
    installer.install(installer.targets(BrowserPlace.named("edge").stream().toList()));
    assertEquals(
        List.of(machine.ofSystem("/etc/opt/edge/native-messaging-hosts").resolve(FILE)),
        manifests());
  }
}
