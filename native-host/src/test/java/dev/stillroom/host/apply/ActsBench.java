package dev.stillroom.host.apply;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.worker.WorkerCommand;
import dev.stillroom.host.worker.WorkerProcesses;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A real home, a real journal and one thread in the engine's place, for tests of acts. */
final class ActsBench implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  final Home home;
  final Path folder;

  /** A second allowed folder, on another file system where there is a link to one. */
  final Path elsewhere;

  /** A folder that the person took back. */
  volatile Path takenBack;

  final Acts acts;
  final Journal journal;
  private final ExecutorService engine =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
  private final Workers workers;
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  /** With workers that are real processes. */
  ActsBench(Path directory) throws IOException {
    this(directory, processes(directory), true);
  }

  ActsBench(Path directory, Workers workers, boolean links) throws IOException {
    this(directory, workers, links, Failpoint.ofEnvironment());
  }

  /** With a choice of who decodes. */
  ActsBench(Path directory, Decoders decoders, BrowserDecoder browser) throws IOException {
    this(
        directory,
        inProcess(),
        true,
        Failpoint.ofEnvironment(),
        Beforehand.AT_ONCE,
        decoders,
        browser);
  }

  /**
   * @param failpoints told each step of an act that is passed
   */
  ActsBench(Path directory, Workers workers, boolean links, Consumer<Failpoint> failpoints)
      throws IOException {
    this(
        directory,
        workers,
        links,
        failpoints,
        Beforehand.AT_ONCE,
        new Decoders(Codecs.available()),
        BrowserDecoder.NONE);
  }

  /** With nothing so small that it is read on the engine's thread. */
  static ActsBench reading(Path directory, Workers workers) throws IOException {
    return new ActsBench(
        directory,
        workers,
        true,
        passed -> {},
        -1,
        new Decoders(Codecs.available()),
        BrowserDecoder.NONE);
  }

  private ActsBench(
      Path directory,
      Workers workers,
      boolean links,
      Consumer<Failpoint> failpoints,
      long atOnce,
      Decoders decoders,
      BrowserDecoder browser)
      throws IOException {
    this.workers = workers;
    home = new Home(directory.resolve("home"));
    folder = Files.createDirectories(directory.resolve("Downloads")).toRealPath();
    Path second = directory.resolve("elsewhere");
    elsewhere = Files.exists(second) ? second.toRealPath() : second;
    journal = onEngine(() -> Journal.open(home.journal()));
    Clock clock = new MovableClock();
    acts =
        new Acts(
            journal,
            home,
            workers,
            engine,
            path ->
                (path.startsWith(folder) || path.startsWith(elsewhere))
                    && (takenBack == null || !path.startsWith(takenBack)),
            clock,
            new Random(),
            failpoints,
            new Placing(links, failpoints),
            atOnce,
            decoders,
            browser);
  }

  /**
   * Does something until a step, at which the engine's thread stands still for ever and its journal
   * stays open: to files and journal the same as a process that was killed there, and much quicker.
   */
  static void halt(Path directory, boolean links, Failpoint at, Consumer<ActsBench> work)
      throws Exception {
    halt(directory, inProcess(), links, Beforehand.AT_ONCE, at, work);
  }

  /**
   * @param atOnce bytes that are read on the engine's thread; -1 for not even nothing
   */
  static void halt(
      Path directory,
      Workers workers,
      boolean links,
      long atOnce,
      Failpoint at,
      Consumer<ActsBench> work)
      throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    ActsBench dying =
        new ActsBench(
            directory,
            workers,
            links,
            passed -> {
              if (passed == at) {
                reached.countDown();
                standStill();
              }
            },
            atOnce,
            new Decoders(Codecs.available()),
            BrowserDecoder.NONE);
    work.accept(dying);
    if (!reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("did not come to " + at);
    }
  }

  private static void standStill() {
    while (true) {
      LockSupport.park();
    }
  }

  static WorkerProcesses processes(Path directory) {
    Home home = new Home(directory.resolve("home"));
    return new WorkerProcesses(
        WorkerCommand::of,
        WorkerProcesses.Settings.of(home.scratch(), home.log().resolve("worker.log")));
  }

  /** Does the work in this process: fast, for what is not about workers. */
  static Workers inProcess() {
    return (classPath, job, arguments, progress) -> {
      try {
        Job work =
            switch (job) {
              case CopyJob.NAME -> new CopyJob();
              case ProgramConversion.JOB -> new ProgramJob();
              case Unpacking.JOB -> new UnpackJob();
              case DigestJob.NAME -> new DigestJob();
              default -> new ConvertJob();
            };
        return CompletableFuture.completedFuture(work.run(arguments, progress));
      } catch (JobFailure | InterruptedException | LinkageError failure) {
        return CompletableFuture.failedFuture(failure);
      }
    };
  }

  Acts.Order order(Path source, boolean removeOriginal) {
    return new Acts.Order(
        "task", "download", null, FilesView.ActBy.PERSON, source, "jpeg", removeOriginal);
  }

  FilesView.DoneAct convert(Path source, boolean removeOriginal) {
    return await(acts.convert(order(source, removeOriginal), Acts.Terms.NONE));
  }

  FilesView.DoneAct move(Path source, Path into) {
    return await(begin(source, into));
  }

  FilesView.DoneAct move(Path source, Path into, String name) {
    return await(begin(source, into, name));
  }

  CompletableFuture<FilesView.DoneAct> begin(Path source, Path into) {
    return begin(source, into, null);
  }

  private CompletableFuture<FilesView.DoneAct> begin(Path source, Path into, String name) {
    return acts.move(
        new Acts.Move("task", "download", null, FilesView.ActBy.PERSON, source, into, name, null),
        Acts.Terms.NONE);
  }

  FilesView.DoneAct undo(String id) {
    return await(acts.undo(id));
  }

  <T> T onEngine(Supplier<T> work) {
    return await(CompletableFuture.supplyAsync(work, engine));
  }

  void recover() {
    await(onEngine(acts::recover));
  }

  FilesView.DoneAct find(String id) {
    return onEngine(() -> acts.find(id)).orElseThrow();
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RequestFailure refused) {
        throw refused;
      }
      throw e;
    }
  }

  /** Names in the folder, sorted. */
  List<String> names() throws IOException {
    return names(folder);
  }

  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public void close() throws Exception {
    if (workers instanceof AutoCloseable processes) {
      processes.close();
    }
    onEngine(
        () -> {
          journal.close();
          return null;
        });
    engine.shutdown();
    engine.awaitTermination(10, TimeUnit.SECONDS);
  }

  private final class MovableClock extends Clock implements InstantSource {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
