package dev.stillroom.host.engine;

import dev.stillroom.host.apply.Failpoint;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Scratch;
import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.journal.Forgotten;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.teacher.Spending;
import dev.stillroom.runtime.pool.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Forgets in the journal, then outside of it: model files and the log. Kept files went back before.
 */
public final class Forgetting {

  /** A program gets two minutes, and a picture less. */
  private static final Duration LONGEST_JOB = Duration.ofMinutes(5);

  private final Home home;
  private final Forget journal;
  private final Pool pool;
  private final Distillation distillation;
  private final Loop loop;
  private final Runnable memory;
  private final Spending spending;
  private final Clock clock;
  private final Consumer<Failpoint> failpoints;

  /**
   * @param memory forgets what is kept in memory of pages and forms
   */
  Forgetting(
      Home home,
      Forget journal,
      Pool pool,
      Distillation distillation,
      Loop loop,
      Runnable memory,
      Spending spending,
      Clock clock,
      Consumer<Failpoint> failpoints) {
    this.home = home;
    this.journal = journal;
    this.pool = pool;
    this.distillation = distillation;
    this.loop = loop;
    this.memory = memory;
    this.spending = spending;
    this.clock = clock;
    this.failpoints = failpoints;
  }

  /**
   * Forgets what exactly one member of the request names.
   *
   * @throws RequestFailure when none or several are given
   */
  public Reply.Forgotten forget(Request.Forget request) {
    long given =
        Stream.of(request.site(), request.taskId(), request.since(), request.all() ? "all" : null)
            .filter(member -> member != null)
            .count();
    if (given != 1) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, "say one thing to forget: a site, a task, a time, or all");
    }
    if (request.taskId() == null) {
      distillation.startOver();
    }
    if (request.site() != null) {
      return clean(journal.site(request.site()));
    }
    if (request.taskId() != null) {
      distillation.cancel(request.taskId());
      return clean(journal.task(request.taskId()));
    }
    if (request.all()) {
      forgetWhomItAsked();
    }
    return clean(request.all() ? journal.everything() : journal.since(request.since()));
  }

  /** Forgets one recorded event. */
  public void event(String eventId) {
    distillation.startOver();
    clean(journal.event(eventId));
  }

  private void forgetWhomItAsked() {
    try {
      spending.forget(true, clock.instant());
    } catch (IOException e) {
      throw new UncheckedIOException("what teachers answered could not be removed", e);
    }
  }

  private Reply.Forgotten clean(Forgotten forgotten) {
    failpoints.accept(Failpoint.JOURNAL_FORGOT);
    memory.run();
    long files = 0;
    try {
      files += spending.forget(false, clock.instant());
      for (String pack : forgotten.packs()) {
        pool.release(pack.replace(".still", ""));
        files += Files.deleteIfExists(home.packs().resolve(pack)) ? 1 : 0;
      }
      pool.forgetTexts();
      emptyLogs();
      // A worker that was killed may have left copies; one that runs is younger than this.
      Instant ended = clock.instant().minus(LONGEST_JOB);
      Scratch.empty(home.scratch(), ended);
      Scratch.empty(home.commandScratch(), ended);
    } catch (IOException e) {
      throw new UncheckedIOException("something forgotten could not be removed", e);
    }
    loop.readRoutines();
    List<FilesView.KeptFile> kept =
        forgotten.kept().stream()
            .map(file -> new FilesView.KeptFile(file.place().toString(), file.file().toString()))
            .toList();
    return new Reply.Forgotten(forgotten.rows(), files, kept);
  }

  /** Logs are open for appending: what is cut off does not come back. */
  private void emptyLogs() throws IOException {
    try (Stream<Path> logs = Files.list(home.log())) {
      for (Path log : logs.toList()) {
        FileChannel.open(log, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
            .close();
      }
    }
  }
}
