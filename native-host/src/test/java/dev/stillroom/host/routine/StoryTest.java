package dev.stillroom.host.routine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillroom.host.journal.Download;
import dev.stillroom.host.protocol.EvidenceView.Condition;
import dev.stillroom.host.protocol.EvidenceView.Regularity;
import dev.stillroom.host.watch.Deed;
import dev.stillroom.host.watch.Desk;
import dev.stillroom.host.watch.FollowUp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the browser's events and the files' fate to a routine. */
class StoryTest {

  private static final String SHOP = "http://shop.localhost:8080/pictures";
  private static final String BLOG = "http://blog.localhost:8080/";

  @TempDir Path directory;

  @Test
  void threeConversionsByTwoWaysAreOneRoutine() throws IOException {
    try (Desk desk = new Desk(directory)) {
      Download first = desk.download("lamp.webp", SHOP);
      Download second = desk.download("chair.webp", SHOP);
      desk.download("table.webp", SHOP);
      for (String other : List.of("chart.png", "plan.png", "room.jpg", "door.jpg")) {
        desk.download(other, SHOP);
      }
      desk.download("cat.webp", BLOG);
      desk.settle();
      for (Download own : List.of(first, second)) {
        desk.deeds.record(
            new FollowUp(
                own.id(),
                desk.clock.instant(),
                new Deed.Converted("jpeg", desk.path(own.name() + ".jpg"), false),
                FollowUp.Actor.PERSON,
                "act-of-" + own.id()));
      }
      desk.write("table.jpg");
      desk.settle();

      RoutineFinder finder = new RoutineFinder();
      finder.observeAll(DownloadCase.recent(desk.downloads, desk.deeds, 100));

      assertEquals(1, finder.routines().size());
      assertEquals(
          new Regularity(
              List.of(new Condition("extension", "webp"), new Condition("host", "shop.localhost")),
              3,
              3,
              0,
              5),
          finder.routines().getFirst().evidence());

      desk.deeds.takeBackAct("act-of-" + first.id());
      DownloadCase.of(desk.downloads.find(first.id()).orElseThrow(), desk.deeds.of(first.id()))
          .ifPresent(finder::observe);
      assertEquals(List.of(), finder.routines());
    }
  }
}
