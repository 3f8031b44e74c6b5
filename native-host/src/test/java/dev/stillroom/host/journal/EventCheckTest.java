package dev.stillroom.host.journal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.RequestFailure;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a browser says that a file is, by the rules of the system that it runs on. */
class EventCheckTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C:\\Users\\ada\\Downloads\\photo.webp",
        "D:\\photo.webp",
        "C:\\Users\\Ada Ray\\..a\\b..\\two. parts.pdf",
        "\\\\server\\share\\bills\\bill.pdf"
      })
  void aPathOfWindowsIsOneThere(String path) throws IOException {
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
      assertDoesNotThrow(() -> EventCheck.path(path, windows));
    }
    try (FileSystem unix = Jimfs.newFileSystem(Configuration.unix())) {
      assertThrows(RequestFailure.class, () -> EventCheck.path(path, unix));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Downloads\\photo.webp",
        "C:photo.webp",
        "\\Users\\ada\\photo.webp",
        "/home/ada/photo.webp",
        "C:\\Users\\ada\\..\\bob\\photo.webp",
        "C:\\Users\\ada\\.\\photo.webp",
        "C:/Users/ada/../bob/photo.webp",
        "C:\\Users\\ada\\",
        "C:/Users/ada/",
        "C:\\",
        "C:\\Users\\ada\\photo.webp:stream",
        "C:\\Users\\ada\\a\0b"
      })
  void whatNamesNoFileOfWindowsIsRefused(String path) throws IOException {
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
      refused(path, windows);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Downloads/x", "/home/ada/../bob/x", "/home/./x", "/x/", "/", "C:\\x", "/a\0b"})
  void whatNamesNoFileElsewhereIsRefused(String path) throws IOException {
    try (FileSystem unix = Jimfs.newFileSystem(Configuration.unix())) {
      refused(path, unix);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "482913 is your verification code,false",
    "Your login code: 482913 - Inbox,false",
    "Paid with 4111 1111 1111 1111,false",
    "… is your verification code,true",
    "Inbox (3) - 482913,true"
  })
  void aTitleThatTellsASecretIsNotKept(String title, boolean kept) {
    Instant now = Instant.parse("2026-03-11T10:00:00Z");
    String url = "https://mail.example/";
    String path = Path.of("x").toAbsolutePath().toString();
    Event.Download download =
        new Event.Download("a", now, "s", url, null, null, url, title, null, 1, path);
    Event.Spot spot = new Event.Spot("text", "", List.of());
    Event.Copied copied = new Event.Copied("b", now, "s", url, title, spot, "x", null);
    String expected = kept ? title : null;
    assertEquals(expected, ((Event.Download) EventCheck.checked(download, now)).title());
    assertEquals(expected, ((Event.Copied) EventCheck.checked(copied, now)).title());
  }

  private static void refused(String path, FileSystem files) {
    String message =
        assertThrows(RequestFailure.class, () -> EventCheck.path(path, files)).getMessage();
    assertTrue(message.startsWith("the event's path "), message);
  }
}
