package dev.stillroom.host.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that people look errors up in, and the places that browsers look in. */
class TroubleshootingTest {

  @Test
  void everyErrorNumberStandsInThePageWithItsName() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/troubleshooting.md")).stream()
            .filter(line -> line.matches("\\| \\d+ \\|.*"))
            .map(line -> line.split("\\|")[1].strip() + " " + line.split("\\|")[2].strip())
            .toList();
    List<String> codes =
        Arrays.stream(ErrorCode.values())
            .map(
                code ->
                    code.number() + " " + code.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .toList();
    assertEquals(codes, rows);
  }

  @Test
  void zenIsServedWhereItReadsAndASnapOfFirefoxCountsAsFirefox(@TempDir Path home)
      throws IOException {
    Surroundings machine = new Surroundings(home, home.resolve(".config"), List.of());
    BrowserPlace zen = BrowserPlace.named("zen").orElseThrow();
    BrowserPlace firefox = BrowserPlace.named("firefox").orElseThrow();
    assertTrue(!zen.isOn(machine) && !firefox.isOn(machine));
    Files.createDirectories(home.resolve(".zen"));
    Files.createDirectories(home.resolve("snap/firefox"));
    assertTrue(zen.isOn(machine) && firefox.isOn(machine));
    assertEquals(
        List.of(
            home.resolve(".mozilla/native-messaging-hosts"),
            home.resolve(".zen/native-messaging-hosts")),
        zen.manifestDirectories(machine));
    assertEquals(
        List.of(home.resolve(".mozilla/native-messaging-hosts")),
        firefox.manifestDirectories(machine));
  }
}
