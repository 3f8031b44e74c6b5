package dev.stillroom.host.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desktop's keyring, in a session of its own: GNOME Keyring behind the Secret Service. */
class SecretServiceTest {

  private static final String KEY = "sk-made-up-for-the-keyring-4711";

  @TempDir private Path directory;

  @Test
  void aKeyIsKeptInTheKeyringAndNowhereElse() throws Exception {
    for (String program : List.of("dbus-run-session", "gnome-keyring-daemon")) {
      assumeTrue(
          Stream.of(System.getenv("PATH").split(":"))
              .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
          () -> "there is no " + program + " here: apt-get install dbus gnome-keyring");
    }
    Path home = Files.createDirectories(directory.resolve("home"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    // The keyring is made and unlocked with a password from the standard input.
    String script =
        "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
            + " && exec \"$@\"";
    ProcessBuilder builder =
        new ProcessBuilder(
            "dbus-run-session",
            "--",
            "sh",
            "-c",
            script,
            "session",
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            KeyringProbe.class.getName(),
            home.toString(),
            KEY);
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("XDG_DATA_HOME", directory.resolve("data").toString());
    builder.environment().put("XDG_RUNTIME_DIR", directory.toString());
    Path errors = directory.resolve("errors");
    Process session = builder.redirectError(errors.toFile()).start();
    session.getOutputStream().close();
    String said = new String(session.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(session.waitFor(60, TimeUnit.SECONDS));
    assumeTrue(
        !Files.readString(errors).contains("libsecret-1.so.0: cannot open"),
        "libsecret is not installed: apt-get install libsecret-1-0");
    assertEquals(
        "the system's keyring|true|true|true|true|none",
        said.strip(),
        () -> "the session said: " + read(errors));
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(read(file).contains(KEY), file + " has the key");
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
