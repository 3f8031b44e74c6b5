package dev.stillroom.host.outcome;

import dev.stillroom.host.apply.Acts;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.FilesView.ActBy;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.NoticeKind;
import dev.stillroom.host.task.Namings;
import dev.stillroom.host.task.Notices;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.PredictionRow.Mode;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.watch.Deed;
import dev.stillroom.host.watch.Deeds;
import dev.stillroom.host.watch.FileKey;
import dev.stillroom.host.watch.FollowUp;
import dev.stillroom.host.watch.FollowUp.Actor;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Conversions and moves by the person, by an offer that was taken and by a task that runs by
 * itself: has the act done, and makes of it what the person meant: a label, an outcome, a notice.
 */
public final class Conversions {

  /** A decision older than this is not made up for when an engine starts. */
  private static final Duration FRESH = Duration.ofHours(1);

  private final Journal journal;
  private final Downloads downloads;
  private final Acts acts;
  private final TaskStore tasks;
  private final Versions versions;
  private final Predictions predictions;
  private final Refusals refusals;
  private final Outcomes outcomes;
  private final Notices notices;
  private final Deeds deeds;
  private final Clock clock;
  private final Map<String, CompletableFuture<FilesView.DoneAct>> underWay = new HashMap<>();

  public Conversions(
      Journal journal,
      Downloads downloads,
      Acts acts,
      TaskStore tasks,
      Versions versions,
      Predictions predictions,
      Refusals refusals,
      Outcomes outcomes,
      Notices notices,
      Deeds deeds,
      Clock clock) {
    this.journal = journal;
    this.downloads = downloads;
    this.acts = acts;
    this.tasks = tasks;
    this.versions = versions;
    this.predictions = predictions;
    this.refusals = refusals;
    this.outcomes = outcomes;
    this.notices = notices;
    this.deeds = deeds;
    this.clock = clock;
  }

  /** The person's own act: the original stays. */
  public CompletableFuture<FilesView.DoneAct> byPerson(String downloadId, String to) {
    Download download = download(downloadId);
    return once(
        key(downloadId, to),
        () ->
            done(
                    new Acts.Order(
                        null, downloadId, null, ActBy.PERSON, download.path(), to, false),
                    Acts.Terms.NONE)
                .thenApply(
                    act -> journal.transaction(() -> followedUp(act, downloadId, Actor.PERSON))));
  }

