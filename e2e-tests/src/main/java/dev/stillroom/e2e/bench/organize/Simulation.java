package dev.stillroom.e2e.bench.organize;

import dev.stillroom.distiller.DistillJob;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.outcome.FilingOutcomes;
import dev.stillroom.host.outcome.Outcomes;
import dev.stillroom.host.outcome.Settlement;
import dev.stillroom.host.outcome.Succession;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.routine.FilingFinder;
import dev.stillroom.host.task.Corrections;
import dev.stillroom.host.task.Decisions;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.FilingKind;
import dev.stillroom.host.task.GrantedFolders;
import dev.stillroom.host.task.Notices;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.PredictionRow.Mode;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.Subject;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.watch.Deed;
import dev.stillroom.host.watch.Deeds;
import dev.stillroom.host.watch.FollowUp;
import dev.stillroom.host.watch.FollowUp.Actor;
import dev.stillroom.host.watch.FollowUps;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pool.Pool;
import dev.stillroom.runtime.student.Prediction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * The product's own journal, students, decisions and trust, with the made-up person in the place of
 * a browser and a file manager, and distillations in this process. Files are not moved here; tests
 * of acts do that.
 */
public final class Simulation implements AutoCloseable {

  /** So often in a row must a folder have been right before the person presses "Always". */
  private static final int ALWAYS_AFTER = 8;

  private final Path downloadFolder;
  private final Random random;
  private final Journal journal;
  private final Downloads downloads;
  private final Deeds deeds;
  private final TaskStore store;
  private final Tasks tasks;
  private final Versions versions;
  private final Predictions predictions;
  private final GrantedFolders granted;
  private final Decisions decisions;
  private final Outcomes outcomes;
  private final FilingFinder finder;
  private final Moving clock = new Moving();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private double distilling;
  private int distillations;
  private int seen;
  private final int every;
  private final boolean inside;
  private final boolean grants;

  private record Waiting(String downloadId, Instant until) {}

  /**
   * What was said of one download before it was known where it goes.
   *
   * @param said the folder that was offered or gone to, or null
   * @param three the three most probable ones
   * @param earned whether it was put away because the model earned it
   */
  public record Said(
      Saved saved, String said, List<String> three, Mode mode, boolean earned, double confidence) {

    public boolean right() {
      return saved.folder().equals(said);
    }

    public boolean inThree() {
      return three.contains(saved.folder());
    }

    public boolean applied() {
      return mode == Mode.APPLIED;
    }
  }

  /**
   * @param every an idle moment, in which it may be distilled, comes after so many downloads
   * @param inside whether documents are looked into
   * @param grants whether the person ever presses "Always"
   */
  public Simulation(
      Path directory, Path downloadFolder, long seed, int every, boolean inside, boolean grants)
      throws IOException {
    this.every = every;
    this.inside = inside;
    this.grants = grants;
    this.downloadFolder = downloadFolder;
    this.random = new Random(seed);
    Home home = new Home(directory);
    home.create();
    journal = Journal.open(home.journal());
    downloads = new Downloads(journal, clock);
    store = new TaskStore(journal, clock);
    Audit audit = new Audit(journal, clock);
    versions = new Versions(journal, audit, clock);
    predictions = new Predictions(journal);
    granted = new GrantedFolders(journal, audit, clock);
    TaskKinds kinds = new TaskKinds(List.of(new FilingKind(journal, granted, folder -> true)));
    Notices silent = (kind, quiet, task, prediction, act, message) -> {};
    Pool pool =
        new Pool(
            home.packs(), 64L << 20, new Encoders(Encoders.directory(), home.directory(), clock));
    Distillation distillation =
        new Distillation(
            home, store, kinds, versions, audit, silent, workers(), Runnable::run, push -> {});
    tasks = new Tasks(store, kinds, versions, distillation, pool, audit, silent, clock);
    Corrections corrections = new Corrections(journal, clock);
    decisions =
        new Decisions(
            store, kinds, versions, predictions, corrections, pool, silent, audit, clock, random);
    Succession succession = new Succession(journal, kinds, versions, silent);
    Settlement settlement =
        new Settlement(store, kinds, predictions, corrections, versions, succession, silent, clock);
    outcomes =
        new Outcomes(
            store,
            predictions,
            downloads,
            settlement,
            new FilingOutcomes(predictions, settlement, granted, silent),
            clock);
    FollowUps told =
        new FollowUps() {
          @Override
          public void followedUp(FollowUp followUp) {
            outcomes.followedUp(followUp);
          }

          @Override
          public void takenBack(FollowUp followUp) {
            outcomes.takenBack(followUp);
          }
        };
    deeds = new Deeds(journal, downloads, told);
    finder = new FilingFinder(journal);
  }

  private Workers workers() {
    return (classPath, job, arguments, progress) -> {
      long begun = System.nanoTime();
      try {
        return CompletableFuture.completedFuture(new DistillJob().run(arguments, progress));
      } catch (JobFailure | InterruptedException failure) {
        return CompletableFuture.failedFuture(failure);
      } finally {
        distilling += (System.nanoTime() - begun) / 1e9;
        distillations++;
      }
    };
  }

