package dev.stillroom.host.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.command.Printer;
import dev.stillroom.host.command.Stillroom;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.FilingKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "Always" for one folder on the command line: figures and a question come first. */
class AlwaysInAFolderTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int always(FilingScene scene, String... more) {
    out.reset();
    err.reset();
    List<String> words = new ArrayList<>(List.of("tasks", "always", "file", "--folder"));
    words.add(scene.invoices.toString());
    words.addAll(List.of("--home", scene.home.directory().toString()));
    words.addAll(List.of(more));
    return Stillroom.run(
        new Printer(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false),
        words.toArray(String[]::new));
  }

  private static List<FilesView.Offer> offers(Client client) {
    try {
      return ((Reply.Overview) client.ask(new Request.GetOverview(null))).offers();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nothingIsGrantedBeforeThePersonSawTheFiguresAndSaidYes(@TempDir Path directory)
      throws Exception {
    FilingScene scene = new FilingScene(directory);
    try (Journal journal = scene.journal()) {
      String folder = scene.invoices.toString();
      scene.task(journal, "file", FilingKind.DEED, new View.Filing(null), folder);
    }
    try (Engine _ = TestEngines.inProcess(scene.home);
        Client client = Client.connect(scene.home, TestEngines.PROGRAM)) {
      client.ask(new Request.AllowFolder(scene.folder.toString()));
      Path letter = Files.writeString(scene.folder.resolve("letter.txt"), "dear");
      client.ask(new Request.RecordEvents(List.of(FilingScene.event("d1", letter))));
      TestEngines.await("an offer", () -> !offers(client).isEmpty());
      client.ask(new Request.TakeOffer(offers(client).getFirst().id()));
      // There is no terminal, so nobody says yes.
      assertEquals(1, always(scene));
      String said = err.toString(StandardCharsets.UTF_8);
      assertTrue(said.contains("nothing was changed"), said);
      String shown = out.toString(StandardCharsets.UTF_8);
      assertTrue(shown.contains("of the last 1 files it would put 1 into "), shown);
      assertTrue(shown.contains("letter.txt"), shown);
      assertFalse(shown.contains("by itself now"), shown);
      assertEquals(0, always(scene, "--yes"), err::toString);
      assertTrue(out.toString(StandardCharsets.UTF_8).contains("by itself now"), out::toString);
    }
  }
}
