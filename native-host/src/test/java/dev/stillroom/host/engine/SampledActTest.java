package dev.stillroom.host.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillroom.host.home.Program;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.FilingKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One act in twenty is asked for although the task runs by itself; here every one is. */
class SampledActTest {

  private static final Program PROGRAM = TestEngines.PROGRAM;

  @TempDir Path directory;
  private FilingScene scene;
  private Engine engine;
  private Client client;

  /** The smallest of each range, and otherwise as random as any. */
  private static final class Lowest implements RandomGenerator {
    private final SplittableRandom random = new SplittableRandom(1);

    @Override
    public long nextLong() {
      return random.nextLong();
    }

    @Override
    public int nextInt(int bound) {
      return 0;
    }
  }

  @BeforeEach
  void aTaskThatPutsAwayByItself() throws Exception {
    scene = new FilingScene(directory);
    try (Journal journal = scene.journal()) {
      scene.task(
          journal, "file", FilingKind.DEED, new View.Filing(null), scene.invoices.toString());
      scene.grant(journal, "file");
    }
    engine =
        Engine.start(scene.home, PROGRAM, Clock.systemUTC(), new Lowest(), Duration.ofHours(1))
            .orElseThrow();
    client = Client.connect(scene.home, PROGRAM);
    client.ask(new Request.AllowFolder(scene.folder.toString()));
  }

  @AfterEach
  void end() throws Exception {
    client.close();
    engine.close();
    scene.close();
  }

  private void downloaded(String id, Path file) throws IOException {
    client.ask(new Request.RecordEvents(List.of(FilingScene.event(id, file))));
  }

  private Reply.Overview overview() throws IOException {
    return (Reply.Overview) client.ask(new Request.GetOverview(null));
  }

  private List<FilesView.Offer> offers() {
    try {
      return overview().offers();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whatIsAskedForIsNotDoneUntilItIsTaken() throws Exception {
    downloaded("d1", Files.writeString(scene.folder.resolve("letter.txt"), "dear"));
    TestEngines.await("an offer", () -> !offers().isEmpty());
    // The next download passes through the same loop, so whatever was to come of it has come.
    downloaded("d2", Files.writeString(scene.folder.resolve("last.txt"), "last"));
    TestEngines.await("the next offer", () -> offers().size() == 2);
    assertEquals(List.of("last.txt", "letter.txt"), scene.files());
    for (FilesView.Offer offer : offers()) {
      client.ask(new Request.TakeOffer(offer.id()));
    }
    assertEquals(List.of("Invoices/last.txt", "Invoices/letter.txt"), scene.files());
    assertEquals(List.of(), offers());
  }

  @Test
  void aFileThatWasPutThereByHandWhileRecordingIsPausedIsNotOfferedAnyMore() throws Exception {
    Path letter = Files.writeString(scene.folder.resolve("letter.txt"), "dear");
    downloaded("d1", letter);
    TestEngines.await("an offer", () -> offers().size() == 1);
    client.ask(new Request.PauseRecording(true, null));
    Files.move(letter, scene.invoices.resolve("letter.txt"));
    TestEngines.await("the offer gone", () -> offers().isEmpty());
    assertEquals(0, overview().badge());
  }

  @Test
  void whatWasSavedIntoTheFolderItselfIsNotOfferedIt() throws Exception {
    downloaded("d1", Files.writeString(scene.invoices.resolve("there.txt"), "there"));
    downloaded("d2", Files.writeString(scene.folder.resolve("letter.txt"), "dear"));
    TestEngines.await("an offer", () -> !offers().isEmpty());
    assertEquals(List.of("letter.txt"), offers().stream().map(FilesView.Offer::fileName).toList());
  }
}
