package dev.stillroom.host.outcome;

import dev.stillroom.host.apply.Acts;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.watch.Deed;
import dev.stillroom.host.watch.Deeds;
import dev.stillroom.host.watch.FileKey;
import dev.stillroom.host.watch.Folders;
import dev.stillroom.host.watch.FollowUp;
import dev.stillroom.host.watch.FollowUp.Actor;
import dev.stillroom.host.watch.PastDownloads;
import dev.stillroom.host.watch.Provenance;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A folder tidied: many moves as one act, and many acts taken back at once. What the person chose
 * themselves is learned from; what they only let pass in a long list is not, and neither is
 * evidence for trust.
 */
public final class Tidying {

  /** At most so many in one request; the client says how far it is between two. */
  private static final int PART = 50;

  private static final String BATCH = "[0-9a-f]{16}";

  private final Settings settings;
  private final Journal journal;
  private final Downloads downloads;
  private final PastDownloads past;
  private final Folders folders;
  private final Acts acts;
  private final Conversions conversions;
  private final TaskStore tasks;
  private final Deeds deeds;
  private final Clock clock;
  private final RandomGenerator random;
  private final Map<String, CompletableFuture<Void>> running = new HashMap<>();
  private final Set<String> takenBack = new HashSet<>();
  private int underWay;

  public Tidying(
      Settings settings,
      Journal journal,
      Downloads downloads,
      PastDownloads past,
      Folders folders,
      Acts acts,
      Conversions conversions,
      TaskStore tasks,
      Deeds deeds,
      Clock clock,
      RandomGenerator random) {
    this.settings = settings;
    this.journal = journal;
    this.downloads = downloads;
    this.past = past;
    this.folders = folders;
    this.acts = acts;
    this.conversions = conversions;
    this.tasks = tasks;
    this.deeds = deeds;
    this.clock = clock;
    this.random = random;
  }

  /** Whether files are being moved; the engine does not leave meanwhile. */
  public boolean busy() {
    return underWay > 0;
  }

