package dev.stillroom.host.watch;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** A person's desk for tests: a download folder, a journal, and a clock that moves when told. */
public final class Desk implements AutoCloseable {

  public final Path user;
  public final Path downloadsFolder;
  public final Journal journal;
  public final Settings settings;
  public final Folders folders;
  public final Downloads downloads;
  public final List<FollowUp> told = new ArrayList<>();
  public final List<FollowUp> takenBack = new ArrayList<>();
  public final List<FollowUp> originalGone = new ArrayList<>();
  public final Deeds deeds;
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparing(Later::due).thenComparing(Later::number));
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private int numbers;
  public Watcher watcher;

  private record Later(Instant due, int number, Runnable task) {}

  public final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  public Desk(Path directory) throws IOException {
    user = Files.createDirectories(directory.toRealPath().resolve("ada"));
    downloadsFolder = Files.createDirectories(user.resolve("Downloads"));
    Home home = new Home(directory.resolve("stillroom"));
    journal = Journal.open(home.journal());
    settings = new Settings(journal);
    folders = new Folders(settings, home, Map.of("HOME", user.toString()));
    downloads = new Downloads(journal, clock);
    deeds =
        new Deeds(
            journal,
            downloads,
            new FollowUps() {
              @Override
              public void followedUp(FollowUp followUp) {
                told.add(followUp);
              }

              @Override
              public void takenBack(FollowUp followUp) {
                takenBack.add(followUp);
              }

              @Override
              public void originalGone(FollowUp followUp) {
                originalGone.add(followUp);
              }
            });
    newEngine();
  }

  /** A new watcher over the same journal, as after the engine's restart; it scans at once. */
  public void newEngine() {
    later.clear();
    watcher = watcher((delay, task) -> later.add(new Later(now.plus(delay), numbers++, task)));
    watcher.rescan();
  }

  public Watcher watcher(Delayer delayer) {
    return new Watcher(
        journal,
        settings,
        folders,
        downloads,
        deeds,
        clock,
        delayer,
        task -> later.add(new Later(now, numbers++, task)),
        Runnable::run);
  }

  /** The engine stops: nothing it planned happens. */
  public void engineStops() {
    later.clear();
  }

  /** Looks, and lets time pass until everything seen is judged. */
  public void settle() {
    watcher.rescan();
    pass(Duration.ofSeconds(30));
  }

  /** Lets time pass, running what was planned at its time. */
  public void pass(Duration time) {
    Instant end = now.plus(time);
    while (!later.isEmpty() && !later.peek().due().isAfter(end)) {
      Later next = later.poll();
      now = now.isAfter(next.due()) ? now : next.due();
      next.task().run();
    }
    now = end;
  }

  public Download download(String name) throws IOException {
    return download(name, "http://shop.localhost:8080/pictures");
  }

  /** The browser saves a file and the event arrives. */
  public Download download(String name, String page) throws IOException {
    write(name);
    return arrived(name, page);
  }

  public Download arrived(String name, String page) {
    return watcher.downloaded(event(downloadsFolder.resolve(name), page));
  }

  public Event.Download event(Path file, String page) {
    return new Event.Download(
        "event-" + numbers++,
        now,
        "session",
        "http://cdn.localhost/" + file.getFileName(),
        "http://cdn.localhost/" + file.getFileName(),
        page,
        null,
        "Pictures",
        null,
        -1,
        file.toString());
  }

  public Path write(String name) throws IOException {
    return write(downloadsFolder.resolve(name));
  }

  /** Writes a file whose first bytes are of its name's format and whose rest is its name. */
  public Path write(Path file) throws IOException {
    byte[] head =
        head(
            PictureFormat.ofName(file.getFileName().toString())
                .map(PictureFormat::symbol)
                .orElse("text"));
    byte[] tail = ("content of " + file.getFileName()).getBytes(StandardCharsets.UTF_8);
    byte[] bytes = java.util.Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, bytes, head.length, tail.length);
    return Files.write(file, bytes);
  }

  static byte[] head(String format) {
    String text =
        switch (format) {
          case "jpeg" -> "\u00ff\u00d8\u00ff\u00e0";
          case "png" -> "\u0089PNG\r\n\u001a\n";
          case "webp" -> "RIFF\1\1\1\1WEBPVP8 ";
          default -> "text";
        };
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  public Path path(String name) {
    return downloadsFolder.resolve(name);
  }

  public List<String> toldSymbols() {
    return told.stream().map(f -> f.deed().symbol()).toList();
  }

  Download.State state(Download download) {
    return downloads.find(download.id()).orElseThrow().state();
  }

  public void act(
      String state, Path source, Path result, boolean removeOriginal, String resultKey) {
    journal.update(
        "INSERT INTO act (id, time, actor, kind, goal, remove_original, state, step, source, result,"
            + " result_key) VALUES (?, ?, 'PERSON', 'CONVERT', 'jpeg', ?, ?, 'x', ?, ?, ?)",
        "act-" + numbers++,
        now.toEpochMilli(),
        removeOriginal ? 1 : 0,
        state,
        source.toString(),
        result.toString(),
        resultKey);
  }

  @Override
  public void close() {
    watcher.close();
    journal.close();
  }
}
