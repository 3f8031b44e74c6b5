package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.engine.SavedTime;
import dev.stillroom.host.engine.Views;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.teacher.Spending;
import dev.stillroom.host.watch.Folders;
import dev.stillroom.runtime.ledger.Ledger;
import dev.stillroom.runtime.pool.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Says how the engine is. */
public final class GetStatus implements Handler<Request.GetStatus> {

  private final Home home;
  private final Journal journal;
  private final Settings settings;
  private final Folders folders;
  private final Views views;
  private final Pool pool;
  private final Spending spending;
  private final Clock clock;
  private final Instant start;

  public GetStatus(
      Home home,
      Journal journal,
      Settings settings,
      Folders folders,
      Views views,
      Pool pool,
      Spending spending,
      Clock clock) {
    this.home = home;
    this.journal = journal;
    this.settings = settings;
    this.folders = folders;
    this.views = views;
    this.pool = pool;
    this.spending = spending;
    this.clock = clock;
    this.start = clock.instant();
  }

  @Override
  public Class<Request.GetStatus> request() {
    return Request.GetStatus.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.GetStatus request) {
    Ledger.Total sent = spending.total();
    return CompletableFuture.completedFuture(
        new Reply.Status(
            Program.version(),
            home.directory().toString(),
            ProcessHandle.current().pid(),
            Duration.between(start, clock.instant()).toMillis() / 1000.0,
            journal.count("SELECT count(*) FROM event"),
            residentBytes(),
            diskBytes(),
            pool.loaded().size(),
            pool.impediments(),
            settings.stopped(),
            settings.recordingPaused(),
            views.tasks(),
            folders.allowed().stream().map(Path::toString).toList(),
            teacher(sent),
            sent.cost(),
            new SavedTime(journal).seconds(),
            sent.bytes()));
  }

  private static String teacher(Ledger.Total sent) {
    return sent.calls() == 0
        ? "none"
        : sent.calls()
            + (sent.calls() == 1 ? " call, " : " calls, ")
            + (sent.tokensIn() + sent.tokensOut())
            + " tokens";
  }

  /** Resident memory of this process as Linux counts it; 0 where it does not say. */
  public static long residentBytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException elsewhere) {
      return 0;
    }
  }

  private long diskBytes() {
    try (Stream<Path> files = Files.walk(home.directory())) {
      return files.filter(Files::isRegularFile).mapToLong(GetStatus::size).sum();
    } catch (IOException | UncheckedIOException changing) {
      return 0;
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0;
    }
  }
}
