package dev.stillroom.host.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.job.JobFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Starts each job in a process of its own through {@link RunningWorker}, a few at once; the others
 * wait in the order in which they were asked for. Safe for every thread.
 */
public final class WorkerProcesses implements Workers, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Function<ClassPath, List<String>> commandLines;
  private final Settings settings;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Set<RunningWorker> running = new HashSet<>();
  private Spare spare;
  private boolean closed;

  /** How long a process waits for a job that was expected. */
  private static final Duration SPARE_WAITS = Duration.ofSeconds(60);

  /** A process that was started for a job that is likely. */
  private record Spare(ClassPath classPath, String job, RunningWorker worker) {}

  /**
   * What all workers have in common.
   *
   * @param scratch directory for temporary files of the workers; made where it is missing
   * @param errorLog file to which the error streams of the workers are appended
   * @param hostLimit how long a job of {@link Workers.ClassPath#HOST} may take
   * @param distillerLimit how long a job of {@link Workers.ClassPath#DISTILLER} may take
   * @param atOnce how many processes may run at the same time
   */
  public record Settings(
      Path scratch, Path errorLog, Duration hostLimit, Duration distillerLimit, int atOnce) {

    /** Two workers at once, two minutes for a conversion and an hour for a distillation. */
    public static Settings of(Path scratch, Path errorLog) {
      return new Settings(scratch, errorLog, Duration.ofMinutes(2), Duration.ofHours(1), 2);
    }

    Duration limit(ClassPath classPath) {
      return switch (classPath) {
        case HOST -> hostLimit;
        case DISTILLER -> distillerLimit;
      };
    }
  }

  private record Waiting(
      ClassPath classPath,
      String job,
      byte[] start,
      Job.Progress progress,
      Duration limit,
      CompletableFuture<JsonNode> result) {}

  /**
   * @param commandLines the whole command line of a worker process, by the class path it needs
   */
  public WorkerProcesses(Function<ClassPath, List<String>> commandLines, Settings settings) {
    this.commandLines = commandLines;
    this.settings = settings;
  }

  @Override
  public CompletableFuture<JsonNode> start(
      ClassPath classPath, String job, JsonNode arguments, Job.Progress progress) {
    return start(classPath, job, arguments, progress, settings.limit(classPath));
  }

  @Override
  public CompletableFuture<JsonNode> start(
      ClassPath classPath, String job, JsonNode arguments, Job.Progress progress, Duration limit) {
    CompletableFuture<JsonNode> result = new CompletableFuture<>();
    byte[] start;
    try {
      start = JSON.writeValueAsBytes(new JobFrame.Start(job, arguments));
    } catch (JsonProcessingException e) {
      result.completeExceptionally(new JobFailure("cannot write the job " + job + ": " + e, e));
      return result;
    }
    synchronized (this) {
      if (closed) {
        result.completeExceptionally(
            new JobFailure("the engine is ending, so " + job + " was not started: try again"));
        return result;
      }
      waiting.add(new Waiting(classPath, job, start, progress, limit, result));
    }
    startNext();
    return result;
  }

  @Override
  public void expect(ClassPath classPath, String job) {
    Spare started;
    byte[] prepare;
    synchronized (this) {
      if (closed || spare != null && spare.worker().ready()) {
        return;
      }
      try {
        prepare = JSON.writeValueAsBytes(new JobFrame.Prepare(job));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("not a job's name: " + job, e);
      }
      started = new Spare(classPath, job, worker(classPath, job, settings.limit(classPath)));
      spare = started;
    }
    started.worker().warm(prepare);
    CompletableFuture.delayedExecutor(SPARE_WAITS.toSeconds(), TimeUnit.SECONDS)
        .execute(() -> dismiss(started));
  }

  private void dismiss(Spare idle) {
    synchronized (this) {
      if (spare != idle) {
        return; // It has work, or had it.
      }
      spare = null;
    }
    idle.worker().kill();
  }

  /** The process that waits for such a job, or a new one. */
  private RunningWorker take(ClassPath classPath, String job, Duration limit) {
    if (limit.compareTo(settings.limit(classPath)) > 0) {
      return worker(classPath, job, limit);
    }
    if (spare != null && spare.classPath() == classPath && spare.job().equals(job)) {
      RunningWorker waiting = spare.worker();
      spare = null;
      if (waiting.ready()) {
        return waiting;
      }
      waiting.kill();
    }
    return worker(classPath, job, settings.limit(classPath));
  }

  private RunningWorker worker(ClassPath classPath, String job, Duration limit) {
    return new RunningWorker(
        job, commandLines.apply(classPath), settings.scratch(), settings.errorLog(), limit);
  }

  /** How many jobs run or wait now. */
  public synchronized int pending() {
    waiting.removeIf(job -> job.result().isDone());
    return waiting.size() + running.size();
  }

  private void startNext() {
    while (true) {
      Waiting next;
      RunningWorker worker;
      synchronized (this) {
        waiting.removeIf(job -> job.result().isDone());
        if (closed || running.size() >= settings.atOnce() || waiting.isEmpty()) {
          return;
        }
        next = waiting.remove();
        worker = take(next.classPath(), next.job(), next.limit());
        running.add(worker);
      }
      worker.start(next.start(), next.progress(), next.result(), () -> ended(worker));
    }
  }

  private void ended(RunningWorker worker) {
    synchronized (this) {
      running.remove(worker);
    }
    startNext();
  }

  /** Kills what runs and refuses what waits. */
  @Override
  public void close() {
    List<Waiting> refused;
    List<RunningWorker> killed;
    synchronized (this) {
      closed = true;
      refused = new ArrayList<>(waiting);
      waiting.clear();
      killed = new ArrayList<>(running);
      if (spare != null) {
        killed.add(spare.worker());
        spare = null;
      }
    }
    for (Waiting job : refused) {
      job.result()
          .completeExceptionally(
              new JobFailure(
                  "the engine is ending, so " + job.job() + " was not started: try again"));
    }
    killed.forEach(RunningWorker::kill);
  }
}
