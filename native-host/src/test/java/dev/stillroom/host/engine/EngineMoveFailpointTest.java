package dev.stillroom.host.engine;

import static dev.stillroom.host.engine.TestEngines.PROGRAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.apply.Failpoint;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.FilingKind;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Cause;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.watch.FileKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
  private Home home;
  private Path folder;
  private Path invoices;
  private Path letter;
  private Process engine;

  /** A letter, and an offer to put it among the invoices. */
  @BeforeEach
  void offer() throws IOException {
    home = TestEngines.home(directory);
    folder = Files.createDirectories(directory.toRealPath().resolve("Downloads"));
    invoices = Files.createDirectory(folder.resolve("Invoices"));
    Path configuration = Files.createDirectories(directory.resolve("config"));
    Files.writeString(
        configuration.resolve("user-dirs.dirs"), "XDG_DOWNLOAD_DIR=\"" + folder + "\"\n");
    letter = Files.writeString(folder.resolve("letter.pdf"), LETTER);
    Files.writeString(invoices.resolve("letter.pdf"), "another letter");
    Clock clock = Clock.systemUTC();
    try (Journal journal = Journal.open(home.journal())) {
      String page = "https://shop.localhost/orders";
      new Downloads(journal, clock)
          .add(
              new Event.Download(
                  "d1",
                  Instant.now(),
                  "session",
                  page,
                  page,
                  page,
                  page,
                  null,
                  null,
                  LETTER.length(),
                  letter.toString()),
              new Downloads.Found(letter, true, FileKey.of(letter), LETTER.length(), null, null));
      TaskStore tasks = new TaskStore(journal, clock);
      tasks.add("file", FilingKind.DEED, new View.Filing(null), new View.Tally(List.of()));
      tasks.phase("file", View.TaskPhase.READY, null);
      Versions versions = new Versions(journal, new Audit(journal, clock), clock);
      versions.install("file", "aa", "{\"bytes\": 4000, \"verdict\": {\"passes\": true}}");
      versions.move(versions.champion("file").orElseThrow(), Cause.LEARNED, "It passed.");
      new Predictions(journal)
          .add(
              new PredictionRow(
                  "p1",
                  "file",
                  "aa",
                  "d1",
                  Instant.now(),
                  invoices.toString(),
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
    if (engine != null) {
      engine.destroyForcibly().waitFor();
    }
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
    start(failpoint.name());
    try (Client client = connect()) {
      Reply.Acted acted = (Reply.Acted) client.ask(new Request.TakeOffer("p1"));
      client.ask(new Request.UndoAct(acted.act().id()));
    } catch (IOException | RequestFailure died) {
      // That is what the failpoint is for.
    }
    assertTrue(engine.waitFor(20, TimeUnit.SECONDS), "the engine did not reach " + failpoint);
    assertEquals(Failpoint.STATUS, engine.exitValue());

    start(null);
    View.DoneAct act;
    try (Client client = connect()) {
      act = ((Reply.Acts) client.ask(new Request.ListActs(null, 10))).acts().getFirst();
    }
    engine.destroy();
    engine.waitFor();

    boolean done = act.state() == View.ActState.DONE;
    Path place = done ? invoices.resolve("letter (1).pdf") : letter;
    assertEquals(LETTER, Files.readString(place));
    assertEquals("another letter", Files.readString(invoices.resolve("letter.pdf")));
    assertEquals(2, files());
    try (Journal journal = Journal.open(home.journal())) {
      assertEquals(
          done ? 1 : 0,
          journal.count("SELECT count(*) FROM follow_up WHERE deed = 'move' AND taken_back = 0"));
      assertEquals(
          List.of(place.toString()),
          journal.query("SELECT path FROM download", row -> row.text(1)));
    }
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private void start(String failpoint) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(PROGRAM.engine(home));
    builder.environment().put("XDG_CONFIG_HOME", directory.resolve("config").toString());
    if (failpoint != null) {
      builder.environment().put("STILLROOM_FAILPOINT", failpoint);
    }
    engine =
        builder
            .redirectOutput(directory.resolve("engine.txt").toFile())
            .redirectErrorStream(true)
            .start();
  }

  private Client connect() throws IOException {
    Client[] connected = new Client[1];
    TestEngines.await(
        "an engine that answers",
        () -> {
          try {
            Optional<Client> client = Client.connectIfRunning(home, PROGRAM);
            client.ifPresent(found -> connected[0] = found);
            return client.isPresent();
          } catch (IOException notYet) {
            return false;
          }
        });
    return connected[0];
  }
}
