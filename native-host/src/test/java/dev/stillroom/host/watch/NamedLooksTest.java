package dev.stillroom.host.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at what the system's notifications name are as good as looks at everything. */
class NamedLooksTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path directory;
  private final ExecutorService engine = Executors.newSingleThreadExecutor();
  private final ExecutorService files = Executors.newSingleThreadExecutor();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final Random random = new Random(11);
  private final Map<String, Path> places = new HashMap<>();
  private final List<Path> folders = new ArrayList<>();
  private Path root;
  private Journal journal;
  private Downloads downloads;
  private Watcher watcher;
  private int count;

  @BeforeEach
  void start() throws Exception {
    Path user = Files.createDirectories(directory.toRealPath().resolve("ada"));
    root = Files.createDirectories(user.resolve("Downloads"));
    folders.add(root);
    for (String name : List.of("Invoices", "Papers")) {
      folders.add(Files.createDirectory(root.resolve(name)));
    }
    Home home = new Home(directory.resolve("stillroom"));
    onEngine(
        () -> {
          journal = Journal.open(home.journal());
          Settings settings = new Settings(journal);
          downloads = new Downloads(journal, Clock.systemUTC());
          watcher =
              new Watcher(
                  journal,
                  settings,
                  new Folders(settings, home, Map.of("HOME", user.toString())),
                  downloads,
                  new Deeds(journal, downloads, followUp -> {}),
                  Clock.systemUTC(),
                  Delayer.of(scheduler),
                  engine,
                  files);
          watcher.start();
          return null;
        });
  }

  @AfterEach
  void end() throws Exception {
    onEngine(
        () -> {
          watcher.close();
          journal.close();
          return null;
        });
    scheduler.shutdownNow();
    files.shutdownNow();
    engine.shutdownNow();
  }

  @Test
  void everyDownloadIsFoundWhereItWent() throws Exception {
    for (int step = 0; step < 120; step++) {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> download();
        case 3, 4, 5, 6 -> move();
        case 7 -> delete();
        case 8 -> Files.writeString(any().resolve("other " + step), "x".repeat(3_000 + step));
        default -> renameFolder(step);
      }
      if (step % 30 == 29) {
        awaitTruth();
      }
    }
  }

  private Path any() {
    return folders.get(random.nextInt(folders.size()));
  }

  private void download() throws Exception {
    String id = "d" + count++;
    // Each has a size of its own, so that none is taken for another.
    Path file = Files.writeString(root.resolve(id + ".pdf"), "y".repeat(10 + count));
    String page = "https://shop.localhost/";
    Event.Download event =
        new Event.Download(
            id,
            Clock.systemUTC().instant(),
            "s",
            page,
            page,
            page,
            page,
            null,
            null,
            -1,
            file.toString());
    places.put(id, onEngine(() -> journal.transaction(() -> watcher.downloaded(event))).path());
  }

  private void move() throws IOException {
    if (!places.isEmpty()) {
      String id = id();
      Path target = any().resolve("moved-" + count++ + ".pdf");
      places.put(id, Files.move(places.get(id), target));
    }
  }

  private void delete() throws IOException {
    if (!places.isEmpty()) {
      Files.delete(places.remove(id()));
    }
  }

  private void renameFolder(int step) throws IOException {
    int at = 1 + random.nextInt(folders.size() - 1);
    Path old = folders.get(at);
    Path renamed = Files.move(old, root.resolve("Folder " + step));
    folders.set(at, renamed);
    places.replaceAll(
        (id, path) -> path.startsWith(old) ? renamed.resolve(old.relativize(path)) : path);
  }

  private String id() {
    return places.keySet().stream().sorted().toList().get(random.nextInt(places.size()));
  }

  private void awaitTruth() throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String expected = expected();
    while (!expected.equals(onEngine(this::seen))) {
      if (System.nanoTime() > deadline) {
        assertEquals(expected, onEngine(this::seen));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private String expected() throws IOException {
    TreeSet<String> lines = new TreeSet<>();
    places.forEach((id, path) -> lines.add(id + " " + path));
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(Files::isRegularFile).forEach(file -> lines.add("file " + file));
    }
    return String.join("\n", lines);
  }

  private String seen() {
    TreeSet<String> lines = new TreeSet<>();
    for (Download download : downloads.recent(1_000)) {
      if (download.there()) {
        lines.add(download.id() + " " + download.path());
      }
    }
    new KnownFiles(journal).below(List.of(root)).keySet().forEach(f -> lines.add("file " + f));
    return String.join("\n", lines);
  }

  private <T> T onEngine(Callable<T> work) {
    try {
      return engine.submit(work).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
