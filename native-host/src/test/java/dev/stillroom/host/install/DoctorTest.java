package dev.stillroom.host.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.runtime.encoder.EncoderFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  @TempDir private Path directory;

  private Path image;
  private Path library;
  private Surroundings machine;
  private Home home;
  private Program program;
  private boolean encoderFails;

  @BeforeEach
  void everythingIsRight() throws IOException {
    image = directory.resolve("image");
    for (String file :
        List.of(
            "lib/host/native-host-1.jar",
            "lib/distiller/distiller-1.jar",
            "bin/stillroom",
            "native/" + System.mapLibraryName("sqlitejdbc"),
            "native/" + System.mapLibraryName("jnidispatch"),
            "encoder/model.ort",
            "extension/chromium/manifest.json",
            "extension/firefox/manifest.json")) {
      Files.createDirectories(image.resolve(file).getParent());
      Files.writeString(image.resolve(file), file);
    }
    library = Files.writeString(directory.resolve("libvips"), "libjpeg.so libspng.so libwebp.so");
    Path person = Files.createDirectories(directory.resolve("person"));
    Files.createDirectories(person.resolve(".config/chromium"));
    machine =
        new Surroundings(person, person.resolve(".config"), List.of())
            .withSystem(directory.resolve("system"));
    home = new Home(directory.resolve("home"));
    program = Program.ofImage(image);
    cache("relay", program.relay(home));
    cache("engine", program.engine(home));
    cache("command", program.command(home));
    cache("convert", program.hostWorker(home));
    cache("distill", program.distillerWorker(home));
    installer().install(targets());
  }

  private void cache(String name, List<String> line) throws IOException {
    Path file = image.resolve("aot").resolve(name + ".aot");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "cache");
    Files.writeString(CacheKey.fileOf(file), CacheKey.of(line));
  }

  private Installer installer() {
    return new Installer(home, Program.ofImage(image));
  }

  private List<Installer.Target> targets() {
    return installer().targets(BrowserPlace.named("chromium").orElseThrow(), machine);
  }

  private List<Finding> faults(Optional<Path> pictures) throws IOException {
    return new Doctor(home, program, machine, pictures, directory -> encoder())
        .look(false).stream().filter(finding -> finding.state() == Finding.State.WRONG).toList();
  }

  private String encoder() {
    if (encoderFails) {
      throw new EncoderFailure("the encoder cannot be used: there is no file", null);
    }
    return "an encoder";
  }

  private void assertOneFault(String what) throws IOException {
    assertOneFault(what, Optional.of(library));
  }

  private void assertOneFault(String what, Optional<Path> pictures) throws IOException {
    List<Finding> faults = faults(pictures);
    assertEquals(List.of(what), faults.stream().map(Finding::what).toList(), faults.toString());
    assertNotNull(faults.getFirst().remedy());
  }

  @Test
  void nothingIsWrongWhereEverythingIsRight() throws IOException {
    assertEquals(List.of(), faults(Optional.of(library)));
  }

  @Test
  void aMissingExtensionIsFound() throws IOException {
    Files.delete(image.resolve("extension/firefox/manifest.json"));
    assertOneFault("extension firefox");
  }

  @Test
  void aMissingNativeLibraryIsFound() throws IOException {
    Files.delete(image.resolve("native").resolve(System.mapLibraryName("jnidispatch")));
    assertOneFault("native jnidispatch");
  }

  @Test
  void anEncoderThatCannotReadIsFound() throws IOException {
    encoderFails = true;
    assertOneFault("encoder");
  }

  @Test
  void aMissingCacheIsFound() throws IOException {
    Files.delete(image.resolve("aot/distill.aot"));
    assertOneFault("cache distill.aot");
  }

  @Test
  void aCacheOfAnOlderJarIsFound() throws IOException {
    Files.writeString(image.resolve("lib/distiller/distiller-1.jar"), "changed");
    assertOneFault("cache distill.aot");
  }

  @Test
  void aMissingPictureLibraryIsFound() throws IOException {
    assertOneFault("pictures", Optional.empty());
  }

  @Test
  void aPictureLibraryWithoutWebpIsFound() throws IOException {
    Files.writeString(library, "libjpeg.so libspng.so");
    assertOneFault("pictures");
  }

  @Test
  void aMissingManifestIsFound() throws IOException {
    Files.delete(targets().getFirst().manifest());
    assertOneFault("manifest chromium");
  }

  @Test
  void aManifestOfAnotherHomeIsFound() throws IOException {
    Path manifest = targets().getFirst().manifest();
    Files.writeString(manifest, Files.readString(manifest).replace("/home/", "/other/"));
    assertOneFault("manifest chromium");
  }

  @Test
  void aStartScriptOfAnotherBuildIsFound() throws IOException {
    Files.writeString(installer().startScript(), "#!/bin/sh\nexec java\n");
    assertOneFault("start script");
  }

  @Test
  void aManifestForAllUsersIsEnoughAndOneWhoseProgramIsGoneIsFound() throws IOException {
    Files.delete(targets().getFirst().manifest());
    Path forAll =
        directory.resolve("system/etc/chromium/native-messaging-hosts/dev.stillroom.host.json");
    Files.createDirectories(forAll.getParent());
    Path relay = Files.writeString(image.resolve("bin/relay"), "");
    Files.write(forAll, HostManifest.content(BrowserPlace.Family.CHROMIUM, relay.toString()));
    assertEquals(List.of(), faults(Optional.of(library)));

    installer().install(targets());
    Files.write(forAll, HostManifest.content(BrowserPlace.Family.CHROMIUM, "/gone/bin/relay"));
    assertOneFault("manifest for all users");
  }

  @Test
  void aHomeThatIsNoDirectoryIsFound() throws IOException {
    home = new Home(Files.writeString(directory.resolve("file"), ""));
    assertTrue(
        faults(Optional.of(library)).stream().anyMatch(fault -> fault.what().equals("home")));
  }

  @Test
  void aMachineWithoutABrowserIsFound() throws IOException {
    machine =
        new Surroundings(directory.resolve("nobody"), directory.resolve("none"), List.of())
            .withSystem(directory.resolve("system"));
    assertOneFault("browsers");
  }

  @Test
  void theEncoderIsAPartThatNeedNotBeInstalled() throws IOException {
    Files.delete(image.resolve("encoder/model.ort"));
    Files.delete(image.resolve("encoder"));
    encoderFails = true;

    assertEquals(List.of(), faults(Optional.of(library)));
  }

  @Test
  void aCacheMadeInOnePlaceIsUsedInAnother() throws IOException {
    Path moved = directory.resolve("opt/elsewhere");
    Files.createDirectories(moved.getParent());
    Path cache = Path.of("aot/relay.aot");
    assertTrue(CacheKey.fits(image.resolve(cache), program.relay(home)));

    Files.move(image, moved);

    assertTrue(CacheKey.fits(moved.resolve(cache), Program.ofImage(moved).relay(home)));
    Files.writeString(moved.resolve("lib/host/native-host-1.jar"), "another build");
    assertFalse(CacheKey.fits(moved.resolve(cache), Program.ofImage(moved).relay(home)));
  }

  @Test
  void aBrowserInASandboxIsNamedWithWhatWorksInstead() throws IOException {
    Files.createDirectories(machine.userHome().resolve(".var/app/org.mozilla.firefox"));
    Files.createDirectories(machine.userHome().resolve("snap/chromium"));
    List<Finding> named =
        new Doctor(home, program, machine, Optional.of(library), directory -> encoder())
            .look(false).stream().filter(finding -> finding.what().startsWith("browser ")).toList();
    assertEquals(
        List.of("browser org.mozilla.firefox (Flatpak)", "browser chromium (Snap)"),
        named.stream().map(Finding::what).toList());
    named.forEach(finding -> assertEquals(Finding.State.ABSENT, finding.state()));
    assertEquals(List.of(), faults(Optional.of(library)));
  }
}
