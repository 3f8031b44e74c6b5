package dev.stillroom.e2e.bench.organize;

import com.sun.management.OperatingSystemMXBean;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.watch.Deeds;
import dev.stillroom.host.watch.Delayer;
import dev.stillroom.host.watch.Folders;
import dev.stillroom.host.watch.FollowUps;
import dev.stillroom.host.watch.Watcher;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What it costs to watch a folder with many files, with the system's notifications.
 *
 * @param download processor time of one download that comes and is moved away, in milliseconds
 * @param first the first look at all files, by the clock, in milliseconds
 */
public record WatchCost(double download, double first) {

  private static final int DOWNLOADS = 40;

  /**
   * @param files so many lie there before
   */
  public static WatchCost of(Path directory, int files) throws IOException {
    Path user = Files.createDirectories(directory.resolve("person")).toRealPath();
    Path folder = Files.createDirectories(user.resolve("Downloads"));
    Path invoices = Files.createDirectories(folder.resolve("Invoices"));
    for (int i = 0; i < files; i++) {
      Files.createFile(folder.resolve("file-" + i + ".pdf"));
    }
    Home home = new Home(directory.resolve("home"));
    ExecutorService engine = Executors.newSingleThreadExecutor();
    ExecutorService listing = Executors.newSingleThreadExecutor();
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    try {
      Journal journal = on(engine, () -> Journal.open(home.journal()));
      Settings settings = new Settings(journal);
      Downloads downloads = new Downloads(journal, Clock.systemUTC());
      FollowUps nobody = followUp -> {};
      Watcher watcher =
          new Watcher(
              journal,
              settings,
              new Folders(settings, home, Map.of("HOME", user.toString())),
              downloads,
              new Deeds(journal, downloads, nobody),
              Clock.systemUTC(),
              Delayer.of(scheduler),
              engine,
              listing);
      long begun = System.nanoTime();
      start(engine, watcher);
      double first = (System.nanoTime() - begun) / 1e6;
      come(engine, journal, watcher, folder, invoices, 0); // Code is loaded by now.
      OperatingSystemMXBean process =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long spent = process.getProcessCpuTime();
      for (int i = 1; i <= DOWNLOADS; i++) {
        come(engine, journal, watcher, folder, invoices, i);
      }
      double each = (process.getProcessCpuTime() - spent) / 1e6 / DOWNLOADS;
      on(
          engine,
          () -> {
            watcher.close();
            journal.close();
            return null;
          });
      return new WatchCost(each, first);
    } finally {
      scheduler.shutdownNow();
      listing.shutdownNow();
      engine.shutdownNow();
    }
  }

  private static void start(ExecutorService engine, Watcher watcher) throws IOException {
    on(
        engine,
        () -> {
          watcher.start();
          return null;
        });
  }

  /** A download comes and is moved away, and the watcher has seen both. */
  private static void come(
      ExecutorService engine, Journal journal, Watcher watcher, Path folder, Path into, int i)
      throws IOException {
    Path file = Files.writeString(folder.resolve("new-" + i + ".pdf"), "new " + i);
    Event.Download event = event("d" + i, file);
    on(engine, () -> journal.transaction(() -> watcher.downloaded(event)));
    Path target = into.resolve(file.getFileName());
    Files.move(file, target);
    String path = target.toString();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (on(
            engine,
            () ->
                journal.count(
                    "SELECT count(*) FROM follow_up WHERE deed = 'move' AND target = ?", path))
        == 0) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the move of " + file + " was not seen");
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private static <T> T on(ExecutorService engine, Callable<T> work) throws IOException {
    try {
      return engine.submit(work).get();
    } catch (ExecutionException | InterruptedException broken) {
      throw new IOException("the watcher broke down: " + broken, broken);
    }
  }

  private static Event.Download event(String id, Path file) {
    String page = "https://shop.example/orders";
    return new Event.Download(
        id,
        Clock.systemUTC().instant(),
        "s",
        page,
        page,
        page,
        page,
        "Orders",
        "application/pdf",
        5,
        file.toString());
  }
}
