package dev.stillroom.host.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The steps of a move, of which each can be repeated after a crash. On one file system the file
 * gets its new name before it loses the old one, so that at no moment it has none; to another one
 * it is copied by a worker, synced and compared first. Nothing is overwritten: a name that is taken
 * makes it the next free one.
 */
final class Moves {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ActTable table;
  private final Placing placing;
  private final Workers workers;
  private final Proofs proofs;
  private final Consumer<Failpoint> failpoints;

  /** Runs what follows a worker on the engine's thread, with every failure told to the caller. */
  interface Later {
    void run(Work work);
  }

  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  Moves(
      ActTable table,
      Placing placing,
      Workers workers,
      Proofs proofs,
      Consumer<Failpoint> failpoints) {
    this.table = table;
    this.placing = placing;
    this.workers = workers;
    this.proofs = proofs;
    this.failpoints = failpoints;
  }

  /** The name under which a copy of a move that is taken back is made. */
  private static Path backwards(ActRow act) {
    return act.source().resolveSibling(act.temporary().getFileName());
  }

  /** Goes on after the intent was journalled. */
  void go(ActRow act, Acts.Terms terms, Later later, Runnable done) throws IOException {
    FileState before;
    try {
      before = FileState.of(act.source());
      if (FileState.sameFileSystem(act.source(), Path.of(act.to()))) {
        if (terms.mustHold(before.key()) && !proofs.isKnown(act.source())) {
          readFirst(act, terms, later, done);
          return;
        }
        if (terms.mustHold(before.key()) && !proofs.holds(act.source(), terms.digest())) {
          throw new IOException(Acts.Terms.changed(act.source()));
        }
        Path result = give(act, act.source());
        conclude(act, result);
        done.run();
        return;
      }
    } catch (AtomicMoveNotSupportedException seemsSoOnly) {
      // As with two mounts of one device: it has to be copied after all.
      before = FileState.of(act.source());
    } catch (IOException e) {
      fail(act, Steps.words(e));
      done.run();
      return;
    }
    FileState first = before;
    copy(
        act.source(),
        act.temporary(),
        (result, failure) ->
            later.run(
                () -> {
                  copied(act, terms, first, result, failure);
                  done.run();
                }));
  }

  /** Has a worker read what may have gigabytes, and goes on with what it saw. */
  private void readFirst(ActRow act, Acts.Terms terms, Later later, Runnable done) {
    DigestJob.Order order = new DigestJob.Order(List.of(act.source().toString()), List.of());
    start(
        DigestJob.NAME,
        JSON.valueToTree(order),
        act.source(),
        (result, failure) ->
            later.run(
                () -> {
                  Optional<String> refusal = terms.refusal().get();
                  if (failure != null || refusal.isPresent()) {
                    fail(act, refusal.orElseGet(() -> words(failure)));
                    done.run();
                    return;
                  }
                  proofs.add(JSON.treeToValue(result, DigestJob.Result.class));
                  if (Placing.exists(act.source()) && proofs.isKnown(act.source())) {
                    go(act, terms, later, done);
                    return;
                  }
                  fail(act, act.source().getFileName() + " was changed meanwhile: try again");
                  done.run();
                }));
  }

  private Path give(ActRow act, Path file) throws IOException {
    Path result =
        placing.give(file, act.wanted(), linking -> {}, name -> table.reserving(act.id(), name));
    Placing.sync(result.getParent());
    failpoints.accept(Failpoint.RESULT_PUBLISHED);
    return result;
  }

