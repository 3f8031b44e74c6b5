package dev.stillroom.host.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.runtime.job.Frames;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.job.JobFrame;
import dev.stillroom.runtime.job.WireApart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One worker process from its start to its end, watched by one thread. */
final class RunningWorker {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path NICE = Path.of("/usr/bin/nice");

  /** Above this size the error log is put aside when the next worker starts, in bytes. */
  private static final long LOG_LIMIT = 1_000_000;

  private final String job;
  private final List<String> commandLine;
  private final Path scratch;
  private final Path errorLog;
  private final Duration limit;
  private Process process;
  private boolean killed;
  private boolean late;

  RunningWorker(String job, List<String> commandLine, Path scratch, Path errorLog, Duration limit) {
    this.job = job;
    this.commandLine = commandLine;
    this.scratch = scratch;
    this.errorLog = errorLog;
    this.limit = limit;
  }

  /** Starts the process, which loads what its job will need and waits for it. */
  void warm(byte[] prepare) {
    Thread.ofPlatform().daemon().name("spare-worker-" + job).start(() -> startWarm(prepare));
  }

  private synchronized void startWarm(byte[] prepare) {
    if (killed || process != null) {
      return; // Its job was faster.
    }
    try {
      spawn();
      Frames.write(process.getOutputStream(), prepare);
    } catch (JobFailure | IOException notNow) {
      kill(); // Whoever comes with the job starts another one.
    }
  }

  /** Whether a process that was started beforehand, or is about to be, can take a job. */
  synchronized boolean ready() {
    return !killed && (process == null || process.isAlive());
  }

  /**
   * Starts the process where it is not yet; {@code ended} runs when it is gone, which is before
   * {@code result} completes with a failure.
   */
  void start(
      byte[] start, Job.Progress progress, CompletableFuture<JsonNode> result, Runnable ended) {
    Thread.ofPlatform()
        .daemon()
        .name("worker-" + job)
        .start(() -> live(start, progress, result, ended));
  }

  private void live(
      byte[] start, Job.Progress progress, CompletableFuture<JsonNode> result, Runnable ended) {
    JsonNode value = null;
    JobFailure failure = null;
    try {
      spawn();
      result.whenComplete((done, broken) -> kill());
      CompletableFuture<Void> overdue =
          new CompletableFuture<Void>()
              .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS);
      overdue.thenRun(this::stopLate);
      try {
        value = converse(start, progress);
        // That was its last word: whoever waits need not wait for its memory to be given back.
        result.complete(value);
      } finally {
        overdue.cancel(false);
      }
    } catch (JobFailure e) {
      failure = late() ? tooLong() : e;
    } catch (IOException e) {
      failure = new JobFailure("cannot start a worker for " + job + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      failure = new JobFailure("the worker for " + job + " broke down: " + e, e);
    } finally {
      end();
      ended.run();
    }
    if (failure == null) {
      result.complete(value);
    } else {
      result.completeExceptionally(failure);
    }
  }

  private synchronized void spawn() throws IOException, JobFailure {
    if (killed) {
      throw new JobFailure(job + " was cancelled before it started");
    }
    if (process != null) {
      return;
    }
    Files.createDirectories(scratch);
    Files.createDirectories(errorLog.toAbsolutePath().getParent());
    if (Files.exists(errorLog) && Files.size(errorLog) > LOG_LIMIT) {
      Files.move(
          errorLog,
          errorLog.resolveSibling(errorLog.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> words = new ArrayList<>();
    if (Files.isExecutable(NICE)) {
      words.addAll(List.of(NICE.toString(), "-n", "10"));
    }
    words.addAll(commandLine);
    ProcessBuilder builder =
        WireApart.of(words)
            .directory(scratch.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(errorLog.toFile()));
    builder.environment().put("TMPDIR", scratch.toString());
    // Without a UTF-8 locale Java cannot name files that are not ASCII.
    builder.environment().put("LC_ALL", "C.UTF-8");
    // libvips warns once for each damaged tile; what matters comes as the job's failure.
    builder.environment().put("VIPS_WARNING", "0");
    // A thread of the tensor library that waits for another must not take the processor from it.
    builder.environment().put("OMP_WAIT_POLICY", "passive");
    process = builder.start();
  }

  /** Sends the job and reads frames until the last one. */
  private JsonNode converse(byte[] start, Job.Progress progress) throws JobFailure {
    String broken = "";
    try {
      Frames.write(process.getOutputStream(), start);
      InputStream in = process.getInputStream();
      for (byte[] bytes = Frames.read(in, Frames.MAX_FROM_PEER);
          bytes != null;
          bytes = Frames.read(in, Frames.MAX_FROM_PEER)) {
        switch (JSON.readValue(bytes, JobFrame.class)) {
          case JobFrame.Progress report -> progress.report(report.fraction(), report.phase());
          case JobFrame.Partial part -> progress.partial(part.result());
          case JobFrame.Done done -> {
            return done.result();
          }
          case JobFrame.Failed failed -> throw new JobFailure(failed.message());
          case JobFrame.Start _, JobFrame.Prepare _ ->
              throw new JobFailure("the worker for " + job + " sent a frame of the engine's");
        }
      }
    } catch (IOException e) {
      // A dead worker's pipe breaks; how it ended says more.
      broken = ", " + e.getMessage();
    }
    throw new JobFailure(
        "the worker for "
            + job
            + " ended with status "
            + status()
            + " before its result"
            + broken
            + ": see "
            + errorLog
            + ", then try again");
  }

  /** The exit status, with the signal's name where one ended it. */
  private String status() {
    try {
      // Its pipe is broken: it is at its end, or talks no sense and has to be ended.
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        kill();
        process.waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
    int status = process.exitValue();
    return switch (status) {
      case 134 -> status + " (aborted)";
      case 137 -> status + " (killed)";
      case 139 -> status + " (memory fault)";
      default -> Integer.toString(status);
    };
  }

  private synchronized void stopLate() {
    late = true;
    kill();
  }

  private synchronized boolean late() {
    return late;
  }

  private JobFailure tooLong() {
    return new JobFailure(job + " took longer than " + limit.toSeconds() + " s and was stopped");
  }

  /** Returns when the process is gone, so that it changes no file any more. */
  private void end() {
    kill();
    Process ending = process;
    if (ending != null) {
      ending.onExit().join();
    }
  }

  /** Ends the process and what it started, at once. */
  synchronized void kill() {
    killed = true;
    if (process != null && process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
