package dev.stillroom.host.engine;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.journal.Forgotten;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.runtime.pool.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Forgets in the journal, and then outside of it: model files, kept originals, the log. */
public final class Forgetting {

  private final Home home;
  private final Forget journal;
  private final Pool pool;
  private final Distillation distillation;
  private final Loop loop;

  Forgetting(Home home, Forget journal, Pool pool, Distillation distillation, Loop loop) {
    this.home = home;
    this.journal = journal;
    this.pool = pool;
    this.distillation = distillation;
    this.loop = loop;
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
    return clean(request.all() ? journal.everything() : journal.since(request.since()));
  }

  /** Forgets one recorded event. */
  public void event(String eventId) {
    distillation.startOver();
    clean(journal.event(eventId));
  }

  private Reply.Forgotten clean(Forgotten forgotten) {
    long files = 0;
    try {
      for (String pack : forgotten.packs()) {
        pool.release(pack.replace(".still", ""));
        files += Files.deleteIfExists(home.packs().resolve(pack)) ? 1 : 0;
      }
      for (Path kept : forgotten.kept()) {
        files += Files.deleteIfExists(kept) ? 1 : 0;
      }
      emptyLogs();
    } catch (IOException e) {
      throw new UncheckedIOException("something forgotten could not be removed", e);
    }
    loop.readRoutines();
    return new Reply.Forgotten(forgotten.rows(), files);
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
