package dev.stillroom.host.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeDirectoryTest {

  @TempDir Path directory;

  private final Home home = new Home(Path.of("/home/someone/.local/share/stillroom"));

  @Test
  void theRunTimeDirectoryIsPreferred() throws IOException {
    Path socket = RuntimeDirectory.socket(home, directory.toString(), Path.of("/nowhere"));
    assertEquals(directory.resolve("stillroom"), socket.getParent());
    assertEquals("rwx------", mode(socket.getParent()));
  }

  @Test
  void withoutOneAShortPathOfThePersonsOwnIsMade() throws IOException {
    for (String runtime : new String[] {null, "", "relative", "/nowhere/at/all"}) {
      Path socket = RuntimeDirectory.socket(home, runtime, directory);
      assertEquals(directory, socket.getParent().getParent());
      assertEquals("rwx------", mode(socket.getParent()));
    }
  }

  @Test
  void aRunTimeDirectoryTooLongForASocketIsNotUsed() throws IOException {
    Path deep = directory.resolve("d".repeat(80));
    Files.createDirectory(deep);
    Path socket = RuntimeDirectory.socket(home, deep.toString(), directory);
    assertEquals(directory, socket.getParent().getParent());
    assertTrue(socket.toString().length() <= RuntimeDirectory.MAX_BYTES);
  }

  @Test
  void eachHomeHasItsOwnSocketHoweverLongItsPath() throws IOException {
    Home other = new Home(Path.of("/home/someone/" + "x".repeat(300)));
    Path one = RuntimeDirectory.socket(home, null, directory);
    Path two = RuntimeDirectory.socket(other, null, directory);
    assertNotEquals(one, two);
    assertEquals(one, RuntimeDirectory.socket(home, null, directory));
  }

  @Test
  void aHomeReachedThroughALinkIsTheSameHome() throws IOException {
    Path real = Files.createDirectory(directory.resolve("real"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), real);
    assertEquals(
        RuntimeDirectory.socket(new Home(real), null, directory),
        RuntimeDirectory.socket(new Home(link), null, directory));
  }

  @Test
  void aDirectoryOthersCanEnterIsRefused() throws IOException {
    Path socket = RuntimeDirectory.socket(home, null, directory);
    Files.setPosixFilePermissions(socket.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
    assertRefused();
  }

  @Test
  void aLinkInItsPlaceIsRefused() throws IOException {
    Path socket = RuntimeDirectory.socket(home, null, directory);
    Path elsewhere = Files.move(socket.getParent(), directory.resolve("elsewhere"));
    Files.createSymbolicLink(socket.getParent(), elsewhere);
    assertRefused();
  }

  @Test
  void aFileInItsPlaceIsRefused() throws IOException {
    Path socket = RuntimeDirectory.socket(home, null, directory);
    Files.delete(socket.getParent());
    Files.createFile(
        socket.getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    assertRefused();
  }

  @Test
  void onlyStillroomsOwnExtensionsMayCall() {
    String id = ExtensionIds.CHROMIUM.iterator().next();
    assertTrue(ExtensionIds.caller("chrome-extension://" + id + "/").isPresent());
    assertTrue(ExtensionIds.caller("/some/manifest.json", ExtensionIds.FIREFOX).isPresent());
    assertFalse(ExtensionIds.caller().isPresent());
    assertFalse(ExtensionIds.caller("chrome-extension://" + id).isPresent());
    assertFalse(ExtensionIds.caller("chrome-extension://" + id + "/x/").isPresent());
    assertFalse(ExtensionIds.caller("chrome-extension://" + "a".repeat(32) + "/").isPresent());
    assertFalse(ExtensionIds.caller("/some/manifest.json", "other@example.org").isPresent());
  }

  private void assertRefused() {
    IOException refused =
        assertThrows(IOException.class, () -> RuntimeDirectory.socket(home, null, directory));
    assertTrue(refused.getMessage().contains("0700"), refused.getMessage());
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
