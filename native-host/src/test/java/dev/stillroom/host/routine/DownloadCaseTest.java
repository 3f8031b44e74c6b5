package dev.stillroom.host.routine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.watch.Deed;
import dev.stillroom.host.watch.FollowUp;
import dev.stillroom.host.watch.FollowUp.Actor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DownloadCaseTest {

  private static final Path FOLDER = Path.of("/somewhere/Downloads");

  private static Download download(boolean allowed, String fileKey) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("name", "photo.webp").put("extension", "webp").put("host", "shop.localhost");
    input.putNull("mime").put("title", "Pictures").put("bytes", 12L);
    return new Download(
        "d",
        "d",
        Instant.EPOCH,
        "shop.localhost",
        "photo.webp",
        FOLDER.resolve("photo.webp"),
        null,
        12,
        allowed,
        fileKey,
        null,
        input,
        input,
        Download.State.OPEN,
        Instant.EPOCH,
        true);
  }

  private static FollowUp did(Deed deed, Actor actor) {
    return new FollowUp("d", Instant.EPOCH, deed, actor, null);
  }

  @Test
  void onlyWhatRecursIsAFeature() {
    DownloadCase open = DownloadCase.of(download(true, "1:2"), List.of()).orElseThrow();
    assertEquals(Map.of("extension", "webp", "host", "shop.localhost"), open.features());
    assertNull(open.deed());
  }

  @Test
  void whatCouldNotBeWatchedSaysNothing() {
    assertEquals(Optional.empty(), DownloadCase.of(download(false, "1:2"), List.of()));
    assertEquals(Optional.empty(), DownloadCase.of(download(true, null), List.of()));
  }

  @Test
  void whatAModelDidIsNoRepetitionOfThePersons() {
    Deed converted = new Deed.Converted("jpeg", FOLDER.resolve("photo.jpg"), false);
    assertEquals(
        Optional.empty(),
        DownloadCase.of(download(true, "1:2"), List.of(did(converted, Actor.MODEL))));
    assertEquals(
        "convert:jpeg",
        DownloadCase.of(download(true, "1:2"), List.of(did(converted, Actor.PERSON)))
            .orElseThrow()
            .deed());
  }

  @Test
  void aConversionSaysMoreThanWhatWasDoneWithTheOriginal() {
    DownloadCase seen =
        DownloadCase.of(
                download(true, "1:2"),
                List.of(
                    did(new Deed.Left(), Actor.OUTSIDE),
                    did(new Deed.Moved(FOLDER.resolve("x/photo.webp")), Actor.OUTSIDE),
                    did(
                        new Deed.Converted("jpeg", FOLDER.resolve("x/photo.jpg"), true),
                        Actor.OUTSIDE)))
            .orElseThrow();
    assertEquals("convert:jpeg", seen.deed());
    assertTrue(seen.originalGone());
  }

  @Test
  void leftAloneIsNoDeed() {
    assertNull(
        DownloadCase.of(download(true, "1:2"), List.of(did(new Deed.Left(), Actor.OUTSIDE)))
            .orElseThrow()
            .deed());
  }
}