  private void copied(
      ActRow act, Acts.Terms terms, FileState before, JsonNode json, Throwable failure) {
    if (failure != null) {
      fail(act, words(failure));
      return;
    }
    failpoints.accept(Failpoint.TEMPORARY_WRITTEN);
    Optional<String> refusal = terms.refusal().get();
    if (refusal.isPresent()) {
      fail(act, refusal.get());
      return;
    }
    try {
      CopyJob.Result copy = JSON.treeToValue(json, CopyJob.Result.class);
      if (terms.mustHold(before.key()) && !copy.digest().equals(terms.digest())) {
        throw new IOException(Acts.Terms.changed(act.source()));
      }
      copyIsKnown(before, act.source(), act.temporary(), copy);
      table.written(act.id(), FileState.of(act.temporary()).key(), copy.digest(), copy.digest());
      failpoints.accept(Failpoint.WRITTEN_JOURNALLED);
      ActRow written = table.find(act.id()).orElseThrow();
      FileState made = FileState.of(act.temporary());
      Path result = give(written, act.temporary());
      tidy(written, made, result);
      conclude(written, result);
    } catch (JsonProcessingException e) {
      fail(act, "the worker's result cannot be read: " + e.getOriginalMessage());
    } catch (IOException e) {
      fail(act, Steps.words(e));
    }
  }

  /** After the copy has its name nothing fails any more, not even where its disk is gone again. */
  private void tidy(ActRow act, FileState made, Path result) {
    try {
      Files.deleteIfExists(act.temporary());
      proofs.renamed(made, result);
    } catch (IOException gone) {
      // It is looked at once more before the first one goes.
    }
  }

  /** What the worker read of both is not read again on the engine's thread. */
  private void copyIsKnown(FileState before, Path source, Path copied, CopyJob.Result copy)
      throws IOException {
    FileState now = FileState.of(source);
    if (!before.sameContent(now)) {
      throw new IOException(source.getFileName() + " was changed meanwhile: try again");
    }
    proofs.add(new Proofs.Seen(now.toString(), copy.digest()));
    proofs.add(copied, copy.digest());
  }

  /**
   * The file has its new name: takes the old one away, and journals the outcome. From here on it
   * fails only where the new name could be taken away again.
   */
  private void conclude(ActRow act, Path result) {
    table.arrived(act.id(), result, keyOf(act, result));
    failpoints.accept(Failpoint.RESULT_JOURNALLED);
    String message = null;
    try {
      removeOld(act.source(), result, act.digestAfter());
    } catch (IOException e) {
      if (removedNew(act.source(), result)) {
        fail(act, Steps.words(e));
        return;
      }
      message = "the first one was left where it is: " + Steps.words(e);
    }
    failpoints.accept(Failpoint.ORIGINAL_KEPT);
    table.done(act.id(), result, null, message);
    failpoints.accept(Failpoint.OUTCOME_JOURNALLED);
  }

  /** By which the file is known that just arrived; its disk may be gone again. */
  private static String keyOf(ActRow act, Path result) {
    try {
      return FileState.of(result).key();
    } catch (IOException gone) {
      return act.resultKey() == null ? act.sourceKey() : act.resultKey();
    }
  }

  /** Where both are names of one file: takes the new one away, so that the old one stays. */
  private static boolean removedNew(Path old, Path now) {
    try {
      if (!FileState.of(old).key().equals(FileState.of(now).key())) {
        return false;
      }
      Files.delete(now);
      return true;
    } catch (IOException stays) {
      return false;
    }
  }

  /**
   * Removes {@code old}, unless it is another file by now than the one that {@code now} is or has
   * the bytes of.
   */
  private void removeOld(Path old, Path now, String digest) throws IOException {
    if (!Placing.exists(old)) {
      return;
    }
    boolean sameFile = FileState.of(old).key().equals(FileState.of(now).key());
    if (sameFile || proofs.holds(now, digest) && proofs.holds(old, digest)) {
      Files.delete(old);
      Placing.sync(old.getParent());
    } else {
      throw new IOException(old.getFileName() + " was changed meanwhile");
    }
  }

  /** Rolls back a move whose file has no new name. */
  void fail(ActRow act, String message) {
    String more = "";
    try {
      Files.deleteIfExists(act.temporary());
    } catch (IOException e) {
      more = "; " + act.temporary() + " could not be removed: " + Steps.words(e);
    }
    table.failed(act.id(), message + more);
  }

