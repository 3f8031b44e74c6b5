package dev.stillroom.host.engine.handle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.watch.Folders;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadDownloadTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private Path folder;
  private Journal journal;
  private Downloads downloads;
  private ReadDownload handler;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    Path user = Files.createDirectories(directory.toRealPath().resolve("ada"));
    folder = Files.createDirectories(user.resolve("Downloads"));
    Home home = new Home(user.resolve("stillroom"));
    Files.createDirectories(home.directory());
    journal = Journal.open(home.journal());
    downloads = new Downloads(journal, Clock.fixed(NOW, ZoneOffset.UTC));
    handler =
        new ReadDownload(
            downloads, new Folders(new Settings(journal), home, Map.of("HOME", user.toString())));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void aDocumentsTextIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("people.csv"), "name\nZoë\n");
    assertEquals(new Reply.Text("people.csv", "name\nZoë\n", 9), read(file));
  }

  @Test
  void whatIsNoFileIsNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe.txt");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertEquals(ErrorCode.NOT_FOUND, refused(pipe));
    assertEquals(ErrorCode.NOT_FOUND, refused(Files.createDirectory(folder.resolve("a.txt"))));
  }

  @Test
  void moreThanCanBePickedFromIsRefused() throws IOException {
    Path file = folder.resolve("huge.txt");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(8_000_001);
    }
    assertEquals(ErrorCode.INVALID_VALUE, refused(file));
  }

  private ErrorCode refused(Path file) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThrows(RequestFailure.class, () -> read(file)).code());
  }

  private Reply read(Path file) {
    String id = file.getFileName().toString();
    Event.Download event =
        new Event.Download(
            id,
            NOW,
            "s",
            "https://shop.localhost/get",
            "https://shop.localhost/get",
            null,
            null,
            null,
            null,
            -1,
            file.toString());
    downloads.add(event, new Downloads.Found(file, true, "1:" + id, 9, null, null));
    return handler.handle(new Request.ReadDownload(id, 0)).join();
  }
}
