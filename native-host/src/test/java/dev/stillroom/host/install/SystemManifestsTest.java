package dev.stillroom.host.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.home.Platform;
import dev.stillroom.host.protocol.ProtocolJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SystemManifestsTest {

  @TempDir private Path directory;

  private static Map<String, byte[]> files(Platform platform, String hosts) throws IOException {
    return SystemManifests.of(platform, "/opt/s/relay", "/opt/s", hosts, "/opt/s/image");
  }

  @Test
  void bothFamiliesAreTold() throws IOException {
    Map<String, byte[]> files = files(Platform.LINUX, "/opt/s/hosts");
    for (String name : List.of("chromium.json", "firefox.json")) {
      JsonNode manifest = ProtocolJson.MAPPER.readTree(files.get(name));
      assertEquals("/opt/s/relay", manifest.path("path").asText());
    }
  }

  /** The script with every directory of the system below one of our own. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theScriptPutsManifestsWhereBrowsersLookAndTakesThemAway() throws Exception {
    for (Platform platform : List.of(Platform.LINUX, Platform.MAC)) {
      Path root = Files.createDirectories(directory.resolve(platform + " root"));
      Path hosts = Files.createDirectories(root.resolve("our hosts"));
      for (Map.Entry<String, byte[]> file : files(platform, hosts.toString()).entrySet()) {
        Files.write(hosts.resolve(file.getKey()), file.getValue());
      }
      Path script = hosts.resolve("for-all-users");
      String text = Files.readString(script);
      for (String top : List.of("/etc/", "/usr/", "/Library/")) {
        text = text.replaceAll("(?m)^" + top, root + top);
      }
      Files.writeString(script, text);

      assertEquals(0, run(script, "add"));

      for (BrowserPlace.Family family : BrowserPlace.Family.values()) {
        for (String place : BrowserPlace.forAll(platform, family)) {
          Path manifest = Path.of(root + place, HostManifest.FILE_NAME);
          assertEquals("/opt/s/relay", HostManifest.startScript(manifest).orElseThrow().toString());
        }
      }
      Path command =
          Path.of(root + (platform == Platform.MAC ? "/usr/local/bin" : "/usr/bin"), "stillroom");
      assertEquals("/opt/s/image/bin/stillroom", Files.readSymbolicLink(command).toString());
      Path foreign =
          Path.of(
                  root
                      + BrowserPlace.forAll(platform, BrowserPlace.Family.FIREFOX)
                          .iterator()
                          .next())
              .resolve("other.json");
      Files.writeString(foreign, "{}");

      assertEquals(0, run(script, "remove"));

      assertTrue(Files.exists(foreign), "another program's");
      assertFalse(Files.exists(command));
      try (var left = Files.walk(root)) {
        assertEquals(
            List.of(),
            left.filter(file -> file.endsWith(HostManifest.FILE_NAME)).toList(),
            platform.toString());
      }
      assertEquals(2, run(script, "anything"));
    }
  }

  @Test
  void windowsKeysForAllUsersNameTheFamilysManifest() throws IOException {
    String keys =
        new String(
            files(Platform.WINDOWS, "C:\\Program Files\\s\\hosts").get("for-all-users.reg"),
            StandardCharsets.UTF_8);
    assertTrue(
        keys.contains(
            "[HKEY_LOCAL_MACHINE\\Software\\Microsoft\\Edge\\NativeMessagingHosts\\dev.stillroom.host]\r\n"
                + "@=\"C:\\\\Program Files\\\\s\\\\hosts\\\\chromium.json\"\r\n"),
        keys);
    assertTrue(
        keys.contains(
            "\\Software\\Mozilla\\NativeMessagingHosts\\dev.stillroom.host]\r\n@=\"C:\\\\Program Files\\\\s\\\\hosts\\\\firefox.json\""),
        keys);
  }

  private static int run(Path script, String word) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", script.toString(), word).redirectErrorStream(true).start();
    process.getInputStream().transferTo(System.err);
    return process.waitFor();
  }
}