  /** Why it cannot be taken back now, or null. */
  String whyNotNow(ActRow act) throws IOException {
    Path result = act.result();
    if (!Placing.exists(result)) {
      return "it is not at " + result + " any more";
    }
    boolean same =
        FileState.of(result).key().equals(act.resultKey())
            || proofs.holds(result, act.digestAfter());
    if (!same) {
      return "another file is at " + result + " by now";
    }
    return Files.isDirectory(act.source().getParent())
        ? null
        : "its folder " + act.source().getParent() + " is not there any more";
  }

  /**
   * Goes on after the wish to undo was journalled.
   *
   * @param refusal why it must not go back any more, asked once more after a copy
   */
  void goBack(ActRow act, Supplier<Optional<String>> refusal, Later later, Runnable done)
      throws IOException {
    try {
      if (FileState.sameFileSystem(act.result(), act.source().getParent())) {
        finishBack(act, nameBack(act, act.result()));
        done.run();
        return;
      }
      Files.deleteIfExists(backwards(act));
    } catch (AtomicMoveNotSupportedException seemsSoOnly) {
      Files.deleteIfExists(backwards(act)); // It has to be copied after all.
    } catch (IOException e) {
      table.stillDone(act.id(), "undoing failed: " + Steps.words(e));
      throw e;
    }
    FileState before = FileState.of(act.result());
    copy(
        act.result(),
        backwards(act),
        (result, failure) ->
            later.run(
                () -> {
                  try {
                    if (failure != null) {
                      throw new IOException(words(failure));
                    }
                    Optional<String> refused = refusal.get();
                    if (refused.isPresent()) {
                      throw new IOException(refused.get());
                    }
                    CopyJob.Result copy = JSON.treeToValue(result, CopyJob.Result.class);
                    copyIsKnown(before, act.result(), backwards(act), copy);
                    FileState made = FileState.of(backwards(act));
                    Path back = nameBack(act, backwards(act));
                    Files.deleteIfExists(backwards(act));
                    proofs.renamed(made, back);
                    finishBack(table.find(act.id()).orElseThrow(), back);
                    done.run();
                  } catch (IOException e) {
                    Files.deleteIfExists(backwards(act));
                    table.stillDone(act.id(), "undoing failed: " + Steps.words(e));
                    throw e;
                  }
                }));
  }

  private Path nameBack(ActRow act, Path file) throws IOException {
    Path back =
        placing.give(file, act.source(), name -> table.goingBack(act.id(), name), reserving -> {});
    Placing.sync(back.getParent());
    failpoints.accept(Failpoint.ORIGINAL_RESTORED);
    return back;
  }

  private void finishBack(ActRow act, Path back) throws IOException {
    if (Placing.exists(act.result())) {
      removeOld(act.result(), back, act.digestAfter());
    }
    failpoints.accept(Failpoint.RESULT_REMOVED);
    String message =
        back.equals(act.source())
            ? null
            : act.source().getFileName() + " was taken, so it is back as " + back.getFileName();
    table.undone(act.id(), message);
    failpoints.accept(Failpoint.UNDO_OUTCOME_JOURNALLED);
  }

  /**
   * What a crash interrupted is finished where the file has its new name, else rolled back.
   *
   * @throws IOException where that cannot be told, as with a disk that is not there: the act is as
   *     it was
   */
  void resume(ActRow act) throws IOException {
    switch (act.step()) {
      case INTENDED, WRITTEN, RESERVING -> resumeGoing(act);
      case PUBLISHED -> resumePublished(act);
      case UNDOING -> resumeBack(act);
      case DONE, UNDONE, FAILED, PURGED -> {
        // Nothing to do.
      }
    }
  }