  /**
   * Moves files of one folder.
   *
   * @param batch what all parts are called, by the one who asks or as the first was answered; null
   *     for a new one
   */
  public CompletableFuture<Reply> tidy(
      String folder, @Nullable String batch, List<FilesView.TidyMove> moves) {
    if (moves.size() > PART) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, moves.size() + " moves are more than " + PART + ": send fewer");
    }
    if (batch != null && !batch.matches(BATCH)) {
      throw new RequestFailure(ErrorCode.INVALID_VALUE, "no batch is called '" + batch + "'");
    }
    Refusals.requireGoing(settings);
    Path place = folders.requireFolder(folder);
    String id = batch == null ? "%016x".formatted(random.nextLong()) : batch;
    String taskId =
        tasks.running().stream()
            .filter(task -> task.act() instanceof View.Filing)
            .map(Task::id)
            .findFirst()
            .orElse(null);
    List<FilesView.NotDone> failed = new ArrayList<>();
    int[] moved = {0};
    CompletableFuture<Void> all =
        each(moves, move -> move(place, id, taskId, move, failed, moved))
            .whenComplete(
                (_, _) -> {
                  running.remove(id);
                  takenBack.remove(id);
                });
    if (!all.isDone()) {
      running.put(id, all);
    }
    return all.thenApply(_ -> new Reply.Tidied(id, moved[0], List.copyOf(failed)));
  }

  /** One after the other; each takes care of its own failure. */
  private <T> CompletableFuture<Void> each(List<T> all, Function<T, CompletableFuture<Void>> work) {
    underWay++;
    CompletableFuture<Void> chain = CompletableFuture.completedFuture(null);
    for (T one : all) {
      chain = chain.thenCompose(_ -> work.apply(one));
    }
    return chain.whenComplete((_, _) -> underWay--);
  }

  private CompletableFuture<Void> move(
      Path folder,
      String batch,
      @Nullable String taskId,
      FilesView.TidyMove move,
      List<FilesView.NotDone> failed,
      int[] moved) {
    try {
      if (takenBack.contains(batch)) {
        throw new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, "it is being taken back");
      }
      Path source = file(folder, move.name());
      Optional<Download> download = downloads.byPath(source).filter(Download::there);
      Acts.Move order =
          new Acts.Move(
              move.chosen() ? null : taskId,
              download.map(Download::id).orElse(null),
              null,
              move.chosen() ? FilesView.ActBy.PERSON : FilesView.ActBy.OFFER,
              source,
              Path.of(move.folder()),
              null,
              batch);
      return acts.move(order, Acts.Terms.NONE)
          .handle(
              (act, failure) -> {
                if (failure != null || act.state() != FilesView.ActState.DONE) {
                  String why = failure == null ? act.message() : words(failure);
                  failed.add(new FilesView.NotDone("", move.name(), why));
                } else {
                  moved[0]++;
                  journal.transaction(() -> followedUp(act, source, download, move.chosen()));
                }
                return null;
              });
    } catch (RequestFailure | InvalidPathException refused) {
      failed.add(new FilesView.NotDone("", move.name(), refused.getMessage()));
      return CompletableFuture.completedFuture(null);
    }
  }

  /** A file of that folder itself: a name is a name and no path. */
  private static Path file(Path folder, String name) {
    Path file = folder.resolve(name);
    if (name.isEmpty() || !folder.equals(file.getParent()) || !file.equals(file.normalize())) {
      throw new RequestFailure(ErrorCode.INVALID_VALUE, "'" + name + "' is no file's name");
    }
    return file;
  }

  private Void followedUp(
      FilesView.DoneAct act, Path source, Optional<Download> known, boolean chosen) {
    Path result = Path.of(act.result());
    Optional<String> id = known.map(Download::id);
    try {
      if (id.isEmpty() && chosen) {
        // What is shown by hand of a file that no browser told of is worth learning, too.
        id = Optional.of(past.add(source, result, Provenance.of(result)).id());
      } else if (id.isPresent()) {
        downloads.seen(id.get(), result, FileKey.of(result));
      }
    } catch (IOException movedOn) {
      return null; // The watcher will find it.
    }
    id.ifPresent(
        download ->
            deeds.record(
                new FollowUp(
                    download,
                    clock.instant(),
                    new Deed.Moved(result),
                    chosen ? Actor.PERSON : Actor.MODEL,
                    act.id())));
    return null;
  }

  /**
   * Takes back the acts of a batch, or all since a moment, newest first. What a batch that is under
   * way has not moved yet stays.
   *
   * @param skip acts that could not be taken back before
   */
  public CompletableFuture<Reply> undo(
      @Nullable String batch, @Nullable Instant since, List<String> skip) {
    if ((batch == null) == (since == null)) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, "say either which batch is undone or since when");
    }
    CompletableFuture<Void> tidying = batch == null ? null : running.get(batch);
    if (tidying != null) {
      takenBack.add(batch);
      return tidying.handle((_, _) -> null).thenCompose(_ -> undo(batch, null, skip));
    }
    List<FilesView.DoneAct> all =
        acts.undoable(batch, since).stream().filter(act -> !skip.contains(act.id())).toList();
    List<FilesView.DoneAct> part = all.subList(0, Math.min(PART, all.size()));
    List<FilesView.NotDone> failed = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    int[] undone = {0};
    return each(part, act -> undo(act, failed, undone, notes))
        .thenApply(
            _ ->
                new Reply.UndoneMany(
                    undone[0], all.size() - part.size(), List.copyOf(failed), List.copyOf(notes)));
  }

  private CompletableFuture<Void> undo(
      FilesView.DoneAct act, List<FilesView.NotDone> failed, int[] undone, List<String> notes) {
    String name = Path.of(act.source()).getFileName().toString();
    try {
      return conversions
          .undo(act.id())
          .handle(
              (done, failure) -> {
                if (failure == null) {
                  undone[0]++;
                  if (done.message() != null) {
                    notes.add(done.message());
                  }
                } else {
                  failed.add(new FilesView.NotDone(act.id(), name, words(failure)));
                }
                return null;
              });
    } catch (RequestFailure refused) {
      failed.add(new FilesView.NotDone(act.id(), name, refused.getMessage()));
      return CompletableFuture.completedFuture(null);
    }
  }

  private static String words(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