  /** Does what was offered. */
  public CompletableFuture<FilesView.DoneAct> take(String offerId) {
    PredictionRow offer = openOffer(offerId);
    Optional<String> refusal = refusals.offer(offer);
    if (refusal.isPresent()) {
      throw new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, refusal.get());
    }
    return once(
        key(offer),
        () ->
            begin(offer, ActBy.OFFER, () -> refusals.offer(offer))
                .thenApply(act -> journal.transaction(() -> taken(offer, act))));
  }

  /** The person's own folder for an offered file: their act, and the right answer. */
  public CompletableFuture<FilesView.DoneAct> fileInto(String offerId, String folder) {
    PredictionRow offer = openOffer(offerId);
    if (!(act(offer) instanceof View.Filing)) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW, "this offer is of a conversion: take it or leave it");
    }
    Download download = download(offer.subjectId());
    Path into = acts.folder(Path.of(folder));
    return once(
        key(offer),
        () ->
            settled(
                    acts.move(
                        new Acts.Move(
                            null, download.id(), null, ActBy.PERSON, download.path(), into),
                        Acts.Terms.NONE))
                .thenApply(
                    act ->
                        journal.transaction(() -> followedUp(act, download.id(), Actor.PERSON))));
  }

  private FilesView.DoneAct taken(PredictionRow offer, FilesView.DoneAct act) {
    FilesView.DoneAct done = followedUp(act, offer.subjectId(), Actor.MODEL);
    outcomes.taken(offer);
    return done;
  }

  /** Leaves an offered file as it is; the same input is not offered again. */
  public void leave(String offerId) {
    PredictionRow offer = openOffer(offerId);
    if (underWay.containsKey(key(offer))) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW, "it is being done: undo it when it is done");
    }
    outcomes.left(offer);
    deeds.record(
        new FollowUp(offer.subjectId(), clock.instant(), new Deed.Left(), Actor.PERSON, null));
  }

  /**
   * Applies what a trusted model said, with a notice; a failure is told, never hidden. What the
   * person has stopped since the decision is not done.
   */
  public void applyByItself(PredictionRow prediction) {
    if (refusals.byItself(prediction).isPresent() || underWay.containsKey(key(prediction))) {
      predictions.withheld(prediction.id(), clock.instant()); // Or the person was faster.
      return;
    }
    Trust trust = versions.champion(prediction.taskId()).map(Version::trust).orElse(Trust.OBSERVE);
    boolean earned = trust == Trust.AUTO_EARNED;
    once(
        key(prediction),
        () ->
            begun(prediction, earned)
                .whenComplete(
                    (act, failure) ->
                        journal.transaction(
                            () -> {
                              applied(prediction, earned, act, failure);
                              return null;
                            })));
  }

  private CompletableFuture<FilesView.DoneAct> begun(PredictionRow prediction, boolean earned) {
    try {
      return begin(
          prediction, earned ? ActBy.EARNED : ActBy.GRANTED, () -> refusals.byItself(prediction));
    } catch (RequestFailure impossible) {
      return CompletableFuture.failedFuture(impossible);
    }
  }

  private void applied(
      PredictionRow prediction, boolean earned, FilesView.DoneAct act, Throwable failure) {
    String taskId = prediction.taskId();
    if (failure == null) {
      followedUp(act, prediction.subjectId(), Actor.MODEL);
      notices.tell(NoticeKind.APPLIED, earned, taskId, null, act.id(), null);
      return;
    }
    predictions.withheld(prediction.id(), clock.instant());
    if (refusals.byItself(prediction).isEmpty()) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      notices.tell(NoticeKind.APPLY_FAILED, false, taskId, null, null, cause.getMessage());
    }
  }

  /**
   * Makes up for a death between a decision, its act and the act's consequences: every act that is
   * done has its deed, outcome and notice, every one that is undone has them taken back, and what
   * was decided and never begun is begun or withheld. Called at the engine's start.
   */
  public void catchUp() {
    List<String> done =
        journal.query(
            "SELECT id FROM act WHERE state = 'DONE' AND download_id IS NOT NULL AND NOT EXISTS"
                + " (SELECT 1 FROM follow_up f WHERE f.act_id = act.id)",
            row -> row.text(1));
    done.forEach(id -> journal.transaction(() -> caughtUp(acts.find(id).orElseThrow())));
    List<String> undone =
        journal.query(
            "SELECT id FROM act WHERE state = 'UNDONE' AND EXISTS"
                + " (SELECT 1 FROM follow_up f WHERE f.act_id = act.id AND f.taken_back = 0)",
            row -> row.text(1));
    undone.forEach(
        id ->
            journal.transaction(
                () -> undone(acts.find(id).orElseThrow(), predictionOf(id).orElse(null))));
    predictions.neverApplied().forEach(this::takeUp);
  }

  private FilesView.DoneAct caughtUp(FilesView.DoneAct act) {
    Optional<PredictionRow> prediction = predictionOf(act.id()).flatMap(predictions::find);
    Actor actor = act.by() == ActBy.PERSON ? Actor.PERSON : Actor.MODEL;
    followedUp(act, act.downloadId(), actor);
    prediction.filter(row -> row.mode().asked()).ifPresent(outcomes::taken);
    if (prediction.filter(row -> row.mode() == Mode.APPLIED).isPresent()) {
      boolean earned = act.by() == ActBy.EARNED;
      notices.tell(NoticeKind.APPLIED, earned, act.taskId(), null, act.id(), null);
    }
    return act;
  }

  private void takeUp(PredictionRow decided) {
    Optional<String> failure =
        journal.first(
            "SELECT message FROM act WHERE prediction_id = ?", row -> row.text(1), decided.id());
    if (failure.isEmpty() && decided.time().plus(FRESH).isAfter(clock.instant())) {
      applyByItself(decided);
      return;
    }
    predictions.withheld(decided.id(), clock.instant());
    failure.ifPresent(
        why -> notices.tell(NoticeKind.APPLY_FAILED, false, decided.taskId(), null, null, why));
  }

  /** Whether an act is under way. */
  public boolean busy() {
    return !underWay.isEmpty();
  }

  private Optional<String> predictionOf(String actId) {
    return journal
        .first("SELECT prediction_id FROM act WHERE id = ?", Conversions::predictionId, actId)
        .filter(id -> !id.isEmpty());
  }

  private static String predictionId(Journal.Row row) throws SQLException {
    String id = row.text(1);
    return id == null ? "" : id;
  }

  /** Takes an act back, and what was learned from it. */
  public CompletableFuture<FilesView.DoneAct> undo(String actId) {
    String predictionId = predictionOf(actId).orElse(null);
    return once(
        "undo " + actId,
        () ->
            acts.undo(actId)
                .thenApply(act -> journal.transaction(() -> undone(act, predictionId))));
  }

  private FilesView.DoneAct undone(FilesView.DoneAct act, String predictionId) {
    if (act.act() instanceof View.Filing) {
      // One that was shown by hand became a download only by the act.
      journal
          .query(
              "SELECT download_id FROM act WHERE id = ?1 AND download_id IS NOT NULL"
                  + " UNION SELECT download_id FROM follow_up WHERE act_id = ?1",
              row -> row.text(1),
              act.id())
          .forEach(id -> seen(id, Path.of(act.source())));
    }
    deeds.takeBackAct(act.id());
    journal.update("UPDATE notice SET dismissed = 1 WHERE act_id = ?", act.id());
    if (predictionId != null) {
      outcomes.undone(predictionId);
    }
    return act;
  }

  private CompletableFuture<FilesView.DoneAct> begin(
      PredictionRow prediction, ActBy by, Supplier<Optional<String>> refusal) {
    Download download = download(prediction.subjectId());
    Acts.Terms terms = new Acts.Terms(download.fileKey(), download.digest(), refusal);
    return switch (act(prediction)) {
      case View.Conversion conversion ->
          done(
              new Acts.Order(
                  prediction.taskId(),
                  download.id(),
                  prediction.id(),
                  by,
                  download.path(),
                  conversion.to(),
                  conversion.removeOriginal()),
              terms);
      case View.Filing filing ->
          settled(
              acts.move(
                  new Acts.Move(
                      prediction.taskId(),
                      download.id(),
                      prediction.id(),
                      by,
                      download.path(),
                      Path.of(filing.folder()),
                      filing.name(),
                      null),
                  terms));
    };
  }

  private FilesView.DoneAct followedUp(FilesView.DoneAct act, String downloadId, Actor actor) {
    Path result = Path.of(act.result());
    Deed deed =
        switch (act.act()) {
          case View.Conversion done -> new Deed.Converted(done.to(), result, done.removeOriginal());
          case View.Filing _ -> new Deed.Moved(result);
        };
    if (deed instanceof Deed.Moved) {
      seen(downloadId, result); // The watcher's own look comes later.
    }
    deeds.record(new FollowUp(downloadId, clock.instant(), deed, actor, act.id()));
    return act;
  }

  private void seen(String downloadId, Path file) {
    try {
      downloads.seen(downloadId, file, FileKey.of(file));
    } catch (IOException notThere) {
      // Moved on already, or back under another name: the watcher will find it.
    }
  }

  /** Has it done; one that failed is a failure to whoever asked, and in the journal. */
  private CompletableFuture<FilesView.DoneAct> done(Acts.Order order, Acts.Terms terms) {
    return settled(acts.convert(order, terms));
  }

  private static CompletableFuture<FilesView.DoneAct> settled(
      CompletableFuture<FilesView.DoneAct> begun) {
    return begun.thenApply(
        act -> {
          if (act.state() != FilesView.ActState.DONE) {
            throw new RequestFailure(ErrorCode.CONVERSION_FAILED, act.message());
          }
          return act;
        });
  }

  /** A second press while the first is under way gets the same answer, not a second file. */
  private CompletableFuture<FilesView.DoneAct> once(
      String key, Supplier<CompletableFuture<FilesView.DoneAct>> work) {
    CompletableFuture<FilesView.DoneAct> running = underWay.get(key);
    if (running != null) {
      return running;
    }
    CompletableFuture<FilesView.DoneAct> started = work.get();
    underWay.put(key, started);
    started.whenComplete((done, failure) -> underWay.remove(key));
    return started;
  }

  private String key(PredictionRow prediction) {
    return switch (act(prediction)) {
      case View.Conversion conversion -> key(prediction.subjectId(), conversion.to());
      case View.Filing _ -> key(prediction.subjectId(), "folder");
    };
  }

  /** What a task would do to a file; an offer of another kind of task is none of a file. */
  private View.FileAct act(PredictionRow prediction) {
    return switch (tasks.get(prediction.taskId()).act()) {
      case View.Conversion conversion -> conversion;
      case View.Filing _ ->
          new View.Filing(prediction.output(), Namings.said(journal, prediction.id()));
      case View.Choice _,
          View.Picking _,
          View.Passages _,
          View.FormFill _,
          View.Repetition _,
          View.Errand _,
          View.Answering _ ->
          throw new RequestFailure(
              ErrorCode.NOT_POSSIBLE_NOW, "this is suggested in a page: take it there");
    };
  }

  private static String key(String downloadId, String to) {
    return downloadId + " " + to;
  }

  private PredictionRow openOffer(String offerId) {
    Optional<PredictionRow> offer = predictions.find(offerId).filter(row -> row.mode().asked());
    if (offer.isEmpty()) {
      throw new RequestFailure(ErrorCode.NOT_FOUND, "no offer is called '" + offerId + "'");
    }
    if (offer.get().outcome() != null) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW, "this offer was answered already: open the popup again");
    }
    return offer.get();
  }

  private Download download(String id) {
    Download download =
        downloads
            .find(id)
            .orElseThrow(
                () ->
                    new RequestFailure(ErrorCode.NOT_FOUND, "no download is called '" + id + "'"));
    if (!download.allowed()) {
      throw new RequestFailure(
          ErrorCode.OUTSIDE_ALLOWED_FOLDERS,
          download.path() + " is outside the folders you allowed: allow its folder first");
    }
    if (!download.there()) {
      throw new RequestFailure(
          ErrorCode.NOT_FOUND, download.path() + " is no longer there: nothing was done");
    }
    return download;
  }
}
