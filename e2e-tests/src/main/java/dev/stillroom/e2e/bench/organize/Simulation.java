package dev.stillroom.e2e.bench.organize;

import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.FilingKind;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.PredictionRow.Mode;
import dev.stillroom.host.task.Subject;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.trust.Carried;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.watch.Deed;
import dev.stillroom.host.watch.FollowUp;
import dev.stillroom.host.watch.FollowUp.Actor;
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
  private final FilingStations stations;
  private final Moving clock = new Moving();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
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
   * @param earned whether the model earned to put it away, and nobody granted its folder
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
    stations = new FilingStations(directory, clock, random);
  }

  /** One download, what is said of it, and what the person does then. */
  public Said next(Saved saved) {
    clock.now = saved.event().time();
    closeWindows();
    Download download =
        stations.downloads.add(
            saved.event(),
            new Downloads.Found(
                Path.of(saved.event().path()),
                true,
                "1:" + saved.event().id(),
                saved.event().bytes(),
                null,
                null));
    if (inside) {
      download = stations.downloads.looked(download, saved.inside());
    }
    List<String> three = ranked(download);
    stations.decisions.decide(View.Filing.class, Subject.toFile(download), (task, folder) -> true);
    Optional<PredictionRow> row =
        stations.predictions.of(download.id()).stream()
            .filter(one -> one.mode().asked() || one.mode() == Mode.APPLIED)
            .findFirst();
    boolean earned =
        row.filter(said -> !stations.granted.granted("file", said.output())).isPresent()
            && trust().equals(Optional.of(Trust.AUTO_EARNED));
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
    if (stations.versions.champion("file").isEmpty()) {
      return List.of();
    }
    return stations.decisions.attempt("file", download.filing()).ranked().stream()
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
        stations.deeds.takeBackAct(act);
        stations.outcomes.undone(said.id());
        byHand(saved, download);
      }
    } else if (right && random.nextInt(10) > 0) {
      moved(download, Path.of(said.output()), Actor.MODEL, acted(act, said));
      stations.outcomes.taken(said);
    } else if (saved.folder().equals(Saved.LEFT) && random.nextBoolean()) {
      stations.outcomes.left(said);
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
    stations.deeds.record(new FollowUp(download.id(), clock.now, deed, actor, act));
  }

  private String acted(String act, PredictionRow said) {
    stations.journal.update(
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
        stations.journal.query(
            "SELECT outcome = 'agreed' FROM prediction WHERE task_id = 'file' AND output = ?"
                + " AND mode <> 'shadow' AND outcome IN ('agreed', 'disagreed')"
                + " ORDER BY outcome_time DESC LIMIT ?",
            row -> row.flag(1),
            folder,
            ALWAYS_AFTER);
    if (grants && last.size() == ALWAYS_AFTER && !last.contains(false)) {
      stations.granted.grant("file", folder);
    }
  }

  private void closeWindows() {
    while (!waiting.isEmpty() && !waiting.peek().until().isAfter(clock.now)) {
      String id = waiting.poll().downloadId();
      stations.deeds.record(new FollowUp(id, clock.now, new Deed.Left(), Actor.OUTSIDE, null));
    }
  }

  private void learn() {
    stations.finder.find().ifPresent(stations.tasks::found);
    Optional<Task> task = stations.store.find("file");
    if (task.isPresent() && task.get().phase() == View.TaskPhase.PROPOSED) {
      stations.tasks.accept("file");
    } else if (++seen % every == 0) {
      stations.tasks.retrainAtIdle();
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

  private Optional<Trust> trust() {
    return stations.versions.champion("file").map(Version::trust);
  }

  /** The outcomes that trust rests on now: of all acts, and of those it was sure of. */
  public Carried evidence() {
    return stations
        .versions
        .champion("file")
        .map(
            champion ->
                new Carried(
                    champion.sequence(), stations.versions.earning(champion, FilingKind.SURE)))
        .orElse(Carried.NOTHING);
  }

  public int distillations() {
    return stations.distillations();
  }

  public double secondsDistilling() {
    return stations.secondsDistilling();
  }

  @Override
  public void close() {
    stations.close();
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
