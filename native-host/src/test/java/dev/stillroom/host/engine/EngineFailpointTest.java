package dev.stillroom.host.engine;

import static dev.stillroom.host.engine.TestEngines.PROGRAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.apply.Failpoint;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A whole engine that dies at each step of an act and of its undoing: after the next start the file
 * is as it was or as it should be, and the journal's labels say the same as the files.
 */
@Timeout(60)
class EngineFailpointTest {

  @TempDir Path directory;
  private Home home;
  private Path folder;
  private Path picture;
  private byte[] original;
  private Process engine;

  @BeforeEach
  void prepare() throws IOException {
    home = TestEngines.home(directory);
    folder = Files.createDirectories(directory.resolve("Downloads"));
    Path configuration = Files.createDirectories(directory.resolve("config"));
    Files.writeString(
        configuration.resolve("user-dirs.dirs"), "XDG_DOWNLOAD_DIR=\"" + folder + "\"\n");
    picture = folder.resolve("plan.png");
    BufferedImage drawn = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    drawn.setRGB(3, 4, 0xAA5500);
    ImageIO.write(drawn, "png", picture.toFile());
    original = Files.readAllBytes(picture);
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
        "TEMPORARY_WRITTEN",
        "WRITTEN_JOURNALLED",
        "RESULT_LINKED",
        "RESULT_PUBLISHED",
        "OUTCOME_JOURNALLED",
        "UNDO_JOURNALLED",
        "RESULT_REMOVED",
        "UNDO_OUTCOME_JOURNALLED"
      })
  void filesAndLabelsAgreeAfterADeathAt(Failpoint failpoint) throws Exception {
    start(failpoint.name());
    try (Client client = connect()) {
      actAndUndo(client, picture, "jpeg");
    } catch (IOException | RequestFailure died) {
      // That is what the failpoint is for.
    }
    assertTrue(engine.waitFor(20, TimeUnit.SECONDS), "the engine did not reach " + failpoint);
    assertEquals(Failpoint.STATUS, engine.exitValue());

    start(null);
    String state;
    try (Client client = connect()) {
      state = onlyAct(client).state().name();
    }
    engine.destroy();
    engine.waitFor();

    assertArrayEquals(original, Files.readAllBytes(picture));
    boolean done = state.equals("DONE");
    assertEquals(done ? List.of("plan.jpg", "plan.png") : List.of("plan.png"), files());
    try (Journal journal = Journal.open(home.journal())) {
      assertEquals(
          done ? 1 : 0,
          journal.count(
              "SELECT count(*) FROM follow_up WHERE deed = 'convert:jpeg' AND taken_back = 0"));
      assertEquals(
          done ? 1 : 0, journal.count("SELECT count(*) FROM download WHERE state = 'acted'"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "WRITTEN_JOURNALLED",
        "NAME_RESERVED",
        "RESULT_PUBLISHED",
        "UNDO_JOURNALLED",
        "RESULT_ASIDE",
        "RESULT_CHECKED"
      })
  void anUnpackingIsFinishedByAnEngineThatAnswersMeanwhile(Failpoint failpoint) throws Exception {
    Path archive = folder.resolve("trip.zip");
    byte[] notes = new byte[100_000];
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("sea/notes.txt"));
      zip.write(notes);
    }
    byte[] packed = Files.readAllBytes(archive);
    start(failpoint.name());
    try (Client client = connect()) {
      actAndUndo(client, archive, "unpacked");
    } catch (IOException | RequestFailure died) {
      // That is what the failpoint is for.
    }
    assertTrue(engine.waitFor(20, TimeUnit.SECONDS), "the engine did not reach " + failpoint);
    assertEquals(Failpoint.STATUS, engine.exitValue());

    start(null);
    try (Client client = connect()) {
      TestEngines.await("the act to be settled", () -> settled(client));
      FilesView.DoneAct act = onlyAct(client);
      if (act.state() == FilesView.ActState.DONE) {
        assertArrayEquals(notes, Files.readAllBytes(folder.resolve("trip/sea/notes.txt")));
        client.ask(new Request.UndoAct(act.id()));
        act = onlyAct(client);
      }
      assertEquals(FilesView.ActState.UNDONE, act.state());
    }
    assertArrayEquals(packed, Files.readAllBytes(archive));
    assertEquals(List.of("plan.png", "trip.zip"), files());
  }

  private static boolean settled(Client client) {
    try {
      FilesView.DoneAct act = onlyAct(client);
      return act.mayUndo() || act.state() == FilesView.ActState.UNDONE;
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private void actAndUndo(Client client, Path file, String to) throws IOException {
    String id = UUID.randomUUID().toString();
    String url = "http://shop.localhost/" + file.getFileName();
    client.ask(
        new Request.RecordEvents(
            List.of(
                new Event.Download(
                    id,
                    Instant.now(),
                    "session",
                    url,
                    url,
                    "http://shop.localhost/",
                    null,
                    null,
                    null,
                    Files.size(file),
                    file.toString()))));
    Reply.Acted acted = (Reply.Acted) client.ask(new Request.Convert(id, to));
    client.ask(new Request.UndoAct(acted.act().id()));
  }

  private static FilesView.DoneAct onlyAct(Client client) throws IOException {
    Reply.Acts acts = (Reply.Acts) client.ask(new Request.ListActs(null, 10));
    assertEquals(1, acts.acts().size());
    return acts.acts().getFirst();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
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
