package dev.stillroom.host.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.stillroom.host.home.Platform;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What belongs to the system, on each, by the paths that resolving gives there. */
class SystemFoldersTest {

  private static final Map<Platform, List<String>> REFUSED =
      Map.of(
          Platform.LINUX,
          List.of("/", "/etc", "/usr/share", "/var/log", "/run", "/home", "/media", "/tmp"),
          Platform.MAC,
          List.of(
              "/",
              "/private",
              "/private/etc",
              "/private/var/db",
              "/private/tmp",
              "/System/Library",
              "/Library/Application Support",
              "/Applications",
              "/Users",
              "/Volumes"),
          Platform.WINDOWS,
          List.of(
              "C:\\",
              "E:\\",
              "C:\\Windows\\System32",
              "c:\\program files",
              "C:\\Program Files (x86)\\Office",
              "C:\\ProgramData",
              "C:\\Users",
              "D:\\$RECYCLE.BIN\\S-1",
              "E:\\Win\\System32",
              "E:\\Programs"));

  private static final Map<Platform, List<String>> ALLOWED =
      Map.of(
          Platform.LINUX,
          List.of("/home/ada/Downloads", "/media/ada/Stick", "/run/media/ada/Stick", "/tmp/a"),
          Platform.MAC,
          List.of(
              "/Users/ada/Downloads",
              "/Volumes/Stick",
              "/private/tmp/a",
              "/private/var/folders/xy/T/a"),
          Platform.WINDOWS,
          List.of("C:\\Users\\ada\\Downloads", "D:\\", "D:\\Downloads", "C:\\Windows kits"));

  private static FileSystem files(Platform platform) {
    return Jimfs.newFileSystem(
        switch (platform) {
          case LINUX -> Configuration.unix();
          case MAC -> Configuration.osX();
          case WINDOWS -> Configuration.windows();
        });
  }

  @ParameterizedTest
  @EnumSource
  void whatIsTheSystemsIsRefusedAndWhatIsAPersonsIsNot(Platform platform) throws IOException {
    Map<String, String> environment =
        Map.of("SystemRoot", "E:\\Win", "ProgramFiles", "E:\\Programs", "ProgramData", "?\0");
    SystemFolders system = SystemFolders.of(platform, environment);
    try (FileSystem files = files(platform)) {
      for (String folder : REFUSED.get(platform)) {
        assertTrue(system.refusal(files.getPath(folder)).isPresent(), folder);
      }
      for (String folder : ALLOWED.get(platform)) {
        assertFalse(system.refusal(files.getPath(folder)).isPresent(), folder);
      }
    }
  }

  @Test
  void theReasonTellsAHolderFromTheSystem() throws IOException {
    SystemFolders mac = SystemFolders.of(Platform.MAC, Map.of());
    try (FileSystem files = files(Platform.MAC)) {
      assertEquals("it holds everything", mac.refusal(files.getPath("/Users")).orElseThrow());
      assertEquals(
          "it belongs to the system", mac.refusal(files.getPath("/private/etc")).orElseThrow());
    }
  }
}
