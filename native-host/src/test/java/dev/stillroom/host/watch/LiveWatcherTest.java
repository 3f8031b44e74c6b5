package dev.stillroom.host.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watcher with the system's notifications, real time and real threads. */
class LiveWatcherTest {

  @TempDir Path directory;

  @Test
  void aConversionIsNoticedByItself() throws Exception {
    Path user = directory.toRealPath().resolve("ada");
    Path folder = Files.createDirectories(user.resolve("Downloads/pictures"));
    Home home = new Home(directory.resolve("stillroom"));
    BlockingQueue<FollowUp> told = new LinkedBlockingQueue<>();
    ExecutorService engine = Executors.newSingleThreadExecutor();
    ExecutorService digests = Executors.newSingleThreadExecutor();
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    try {
      Path photo = Files.write(folder.resolve("photo.webp"), Desk.head("webp"));
      Watcher watcher =
          engine
              .submit(
                  () -> {
                    Journal journal = Journal.open(home.journal());
                    Settings settings = new Settings(journal);
                    Downloads downloads = new Downloads(journal, Clock.systemUTC());
                    Watcher started =
                        new Watcher(
                            journal,
                            settings,
                            new Folders(settings, home, Map.of("HOME", user.toString())),
                            downloads,
                            new Deeds(journal, downloads, told::add),
                            Clock.systemUTC(),
                            Delayer.of(scheduler),
                            engine,
                            digests);
                    started.start();
                    started.downloaded(event(photo));
                    return started;
                  })
              .get(20, TimeUnit.SECONDS);
      Files.write(folder.resolve("photo.jpg"), Desk.head("jpeg"));
      FollowUp followUp = told.poll(20, TimeUnit.SECONDS);
      assertNotNull(followUp, "the conversion was not noticed");
      assertEquals("convert:jpeg", followUp.deed().symbol());
      Files.move(photo, user.resolve("Downloads/photo.webp"));
      FollowUp moved = told.poll(20, TimeUnit.SECONDS);
      assertNotNull(moved, "the move was not noticed");
      assertEquals(new Deed.Moved(user.resolve("Downloads/photo.webp")), moved.deed());
      engine.submit(watcher::close).get(20, TimeUnit.SECONDS);
    } finally {
      scheduler.shutdownNow();
      digests.shutdownNow();
      engine.shutdownNow();
    }
  }

  private static Event.Download event(Path file) {
    return new Event.Download(
        "event",
        Clock.systemUTC().instant(),
        "session",
        "https://shop.localhost/photo.webp",
        "https://shop.localhost/photo.webp",
        null,
        null,
        null,
        null,
        -1,
        file.toString());
  }
}
