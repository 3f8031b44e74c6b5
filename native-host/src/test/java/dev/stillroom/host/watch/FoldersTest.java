package dev.stillroom.host.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.RequestFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldersTest {

  @TempDir Path directory;
  private Path user;
  private Path allowed;
  private Journal journal;
  private Folders folders;

  @BeforeEach
  void open() throws IOException {
    user = Files.createDirectories(directory.toRealPath().resolve("ada"));
    allowed = Files.createDirectories(user.resolve("Downloads"));
    Home home = new Home(user.resolve("stillroom"));
    Files.createDirectories(home.directory());
    journal = Journal.open(home.journal());
    folders = new Folders(new Settings(journal), home, Map.of("HOME", user.toString()));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void theDownloadFolderIsAllowedAtFirst() {
    assertEquals(List.of(allowed), folders.allowed());
    assertTrue(folders.place(allowed + "/photo.webp").allowed());
    assertTrue(folders.place(allowed + "//sub/../photo.webp").allowed());
  }

  @Test
  void theDesktopsOwnSettingIsRead() throws IOException {
    Path other = Files.createDirectories(user.resolve("Herunterladen"));
    Files.createDirectories(user.resolve(".config"));
    Files.writeString(
        user.resolve(".config/user-dirs.dirs"), "XDG_DOWNLOAD_DIR=\"$HOME/Herunterladen\"\n");
    assertEquals(List.of(other), folders.allowed());
    Files.writeString(user.resolve(".config/user-dirs.dirs"), "XDG_DOWNLOAD_DIR=\"$HOME/\"\n");
    assertEquals(List.of(allowed), folders.allowed());
  }

  @Test
  void whatLeadsElsewhereIsNotWithin() throws IOException {
    Path secret = Files.writeString(user.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(allowed.resolve("link.txt"), secret);
    Files.createSymbolicLink(allowed.resolve("up"), user);
    Files.createSymbolicLink(allowed.resolve("nowhere"), user.resolve("not-there"));
    Files.createDirectories(user.resolve("Downloads2"));
    for (String path :
        List.of(
            "Downloads/link.txt",
            "Downloads/up/secret.txt",
            "Downloads/up/new.txt",
            "Downloads/nowhere",
            "Downloads/../secret.txt",
            "Downloads2/x.txt",
            "downloads/x.txt",
            "Downloads")) {
      assertFalse(folders.place(user + "/" + path).allowed(), path);
      RequestFailure failure =
          assertThrows(RequestFailure.class, () -> folders.require(Path.of(user + "/" + path)));
      assertEquals(ErrorCode.OUTSIDE_ALLOWED_FOLDERS, failure.code());
    }
  }

  @Test
  void aLinkedDownloadFolderIsTheFolderItLeadsTo() throws IOException {
    Path disk = Files.createDirectories(directory.toRealPath().resolve("disk"));
    Files.delete(allowed);
    Files.createSymbolicLink(allowed, disk);
    assertEquals(List.of(disk), folders.allowed());
    assertTrue(folders.place(allowed.resolve("photo.webp")).allowed());
    assertEquals(disk.resolve("photo.webp"), folders.place(allowed.resolve("photo.webp")).path());
  }

  @Test
  void anotherFolderIsAllowedBesidesTheFirst() throws IOException {
    Path pictures = Files.createDirectories(user.resolve("Pictures"));
    assertEquals(pictures, folders.allow(pictures + "/"));
    folders.allow(pictures.toString());
    assertEquals(List.of(allowed, pictures), folders.allowed());
    assertTrue(folders.place(pictures.resolve("a.png")).allowed());
  }

  @Test
  void everyFolderCanBeTakenBackTheLastOneToo() throws IOException {
    Path pictures = Files.createDirectories(user.resolve("Pictures"));
    folders.allow(pictures.toString());
    folders.disallow(pictures + "/");
    assertEquals(List.of(allowed), folders.allowed());
    assertFalse(folders.place(pictures.resolve("a.png")).allowed());
    folders.disallow(allowed.toString());
    assertEquals(List.of(), folders.allowed());
    folders.disallow(pictures.toString());
    assertEquals(List.of(), folders.allowed(), "what is not allowed stays so");
  }

  @Test
  void aFolderThatIsNotThereNowIsKeptAndCanBeTakenBack() throws IOException {
    Path disk = Files.createDirectories(user.resolve("Disk"));
    Path other = Files.createDirectories(user.resolve("Other"));
    folders.allow(disk.toString());
    folders.allow(other.toString());
    Files.delete(disk);
    folders.disallow(other.toString());
    folders.allow(other.toString());
    Files.createDirectory(disk);
    assertEquals(List.of(allowed, disk, other), folders.allowed(), "not dropped meanwhile");
    Files.delete(disk);
    folders.disallow(disk.toString());
    Files.createDirectory(disk);
    assertEquals(List.of(allowed, other), folders.allowed(), "taken back while it was away");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/home", "/etc", "/usr/share", "/tmp", "/proc", "/var", "/var/lib"})
  void systemFoldersAreNeverAllowed(String folder) {
    RequestFailure failure = assertThrows(RequestFailure.class, () -> folders.allow(folder));
    assertEquals(ErrorCode.NOT_ALLOWED, failure.code());
  }

  @Test
  void theHomeWhatHoldsItHiddenAndOwnFoldersAreNeverAllowed() throws IOException {
    Files.createDirectories(user.resolve(".ssh"));
    Files.createDirectories(user.resolve("Pictures/.private"));
    Files.createSymbolicLink(user.resolve("innocent"), user.resolve(".ssh"));
    for (Path folder :
        List.of(
            user,
            user.getParent(),
            user.resolve(".ssh"),
            user.resolve("Pictures/.private"),
            user.resolve("innocent"),
            user.resolve("stillroom"))) {
      RequestFailure failure =
          assertThrows(RequestFailure.class, () -> folders.allow(folder.toString()));
      assertEquals(ErrorCode.NOT_ALLOWED, failure.code(), folder.toString());
    }
  }

  @Test
  void whatIsNoFolderIsRefusedWithItsName() {
    for (String folder : List.of("Downloads", "", "/no/such/folder", "a\0b")) {
      assertEquals(
          ErrorCode.INVALID_VALUE,
          assertThrows(RequestFailure.class, () -> folders.allow(folder)).code());
    }
  }
}
