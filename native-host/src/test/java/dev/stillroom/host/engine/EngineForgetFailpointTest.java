package dev.stillroom.host.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.apply.Failpoint;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.watch.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A whole engine that is killed while it forgets an act whose original waits in the keeping place:
 * the original is in its folder, or its act is still known.
 */
@Timeout(60)
class EngineForgetFailpointTest {

  private static final String ONLY = "the only copy";

  @TempDir Path directory;
  private FilingScene scene;
  private Path photo;
  private Path kept;

  @BeforeEach
  void anOriginalInTheKeepingPlace() throws IOException {
    scene = new FilingScene(directory);
    scene.home.create();
    photo = scene.folder.resolve("photo.webp");
    Files.writeString(scene.folder.resolve("photo.jpg"), "a picture");
    kept = scene.home.keepingPlace().resolve("act-1/photo.webp");
    Files.createDirectories(kept.getParent());
    Files.writeString(kept, ONLY);
    try (Journal journal = scene.journal()) {
      journal.update(
          "INSERT INTO act (id, time, actor, kind, goal, remove_original, state, step, source,"
              + " result, kept, digest_before) VALUES ('act-1', ?, 'PERSON', 'CONVERT', 'jpeg', 1,"
              + " 'DONE', 'DONE', ?, ?, ?, ?)",
          System.currentTimeMillis(),
          photo.toString(),
          scene.folder.resolve("photo.jpg").toString(),
          kept.toString(),
          Digests.sha256(kept));
    }
  }

  @AfterEach
  void end() throws Exception {
    scene.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"ORIGINAL_RESTORED", "ORIGINAL_GIVEN_BACK", "JOURNAL_FORGOT"})
  void noOriginalIsLeftWithoutItsActAfterAKillAt(Failpoint failpoint) throws Exception {
    Process engine = scene.start(failpoint.name());
    try (Client client = scene.connect()) {
      client.ask(new Request.Forget(null, null, null, true));
    } catch (IOException | RequestFailure died) {
      // That is what the failpoint is for.
    }
    assertTrue(engine.waitFor(20, TimeUnit.SECONDS), "the engine did not reach " + failpoint);
    assertEquals(Failpoint.STATUS, engine.exitValue());
    assertEquals(ONLY, Files.readString(photo));

    Process next = scene.start(null);
    try (Client client = scene.connect()) {
      assertEquals(
          failpoint == Failpoint.JOURNAL_FORGOT ? 0 : 1,
          ((Reply.Acts) client.ask(new Request.ListActs(null, 10))).acts().size());
      Reply.Forgotten forgotten =
          (Reply.Forgotten) client.ask(new Request.Forget(null, null, null, true));
      assertEquals(List.of(), forgotten.kept());
      assertEquals(0, ((Reply.Acts) client.ask(new Request.ListActs(null, 10))).acts().size());
    }
    next.destroy();
    next.waitFor();
    assertEquals(List.of("photo.jpg", "photo.webp"), scene.files());
    assertEquals(ONLY, Files.readString(photo));
    try (Stream<Path> left = Files.walk(scene.home.keepingPlace())) {
      assertEquals(List.of(), left.filter(Files::isRegularFile).toList());
    }
  }
}
