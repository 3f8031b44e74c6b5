package dev.stillroom.installers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.home.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What would be built on systems that are not here. */
class EverySystemTest {

  private static final Path IMAGE = Path.of("/build/image");

  private static List<String> command(String type, String version) {
    return PackageCommand.of(
        type, version, IMAGE, Path.of("/LICENSE"), Path.of("/resources"), Path.of("/out"));
  }

  @ParameterizedTest
  @CsvSource({
    "deb, 0.1.0, --linux-deb-maintainer, packages@stillroom.dev",
    "rpm, 0.1.0, --linux-rpm-license-type, Apache-2.0",
    "msi, 0.1.0, --win-upgrade-uuid, 6c2f4bb0-36bd-4f0e-9a55-0d8e0f3b7a21",
    "dmg, 1.0.1000, --mac-package-identifier, dev.stillroom",
    "pkg, 1.0.1000, --mac-package-identifier, dev.stillroom"
  })
  void eachKindIsToldWhatItAloneNeedsAndWhatAllNeed(
      String type, String number, String option, String value) {
    List<String> line = command(type, "0.1.0-SNAPSHOT");
    assertEquals(value, after(line, option));
    assertEquals(type, after(line, "--type"));
    assertEquals(number, after(line, "--app-version"));
    assertEquals(IMAGE.toString(), after(line, "--app-image"));
    assertEquals("/resources", after(line, "--resource-dir"));
    for (String other : List.of("--linux-", "--win-", "--mac-")) {
      boolean own = option.startsWith(other);
      assertEquals(own, line.stream().anyMatch(word -> word.startsWith(other)), other + line);
    }
  }

  @Test
  void onMacsEveryLaterVersionHasAHigherNumber() {
    assertEquals("1.0.0", PackageCommand.number("pkg", "0.0.0"));
    assertEquals("1.0.12", PackageCommand.number("pkg", "0.0.12"));
    assertEquals("1.0.2003", PackageCommand.number("dmg", "0.2.3"));
    assertEquals("1.1.0", PackageCommand.number("dmg", "1.1.0"));
    assertEquals("0.2.3", PackageCommand.number("msi", "0.2.3-rc1"));
  }

  @Test
  void theMenusLauncherConnectsTheBrowsersWithTheImagesOwnJars() {
    List<String> line =
        PackageCommand.launcher("msi", "0.1.0", Path.of("/r"), Path.of("/i"), Path.of("/o"));
    assertEquals("install", after(line, "--arguments"));
    assertTrue(line.contains("--win-console"), "what it says is seen");
    String settings =
        LauncherSettings.with(
            "[Application]\napp.classpath=$APPDIR/main.jar\napp.mainclass=A\n",
            "image",
            List.of("lib/host/a.jar", "lib/host/b.jar"));
    assertEquals(
        "[Application]\napp.classpath=$ROOTDIR/image/lib/host/a.jar\n"
            + "app.classpath=$ROOTDIR/image/lib/host/b.jar\napp.mainclass=A\n",
        settings);
  }

  @ParameterizedTest
  @CsvSource({
    "deb, /opt/stillroom/lib/image/bin/relay",
    "rpm, /opt/stillroom/lib/image/bin/relay",
    "pkg, /Applications/stillroom.app/Contents/own/image/bin/relay",
    "msi, C:\\Program Files\\stillroom\\image\\bin\\relay.bat"
  })
  void browsersStartTheScriptInTheInstalledImage(String type, String relay) {
    assertEquals(relay, Layout.of(type).relay());
  }

  @Test
  void theScriptsFindImageAndJavaFromWhereTheyStand() throws Exception {
    Path image = Path.of("/build/lib/image");
    Path java = Path.of("/build/lib/runtime/bin/java");
    List<String> words =
        List.of(java.toString(), "-Da=/build/lib/image/x", "-Dstillroom.home=/", "-cp", "a$b", "M");
    String shell = new Launcher(Platform.LINUX, image, java).text("relay", words);
    assertTrue(shell.contains("java=\"${image%/*}/runtime/bin/java\""), shell);
    assertTrue(shell.contains("\"-Da=$image/x\"") && shell.contains("\"a\\$b\""), shell);
    assertFalse(shell.contains("/build/"), shell);
    assertFalse(shell.contains("stillroom.home"), shell);

    Launcher windows = new Launcher(Platform.WINDOWS, image, java);
    assertEquals("relay.bat", windows.file("relay"));
    String batch = windows.text("relay", words);
    assertTrue(batch.contains("for %%I in (\"%~dp0..\") do set \"image=%%~fI\"\r\n"), batch);
    assertTrue(
        batch.contains(
            "\"%image%\\..\\runtime\\bin\\java\" \"-Da=%image%/x\" \"-cp\" \"a$b\" \"M\" %*\r\n"),
        batch);
    assertFalse(batch.contains("/build/"), batch);
  }

  @ParameterizedTest
  @EnumSource(Platform.class)
  void theNativeLibrariesOfEverySystemAreInTheJars(Platform platform) throws IOException {
    Path libraries = Path.of("../native-host/target/lib");
    for (boolean arm : new boolean[] {false, true}) {
      List<Natives.Native> natives = Natives.of(platform, arm);
      assertTrue(natives.size() >= 2, "the journal's and JNA's at least");
      for (Natives.Native wanted : natives) {
        Path jar =
            Mirror.list(libraries).stream()
                .filter(file -> file.getFileName().toString().startsWith(wanted.jar()))
                .findFirst()
                .orElseThrow();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
          assertTrue(zip.getEntry(wanted.entry()) != null, wanted.toString());
        }
      }
    }
  }

  @Test
  void thePackagesScriptsAreSoundForTheirShell() throws Exception {
    for (Path script :
        List.of(
            Path.of("src/main/package/linux/preinst"),
            Path.of("src/main/package/linux/postinst"),
            Path.of("src/main/package/linux/prerm"),
            Path.of("src/main/package/linux/postrm"),
            Path.of("src/main/package/mac/preinstall"),
            Path.of("src/main/package/mac/postinstall"),
            Path.of("try-packages"))) {
      String shell = Files.readAllLines(script).getFirst().contains("bash") ? "bash" : "sh";
      Process check =
          new ProcessBuilder(shell, "-n", script.toString()).redirectErrorStream(true).start();
      String said = new String(check.getInputStream().readAllBytes());
      assertEquals(0, check.waitFor(), script + ": " + said);
    }
  }

  private static String after(List<String> line, String option) {
    int at = line.indexOf(option);
    return at < 0 ? null : line.get(at + 1);
  }
}
