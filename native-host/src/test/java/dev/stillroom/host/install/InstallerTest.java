package dev.stillroom.host.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Platform;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.protocol.ProtocolJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallerTest {

  @TempDir private Path directory;

  private Path person;
  private Surroundings machine;
  private Home home;
  private Installer installer;

  @BeforeEach
  void aPersonWithAMachine() throws IOException {
    person = Files.createDirectories(directory.resolve("a person"));
    machine = new Surroundings(person, person.resolve(".config"), List.of());
    home = new Home(directory.resolve("it's home"));
    installer = new Installer(home, Program.ofClassPath("/lib/a.jar"));
  }

  private List<Installer.Target> found() {
    return BrowserPlace.on(Platform.LINUX).stream()
        .filter(place -> place.isOn(machine))
        .flatMap(place -> installer.targets(place, machine).stream())
        .toList();
  }

  private void hasRun(String browserDirectory) throws IOException {
    Files.createDirectories(person.resolve(browserDirectory));
  }

  @Test
  void onlyBrowsersThatAreThereGetAManifest() throws IOException {
    hasRun(".config/chromium");
    hasRun(".mozilla/firefox");

    installer.install(found());

    try (Stream<Path> files = Files.walk(person)) {
      assertEquals(
          Set.of(
              person.resolve(".config/chromium/NativeMessagingHosts/dev.stillroom.host.json"),
              person.resolve(".mozilla/native-messaging-hosts/dev.stillroom.host.json")),
          Set.copyOf(files.filter(Files::isRegularFile).toList()));
    }
  }

  @Test
  void aProgramOnThePathCountsAsABrowserBeforeItsFirstRun() throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Files.setPosixFilePermissions(
        Files.createFile(bin.resolve("chromium")), PosixFilePermissions.fromString("rwxr-xr-x"));
    machine = new Surroundings(person, person.resolve(".config"), List.of(bin));

    assertEquals(List.of("chromium"), found().stream().map(Installer.Target::browser).toList());
  }

  @Test
  void aManifestAllowsTheExtensionAndNamesTheStartScript() throws IOException {
    hasRun(".config/chromium");
    hasRun(".mozilla/firefox");
    installer.install(found());

    JsonNode chromium = ProtocolJson.MAPPER.readTree(Files.readAllBytes(found().get(0).manifest()));
    assertEquals("dev.stillroom.host", chromium.path("name").asText());
    assertEquals("stdio", chromium.path("type").asText());
    assertEquals(installer.startScript().toString(), chromium.path("path").asText());
    assertEquals(
        "chrome-extension://efoeemcagppcnkgofjcihcpaegdhkljp/",
        chromium.path("allowed_origins").path(0).asText());
    JsonNode firefox = ProtocolJson.MAPPER.readTree(Files.readAllBytes(found().get(1).manifest()));
    assertEquals("stillroom@stillroom.dev", firefox.path("allowed_extensions").path(0).asText());
  }

  @Test
  void theStartScriptIsTheOwnersAloneAndHoldsHomeAndJava() throws IOException {
    hasRun(".config/chromium");
    installer.install(found());

    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(installer.startScript())));
    String script = Files.readString(installer.startScript());
    assertTrue(script.contains("'-Dstillroom.home=" + directory + "/it'\\''s home'"), script);
    assertTrue(script.contains(System.getProperty("java.home") + "/bin/java"), script);
    assertTrue(installer.startScriptIsRight());
  }

  @Test
  void firefoxIsFoundInBothOfItsPlaces() throws IOException {
    hasRun(".config/mozilla/firefox");

    assertEquals(
        List.of(
            person.resolve(".mozilla/native-messaging-hosts"),
            person.resolve(".config/mozilla/native-messaging-hosts")),
        found().stream().map(Installer.Target::directory).toList());
  }

  @Test
  void theStartScriptFollowsAProgramThatWasMovedAndNoOther() throws IOException {
    hasRun(".config/chromium");
    Path before = image("before");
    Path after = image("after");
    new Installer(home, Program.ofImage(before)).install(found());
    Installer moved = new Installer(home, Program.ofImage(after));

    assertFalse(moved.followProgram(), "both are there: the person chose the first");
    Files.move(before, directory.resolve("elsewhere"));
    assertTrue(moved.followProgram());

    assertTrue(moved.startScriptIsRight());
    assertFalse(moved.followProgram());
    assertTrue(moved.isRight(found().getFirst()), "the manifest names the same script");
  }

  private Path image(String name) throws IOException {
    Path image = directory.resolve(name);
    for (String libraries : List.of("host", "distiller")) {
      Files.createDirectories(image.resolve("lib").resolve(libraries));
    }
    Files.createFile(image.resolve("lib/host/native-host-1.jar"));
    return image;
  }

  @Test
  void uninstallRemovesExactlyWhatWasInstalled() throws IOException {
    hasRun(".config/chromium");
    hasRun(".config/vivaldi/NativeMessagingHosts");
    Path others = person.resolve(".config/vivaldi/NativeMessagingHosts/other.json");
    Files.writeString(others, "{}");
    List<Path> before = everything();

    installer.install(found());
    List<String> removed = installer.uninstall(Set.of());

    assertEquals(3, removed.size(), removed.toString());
    assertEquals(before, everything());
    assertFalse(Files.exists(installer.startScript()));
  }

  @Test
  void aManifestThatPointsToAnotherStillroomIsLeftAlone() throws IOException {
    hasRun(".config/chromium");
    installer.install(found());
    Path manifest = found().getFirst().manifest();
    Files.writeString(manifest, "{\"name\":\"dev.stillroom.host\",\"path\":\"/elsewhere\"}");

    installer.uninstall(Set.of());

    assertTrue(Files.exists(manifest));
  }

  @Test
  void oneBrowserCanBeTakenOutAndTheOthersStay() throws IOException {
    hasRun(".config/chromium");
    hasRun(".config/vivaldi");
    installer.install(found());
    Installer.Target vivaldi = found().get(1);

    installer.uninstall(Set.of(vivaldi));

    assertFalse(Files.exists(vivaldi.manifest()));
    assertTrue(installer.isRight(found().getFirst()));
    assertTrue(installer.startScriptIsRight());
    assertEquals(List.of(found().getFirst().manifest()), installer.installed());
  }

  @Test
  void installingTwiceIsTheSameAsOnce() throws IOException {
    hasRun(".config/chromium");
    installer.install(found());
    installer.install(found());

    assertEquals(1, installer.installed().size());
    assertEquals(2, installer.uninstall(Set.of()).size());
  }

  private List<Path> everything() throws IOException {
    try (Stream<Path> files = Files.walk(person)) {
      return files.sorted().toList();
    }
  }
}
