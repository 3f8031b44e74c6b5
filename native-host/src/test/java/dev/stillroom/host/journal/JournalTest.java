package dev.stillroom.host.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.Event;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  @TempDir Path home;

  @Test
  void aJournalOfTheFirstVersionOpensWithWhatIsInIt() throws SQLException, IOException {
    Path file = home.resolve("journal.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        InputStream first = Journal.class.getResourceAsStream("001_first.sql")) {
      statement.executeUpdate(new String(first.readAllBytes(), StandardCharsets.UTF_8));
      statement.executeUpdate("PRAGMA user_version=1");
      statement.executeUpdate("INSERT INTO setting VALUES ('stopped', 'true')");
    }
    try (Journal journal = Journal.open(file)) {
      assertTrue(new Settings(journal).stopped());
    }
  }

  @Test
  void aJournalOfANewerStillroomIsRefusedAndLeftAsItIs() throws IOException {
    Path file = home.resolve("journal.db");
    try (Journal journal = Journal.open(file)) {
      journal.execute("PRAGMA user_version=99");
    }
    byte[] before = Files.readAllBytes(file);
    JournalFailure failure = assertThrows(JournalFailure.class, () -> Journal.open(file));
    assertTrue(
        failure.getMessage().matches(".* it has version 99, .*: install the newer .*"),
        failure.getMessage());
    assertEquals(before.length, Files.size(file));
  }

  @Test
  void aFileThatIsNoJournalIsRefusedWithItsName() throws IOException {
    Path file = Files.writeString(home.resolve("journal.db"), "not a database ".repeat(100));
    JournalFailure failure = assertThrows(JournalFailure.class, () -> Journal.open(file));
    assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
  }

  @Test
  void aFailedTransactionLeavesNothing() {
    try (Journal journal = Journal.open(home.resolve("journal.db"))) {
      assertThrows(
          IllegalStateException.class,
          () ->
              journal.transaction(
                  () -> {
                    journal.update("INSERT INTO setting VALUES ('a', '1')");
                    throw new IllegalStateException("no");
                  }));
      assertEquals(0, journal.count("SELECT count(*) FROM setting"));
      journal.durably(() -> journal.update("INSERT INTO setting VALUES ('b', '1')"));
      assertEquals(1, journal.count("SELECT count(*) FROM setting"));
      assertThrows(
          IllegalStateException.class, () -> journal.transaction(() -> journal.durably(() -> 1)));
    }
  }

  @Test
  void theLogIsResetAfterChanges() throws IOException {
    Path file = home.resolve("journal.db");
    try (Journal journal = Journal.open(file)) {
      journal.update("INSERT INTO setting VALUES ('a', '1')");
      journal.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      assertEquals(0, Files.size(home.resolve("journal.db-wal")));
    }
  }

  @Test
  void whatWasAcknowledgedSurvivesAKillInTheMiddleOfWriting() throws Exception {
    Path file = home.resolve("journal.db");
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader lines = writer.inputReader()) {
      String line;
      while ((line = lines.readLine()) != null) {
        acknowledged.add(line);
        if (acknowledged.size() == 300) {
          // By its handle, so that what it wrote before it died can be read to the end.
          writer.toHandle().destroyForcibly();
        }
      }
    } finally {
      writer.destroyForcibly();
    }
    assertEquals(137, writer.waitFor());
    assertTrue(acknowledged.size() >= 300, "only " + acknowledged.size() + " were acknowledged");
    try (Journal journal = Journal.open(file)) {
      Set<String> kept = new HashSet<>(journal.query("SELECT id FROM event", row -> row.text(1)));
      for (String id : acknowledged) {
        assertTrue(kept.contains(id), id);
      }
      assertEquals("ok", journal.query("PRAGMA integrity_check", row -> row.text(1)).getFirst());
    }
  }

  /** Records events without end and prints each id once it is recorded. */
  static final class Writer {

    private Writer() {}

    public static void main(String[] args) {
      PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
      Clock clock = Clock.systemUTC();
      Journal journal = Journal.open(Path.of(args[0]));
      Events events = new Events(journal, new Settings(journal), clock);
      for (int i = 0; ; i += 3) {
        List<Event> batch = new ArrayList<>();
        for (int j = i; j < i + 3; j++) {
          batch.add(event("event-" + j, clock.instant()));
        }
        for (String id : events.record(batch).ids()) {
          out.println(id);
        }
      }
    }

    private static Event.Download event(String id, Instant time) {
      return new Event.Download(
          id, time, "s", "https://a.example/x", null, null, null, "t", null, 1, "/d/" + id);
    }
  }
}