  /** One download, what is said of it, and what the person does then. */
  public Said next(Saved saved) {
    clock.now = saved.event().time();
    closeWindows();
    Download download =
        downloads.add(
            saved.event(),
            new Downloads.Found(
                Path.of(saved.event().path()),
                true,
                "1:" + saved.event().id(),
                saved.event().bytes(),
                null,
                null));
    if (inside) {
      download = downloads.looked(download, saved.inside());
    }
    List<String> three = ranked(download);
    decisions.decide(View.Filing.class, Subject.toFile(download), task -> true);
    Optional<PredictionRow> row =
        predictions.of(download.id()).stream()
            .filter(one -> one.mode().asked() || one.mode() == Mode.APPLIED)
            .findFirst();
    boolean earned =
        versions.champion("file").map(Version::trust).filter(Trust.AUTO_EARNED::equals).isPresent();
    if (row.isPresent()) {
      answer(saved, download, row.get());
    } else {
      byHand(saved, download);
    }
    learn();
    return new Said(
        saved,
        row.map(said -> name(said.output())).orElse(null),
        three,
        row.map(PredictionRow::mode).orElse(Mode.OBSERVED),
        earned,
        row.map(PredictionRow::confidence).orElse(0.0));
  }

  private List<String> ranked(Download download) {
    if (versions.champion("file").isEmpty()) {
      return List.of();
    }
    return decisions.attempt("file", download.filing()).ranked().stream()
        .limit(3)
        .map(Prediction.Ranked::label)
        .map(this::name)
        .toList();
  }

  private void answer(Saved saved, Download download, PredictionRow said) {
    boolean right = folder(saved).equals(said.output());
    String act = "act-" + download.id();
    if (said.mode() == Mode.APPLIED) {
      moved(download, Path.of(said.output()), Actor.MODEL, acted(act, said));
      if (!right) {
        deeds.takeBackAct(act);
        outcomes.undone(said.id());
        byHand(saved, download);
      }
    } else if (right && random.nextInt(10) > 0) {
      moved(download, Path.of(said.output()), Actor.MODEL, acted(act, said));
      outcomes.taken(said);
    } else if (saved.folder().equals(Saved.LEFT) && random.nextBoolean()) {
      outcomes.left(said);
      record(download, new Deed.Left(), Actor.PERSON, null);
    } else {
      byHand(saved, download);
    }
    grant(said.output());
  }

  private void byHand(Saved saved, Download download) {
    if (saved.folder().equals(Saved.LEFT)) {
      waiting.add(new Waiting(download.id(), clock.now.plus(Downloads.WINDOW)));
    } else {
      moved(download, Path.of(folder(saved)), Actor.OUTSIDE, null);
    }
  }

  private void moved(Download download, Path folder, Actor actor, String act) {
    record(download, new Deed.Moved(folder.resolve(download.name())), actor, act);
  }

  private void record(Download download, Deed deed, Actor actor, String act) {
    deeds.record(new FollowUp(download.id(), clock.now, deed, actor, act));
  }

  private String acted(String act, PredictionRow said) {
    journal.update(
        "INSERT INTO act (id, time, task_id, download_id, prediction_id, actor, kind, goal,"
            + " remove_original, state, step, source)"
            + " VALUES (?, ?, 'file', ?, ?, 'OFFER', 'MOVE', ?, 0, 'DONE', 'DONE', '')",
        act,
        clock.now.toEpochMilli(),
        said.subjectId(),
        said.id(),
        said.output());
    return act;
  }

  /** The person looks at a folder's figures and says "Always". */
  private void grant(String folder) {
    List<Boolean> last =
        journal.query(
            "SELECT outcome = 'agreed' FROM prediction WHERE task_id = 'file' AND output = ?"
                + " AND mode <> 'shadow' AND outcome IN ('agreed', 'disagreed')"
                + " ORDER BY outcome_time DESC LIMIT ?",
            row -> row.flag(1),
            folder,
            ALWAYS_AFTER);
    if (grants && last.size() == ALWAYS_AFTER && !last.contains(false)) {
      granted.grant("file", folder);
    }
  }

  private void closeWindows() {
    while (!waiting.isEmpty() && !waiting.peek().until().isAfter(clock.now)) {
      String id = waiting.poll().downloadId();
      deeds.record(new FollowUp(id, clock.now, new Deed.Left(), Actor.OUTSIDE, null));
    }
  }

  private void learn() {
    finder.find().ifPresent(tasks::found);
    Optional<Task> task = store.find("file");
    if (task.isPresent() && task.get().phase() == View.TaskPhase.PROPOSED) {
      tasks.accept("file");
    } else if (++seen % every == 0) {
      tasks.retrainAtIdle();
    }
  }

  private String folder(Saved saved) {
    return saved.folder().equals(Saved.LEFT)
        ? Task.LEAVE
        : downloadFolder.resolveSibling(saved.folder()).toString();
  }

  private String name(String label) {
    return label.equals(Task.LEAVE)
        ? Saved.LEFT
        : downloadFolder.getParent().relativize(Path.of(label)).toString();
  }

  public int distillations() {
    return distillations;
  }

  public double secondsDistilling() {
    return distilling;
  }

  @Override
  public void close() {
    journal.close();
  }

  private static final class Moving extends Clock {
    private Instant now = Instant.EPOCH;

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
  }
}
