package dev.stillroom.host.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.View;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierJournalTest {

  @Test
  void tasksAndPredictionsFromBeforeThereWereOtherKindsGoOnAsTheyWere(@TempDir Path home)
      throws SQLException, IOException {
    Path file = home.resolve("journal.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        InputStream first = Journal.class.getResourceAsStream("001_first.sql")) {
      statement.executeUpdate(new String(first.readAllBytes(), StandardCharsets.UTF_8));
      statement.executeUpdate("PRAGMA user_version=1");
      statement.executeUpdate(
          "INSERT INTO task (id, created, deed, remove_original, phase, evidence, downloads) VALUES"
              + " ('convert-jpeg', 0, 'convert:jpeg', 1, 'READY', '{\"conditions\":[{\"feature\":"
              + "\"extension\",\"value\":\"webp\"}],\"acted\":3,\"matching\":3,\"othersActed\":0,"
              + "\"others\":5}', 8)");
      for (String output : List.of("'convert:jpeg'", "'leave'", "NULL")) {
        statement.executeUpdate(
            "INSERT INTO prediction (id, task_id, model_digest, download_id, time, output,"
                + " confidence, mode, reasons) VALUES (hex(randomblob(8)), 'convert-jpeg', 'aa',"
                + " 'd', 0, "
                + output
                + ", 0.9, 'observed', '[]')");
      }
    }
    try (Journal journal = Journal.open(file)) {
      Task task = new TaskStore(journal, Clock.systemUTC()).get("convert-jpeg");
      assertEquals(new View.Conversion("jpeg", true), task.act());
      assertEquals(
          new EvidenceView.Regularity(
              List.of(new EvidenceView.Condition("extension", "webp")), 3, 3, 0, 5),
          task.evidence());
      assertEquals(8, task.subjects());
      List<PredictionRow> rows = new Predictions(journal).of("d");
      assertEquals(3, rows.size());
      for (PredictionRow row : rows) {
        assertEquals("convert:jpeg".equals(row.output()), row.acts());
      }
      assertTrue(rows.stream().anyMatch(PredictionRow::acts));
      assertFalse(rows.stream().allMatch(PredictionRow::acts));
    }
  }
}
