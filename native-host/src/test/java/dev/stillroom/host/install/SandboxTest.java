package dev.stillroom.host.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Platform;
import dev.stillroom.host.home.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Browsers as Flatpaks and Snaps, in homes of their own; no sandbox is needed to write for one. */
class SandboxTest {

  private static final String APP = ".var/app/org.mozilla.firefox";

  @TempDir private Path directory;

  private Path person;
  private Surroundings machine;
  private Home home;
  private Program program;
  private Installer installer;
  private Sandbox firefox;

  @BeforeEach
  void aPersonWhoseFirefoxIsAFlatpak() throws IOException {
    person = Files.createDirectories(directory.resolve("a person"));
    machine =
        new Surroundings(person, person.resolve(".config"), List.of())
            .withSystem(directory.resolve("system"));
    Files.createDirectories(person.resolve(APP));
    home = new Home(directory.resolve("it's home"));
    program = Program.ofClassPath("/lib/a.jar");
    installer = new Installer(home, program);
    firefox = Sandbox.named("firefox-flatpak").orElseThrow();
  }

  private Finding said() {
    return new BrowserCheck(home, program, machine)
        .look().stream()
            .filter(finding -> finding.what().equals("browser org.mozilla.firefox (Flatpak)"))
            .findFirst()
            .orElseThrow();
  }

  private void permit(String file) throws IOException {
    Path overrides = person.resolve(".local/share/flatpak/overrides");
    Files.createDirectories(overrides);
    Files.writeString(
        overrides.resolve(file), "[Session Bus Policy]\norg.freedesktop.Flatpak=talk\n");
  }

  @Test
  void nothingIsWrittenForAFlatpakThatWasNotNamed() {
    assertEquals(
        List.of(),
        BrowserPlace.on(Platform.LINUX).stream().filter(place -> place.isOn(machine)).toList());
    assertEquals(Finding.State.ABSENT, said().state());
    assertTrue(said().detail().contains("--browser firefox-flatpak"), said().detail());
  }

  @Test
  void eachFlatpakLooksWithinItsOwnFolder() {
    for (String name : Sandbox.names()) {
      Sandbox sandbox = Sandbox.named(name).orElseThrow();
      assertEquals(sandbox.family(), sandbox.plain().family(), name);
      Path manifests = sandbox.target(machine).directory();
      assertTrue(manifests.startsWith(person.resolve(".var/app").resolve(sandbox.id())), name);
    }
    assertEquals(
        person.resolve(APP + "/.mozilla/native-messaging-hosts"),
        firefox.target(machine).directory());
    assertEquals(
        person.resolve(
            ".var/app/com.brave.Browser/config/BraveSoftware/Brave-Browser/NativeMessagingHosts"),
        Sandbox.named("brave-flatpak").orElseThrow().target(machine).directory());
  }

  @Test
  void theDoctorSaysTheOneThingThatIsMissingAtEachStep() throws IOException {
    installer.install(List.of(firefox.target(machine)));
    assertEquals(Finding.State.WRONG, said().state());
    assertEquals(
        "run: flatpak override --user --talk-name=org.freedesktop.Flatpak org.mozilla.firefox"
            + " (it may start any program of yours then)",
        said().remedy());

    permit("com.example.Other");
    assertEquals(Finding.State.WRONG, said().state(), "that was another program's");
    permit("org.mozilla.firefox");
    assertEquals(Finding.State.RIGHT, said().state());
    Files.delete(person.resolve(".local/share/flatpak/overrides/org.mozilla.firefox"));
    permit("global");
    assertEquals(Finding.State.RIGHT, said().state());

    Path within = firefox.target(machine).directory().resolve("dev.stillroom.host.sh");
    Files.writeString(within, "#!/bin/sh\n");
    assertEquals("run: stillroom install --browser firefox-flatpak", said().remedy());
  }

  /** With a stand-in for what every Flatpak has, which starts what it is told outside. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatTheBrowserStartsWithinStartsTheHostOutsideWithAllThatItWasGiven() throws Exception {
    installer.install(List.of(firefox.target(machine)));
    program(
        directory.resolve("bin/flatpak-spawn"),
        "#!/bin/sh\n[ \"$1 $2 $3\" = '--host --watch-bus --directory=/' ] || exit 9\n"
            + "shift 3\nexec \"$@\"\n");
    program(installer.startScript(), "#!/bin/sh\nprintf '%s|' \"$@\"\ncat\n");
    Path manifest = firefox.target(machine).manifest();
    Path within = HostManifest.startScript(manifest).orElseThrow();
    assertTrue(within.startsWith(person.resolve(APP)), "the sandbox sees nothing else");

    ProcessBuilder builder =
        new ProcessBuilder(within.toString(), manifest.toString(), "an id")
            .redirectErrorStream(true);
    builder.environment().put("PATH", directory.resolve("bin") + ":/usr/bin:/bin");
    Process process = builder.start();
    process.getOutputStream().write("frames".getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(0, process.waitFor(), answer);
    assertEquals(manifest + "|an id|frames", answer);
  }

  @Test
  void uninstallTakesBackWhatWasWrittenWithinAndNothingElse() throws IOException {
    Path own = Files.createDirectories(person.resolve(APP + "/.mozilla/firefox"));
    List<Path> before = everything();
    installer.install(List.of(firefox.target(machine)));
    assertNotEquals(before, everything());

    installer.uninstall(Set.of());

    assertEquals(before, everything());
    assertTrue(Files.exists(own));
  }

  @Test
  void aSnapHasNoWayAndSaysSo() throws IOException {
    Files.createDirectories(person.resolve("snap/chromium"));
    Finding snap =
        new BrowserCheck(home, program, machine)
            .look().stream()
                .filter(finding -> finding.what().equals("browser chromium (Snap)"))
                .findFirst()
                .orElseThrow();
    assertEquals(Finding.State.ABSENT, snap.state());
    assertTrue(snap.detail().contains("own package"), snap.detail());
    assertFalse(Sandbox.names().contains("chromium-snap"));
  }

  private static void program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private List<Path> everything() throws IOException {
    try (Stream<Path> files = Files.walk(person)) {
      return files.sorted().toList();
    }
  }
}
