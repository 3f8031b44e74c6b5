package dev.stillroom.host.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.FilingKind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two tasks that run by themselves and want the same file: one acts, in order, and then nothing.
 */
@Timeout(60)
class EngineTwoTasksTest {

  @TempDir Path directory;
  private FilingScene scene;

  @BeforeEach
  void twoTasks() throws Exception {
    scene = new FilingScene(directory);
    try (Journal journal = scene.journal()) {
      scene.task(
          journal,
          "convert-jpeg",
          "convert:jpeg",
          new View.Conversion("jpeg", false),
          "convert:jpeg");
      String folder = scene.invoices.toString();
      scene.task(journal, "file", FilingKind.DEED, new View.Filing(null), folder);
      scene.grant(journal, "convert-jpeg");
      scene.grant(journal, "file");
    }
    scene.start(null);
  }

  @AfterEach
  void end() throws Exception {
    scene.close();
  }

  @Test
  void whatIsConvertedStaysAndWhatStillroomDidItselfStartsNothing() throws Exception {
    Path picture = scene.folder.resolve("plan.png");
    ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    Path letter = Files.writeString(scene.folder.resolve("letter.txt"), "dear");
    try (Client client = scene.connect()) {
      List<Event> events =
          List.of(FilingScene.event("d1", picture), FilingScene.event("d2", letter));
      client.ask(new Request.RecordEvents(events));
      await(client, "the picture converted", "plan.jpg");
      await(client, "the letter put away", "Invoices/letter.txt");
      // The next download passes through the same loop, so whatever was to come of them has come.
      Path last = Files.writeString(scene.folder.resolve("last.txt"), "last");
      client.ask(new Request.RecordEvents(List.of(FilingScene.event("d3", last))));
      await(client, "the last one put away", "Invoices/last.txt");
      assertEquals(
          List.of("Invoices/last.txt", "Invoices/letter.txt", "plan.jpg", "plan.png"),
          scene.files());
      assertEquals(3, acts(client).size());
      for (FilesView.DoneAct act : acts(client)) {
        client.ask(new Request.UndoAct(act.id()));
      }
      assertEquals(List.of("last.txt", "letter.txt", "plan.png"), scene.files());
      assertEquals(3, acts(client).size());
    }
  }

  @Test
  void aDryRunSaysWhatWouldBeDoneAndDoesNothing() throws Exception {
    Files.writeString(scene.folder.resolve("letter.txt"), "dear");
    Files.writeString(scene.invoices.resolve("there.txt"), "there");
    try (Client client = scene.connect()) {
      Reply.TriedFolder tried =
          (Reply.TriedFolder) client.ask(new Request.TryFolder("file", scene.folder.toString()));
      assertEquals(1, tried.files().size());
      assertEquals("letter.txt", tried.files().getFirst().name());
      assertEquals(new View.Filing(scene.invoices.toString()), tried.files().getFirst().act());
      Reply.TriedFolder there =
          (Reply.TriedFolder) client.ask(new Request.TryFolder("file", scene.invoices.toString()));
      assertEquals(null, there.files().getFirst().act());
      assertEquals(List.of("Invoices/there.txt", "letter.txt"), scene.files());
      assertEquals(List.of(), acts(client));
    }
  }

  private static List<FilesView.DoneAct> acts(Client client) throws IOException {
    return ((Reply.Acts) client.ask(new Request.ListActs(null, 20))).acts();
  }

  /** Takes what was only offered, for one act in twenty is. */
  private void await(Client client, String what, String file) {
    TestEngines.await(
        what,
        () -> {
          try {
            for (FilesView.Offer offer :
                ((Reply.Overview) client.ask(new Request.GetOverview(null))).offers()) {
              client.ask(new Request.TakeOffer(offer.id()));
            }
            return scene.files().contains(file);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }
}
