package dev.stillroom.host.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.apply.Failpoint;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.FilingKind;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.watch.FileKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A whole engine that is killed at each step of a move and of its undoing: after the next start the
 * file is in one of the two places, whole, and the journal says in which.
 */
@Timeout(60)
class EngineMoveFailpointTest {

  private static final String LETTER = "every word of it";

  @TempDir Path directory;
  private FilingScene scene;
  private Path letter;

  /** A letter, and an offer to put it among the invoices. */
  @BeforeEach
  void offer() throws Exception {
    scene = new FilingScene(directory);
    letter = Files.writeString(scene.folder.resolve("letter.pdf"), LETTER);
    Files.writeString(scene.invoices.resolve("letter.pdf"), "another letter");
    try (Journal journal = scene.journal()) {
      new Downloads(journal, Clock.systemUTC())
          .add(
              FilingScene.event("d1", letter),
              new Downloads.Found(letter, true, FileKey.of(letter), LETTER.length(), null, null));
      String folder = scene.invoices.toString();
      scene.task(journal, "file", FilingKind.DEED, new View.Filing(null), folder);
      new Predictions(journal)
          .add(
              new PredictionRow(
                  "p1",
                  "file",
                  "aa",
                  "d1",
                  Instant.now(),
                  folder,
                  true,
                  0.97,
                  PredictionRow.Mode.OFFERED,
                  false,
                  false,
                  "[]",
                  null));
    }
  }

  @AfterEach
  void end() throws Exception {
    scene.close();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "INTENT_JOURNALLED",
        "RESULT_LINKED",
        "RESULT_PUBLISHED",
        "RESULT_JOURNALLED",
        "ORIGINAL_KEPT",
        "OUTCOME_JOURNALLED",
        "UNDO_JOURNALLED",
        "ORIGINAL_RESTORED",
        "RESULT_REMOVED",
        "UNDO_OUTCOME_JOURNALLED"
      })
  void theFileIsInOneOfTheTwoPlacesAfterAKillAt(Failpoint failpoint) throws Exception {
    Process engine = scene.start(failpoint.name());
    try (Client client = scene.connect()) {
      Reply.Acted acted = (Reply.Acted) client.ask(new Request.TakeOffer("p1"));
      client.ask(new Request.UndoAct(acted.act().id()));
    } catch (IOException | RequestFailure died) {
      // That is what the failpoint is for.
    }
    assertTrue(engine.waitFor(20, TimeUnit.SECONDS), "the engine did not reach " + failpoint);
    assertEquals(Failpoint.STATUS, engine.exitValue());

    Process next = scene.start(null);
    FilesView.DoneAct act;
    try (Client client = scene.connect()) {
      act = ((Reply.Acts) client.ask(new Request.ListActs(null, 10))).acts().getFirst();
    }
    next.destroy();
    next.waitFor();

    boolean done = act.state() == FilesView.ActState.DONE;
    Path place = done ? scene.invoices.resolve("letter (1).pdf") : letter;
    assertEquals(LETTER, Files.readString(place));
    assertEquals("another letter", Files.readString(scene.invoices.resolve("letter.pdf")));
    assertEquals(2, scene.files().size());
    try (Journal journal = scene.journal()) {
      assertEquals(
          done ? 1 : 0,
          journal.count("SELECT count(*) FROM follow_up WHERE deed = 'move' AND taken_back = 0"));
      assertEquals(
          List.of(place.toString()),
          journal.query("SELECT path FROM download", row -> row.text(1)));
    }
  }
}