  private void resumeGoing(ActRow act) throws IOException {
    boolean gone = !Placing.exists(act.source());
    if (gone || act.digestAfter() != null) {
      requireThere(Path.of(act.to()));
      requireThere(act.source().getParent());
    }
    Optional<Path> result =
        act.digestAfter() == null
            ? Placing.named(act.wanted(), act.sourceKey())
            : Placing.findPublished(act.wanted(), act.resultKey(), act.digestAfter(), proofs);
    // A disk that was away has other keys than before: the name it reserved tells as much.
    if (result.isEmpty()
        && gone
        && act.step() == ActRow.Step.RESERVING
        && arrivedAt(act.result(), act.digestAfter())) {
      result = Optional.of(act.result());
    }
    if (result.isPresent()) {
      Files.deleteIfExists(act.temporary());
      Placing.sync(result.get().getParent());
      conclude(act, result.get());
      return;
    }
    if (act.step() == ActRow.Step.RESERVING) {
      Placing.release(act.result());
    }
    String name = act.source().getFileName().toString();
    fail(
        act,
        gone
            ? "interrupted before it was moved, and " + name + " was moved or removed since"
            : "interrupted before it was moved; " + name + " is untouched");
  }

  /** Whether the file stands under a name; an empty one may be what only keeps the name free. */
  private boolean arrivedAt(Path name, @Nullable String digest) throws IOException {
    return Placing.exists(name)
        && (digest == null
            ? Files.isDirectory(name) || Files.size(name) > 0
            : proofs.holds(name, digest));
  }

  private void resumePublished(ActRow act) throws IOException {
    requireThere(act.result().getParent());
    if (Placing.exists(act.result())) {
      conclude(act, act.result());
      return;
    }
    // It was moved: that somebody took it from there since is no failure, and no act's business.
    table.done(act.id(), act.result(), null, act.result() + " is not there any more");
  }

  private static void requireThere(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
  }

  private void resumeBack(ActRow act) throws IOException {
    Path back = act.back();
    if (back != null) {
      requireThere(back.getParent());
    }
    Files.deleteIfExists(backwards(act));
    if (back != null && Placing.exists(back)) {
      // The file itself went back where it is not at its new name; a copy is known by its bytes.
      boolean left =
          act.digestAfter() == null
              && Files.isDirectory(act.result().getParent())
              && !Placing.exists(act.result());
      boolean moved =
          left
              || FileState.of(back).key().equals(act.resultKey())
              || proofs.holds(back, act.digestAfter());
      if (moved) {
        finishBack(act, back);
        return;
      }
      Placing.release(back);
    }
    table.stillDone(act.id(), "undoing was interrupted: try again");
  }

  private interface Worked {
    void with(JsonNode result, Throwable failure);
  }

  private void copy(Path from, Path temporary, Worked then) {
    CopyJob.Order order = new CopyJob.Order(from.toString(), temporary.toString());
    start(CopyJob.NAME, JSON.valueToTree(order), from, then);
  }

  private void start(String job, JsonNode order, Path read, Worked then) {
    long bytes = 0;
    try {
      bytes = Files.size(read);
    } catch (IOException gone) {
      // The worker says so.
    }
    workers
        .start(Workers.ClassPath.HOST, job, order, (fraction, phase) -> {}, Workers.limitOf(bytes))
        .whenComplete(then::with);
  }

  private static String words(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof JobFailure ? cause.getMessage() : "its worker broke down: " + cause;
  }

  /** The failure of an undoing that cannot be begun. */
  static RequestFailure cannotUndo(ActRow act, String why) {
    return new RequestFailure(
        ErrorCode.NOT_POSSIBLE_NOW,
        "the move of " + act.source().getFileName() + " cannot be undone: " + why);
  }

  /** Why an act in this state cannot be undone, or null. */
  static String settled(FilesView.ActState state) {
    return switch (state) {
      case INTENDED -> "it is not finished yet: try again in a moment";
      case UNDONE -> "it was undone already";
      case FAILED -> "it failed and left everything as it was";
      case DONE -> null;
    };
  }
}
