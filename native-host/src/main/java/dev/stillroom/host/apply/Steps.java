package dev.stillroom.host.apply;

import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.RequestFailure;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * The steps of an act after its worker, each of which can be repeated after a crash: what was
 * already done is seen from the files and not done twice.
 */
final class Steps {

  private final ActTable table;
  private final Placing placing;
  private final KeepingPlace keeping;
  private final Proofs proofs;
  private final Consumer<Failpoint> failpoints;

  Steps(
      ActTable table,
      Placing placing,
      KeepingPlace keeping,
      Proofs proofs,
      Consumer<Failpoint> failpoints) {
    this.proofs = proofs;
    this.table = table;
    this.placing = placing;
    this.keeping = keeping;
    this.failpoints = failpoints;
  }

  /** The worker is done: journals what it made, if the source is still what it read. */
  void written(ActRow act, FileState before, Conversion.Result result) throws IOException {
    FileState now = FileState.of(act.source());
    // An unmoved change time proves that nothing was written since; otherwise the bytes decide.
    boolean same =
        before.untouched(now)
            || now.sameContent(before) && FileState.holds(act.source(), result.sourceDigest());
    if (!same) {
      throw new IOException(
          act.source().getFileName() + " was changed while it was converted: try again");
    }
    proofs.add(new Proofs.Seen(now.toString(), result.sourceDigest()));
    FileState made = FileState.of(act.temporary());
    if (!FolderDigest.is(result.digest()) && made.size() != result.bytes()) {
      throw new IOException("the new file has " + made.size() + " bytes, not " + result.bytes());
    }
    proofs.add(act.temporary(), result.digest());
    table.written(act.id(), made.key(), result.sourceDigest(), result.digest(), result.note());
    failpoints.accept(Failpoint.WRITTEN_JOURNALLED);
  }

  /**
   * Gives the complete temporary file its name.
   *
   * @return the name; null where the act failed
   */
  @Nullable
  Path publish(ActRow act) {
    Path result;
    try {
      FileState made = FileState.of(act.temporary());
      result =
          placing.publish(act.temporary(), act.wanted(), name -> table.reserving(act.id(), name));
      Placing.sync(result.getParent());
      proofs.renamed(made, result);
    } catch (IOException e) {
      fail(act, words(e));
      return null;
    }
    failpoints.accept(Failpoint.RESULT_PUBLISHED);
    return result;
  }

  /** Journals the name of the result of an act that has more to do. */
  void published(ActRow act, Path result) {
    if (act.removeOriginal()) {
      table.published(act.id(), result);
      failpoints.accept(Failpoint.RESULT_JOURNALLED);
    }
  }

  /** The result has its name: keeps the original where it has to go, and journals the outcome. */
  void conclude(ActRow act, Path result) {
    Path kept = null;
    String message = null;
    if (act.removeOriginal()) {
      try {
        if (!proofs.holds(result, act.digestAfter())) {
          throw new IOException(result.getFileName() + " is not as it was made");
        }
        kept = keeping.keep(act.id(), act.source(), act.digestBefore());
      } catch (IOException e) {
        message = "the original was left where it is: " + words(e);
        kept = keeping.giveUp(act.id(), act.source(), act.digestBefore());
        if (kept != null) {
          message = "the original waits in " + kept + ": " + words(e);
        }
      }
      failpoints.accept(Failpoint.ORIGINAL_KEPT);
    }
    if (message == null && !FolderDigest.is(act.digestAfter())) {
      message = larger(kept == null ? act.source() : kept, result);
    }
    table.done(act.id(), result, kept, both(act.message(), message));
    failpoints.accept(Failpoint.OUTCOME_JOURNALLED);
  }

  private static @Nullable String both(@Nullable String first, @Nullable String second) {
    return first == null || second == null ? first == null ? second : first : first + "; " + second;
  }

  /** A conversion that costs room is no secret; null where it does not. */
  private static String larger(Path original, Path result) {
    try {
      long before = Files.size(original);
      long after = Files.size(result);
      return after <= before
          ? null
          : "the new file is larger: %,d bytes instead of %,d".formatted(after, before);
    } catch (IOException moved) {
      return null;
    }
  }

  /** Rolls back an act whose result has no name yet. */
  void fail(ActRow act, String message) {
    String more = "";
    try {
      MadeFolder.delete(act.temporary());
    } catch (IOException e) {
      more = "; " + act.temporary() + " could not be removed: " + words(e);
    }
    table.failed(act.id(), message + more);
  }

  /**
   * Checks that an act can be taken back, and journals that it will be.
   *
   * @throws RequestFailure when it cannot
   */
  ActRow beginUndo(ActRow act) {
    String settled = Moves.settled(act.state());
    String why = settled != null ? settled : whyNotNow(act);
    if (why != null) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW,
          "the conversion of " + act.source().getFileName() + " cannot be undone: " + why);
    }
    table.undoing(act.id());
    failpoints.accept(Failpoint.UNDO_JOURNALLED);
    return act;
  }

  private String whyNotNow(ActRow act) {
    if (act.step() == ActRow.Step.PURGED) {
      return "its original was kept for " + Acts.KEPT_FOR.toDays() + " days and is gone";
    }
    if (act.kept() != null
        && !proofs.holds(act.kept(), act.digestBefore())
        && !proofs.holds(act.source(), act.digestBefore())) {
      return "its original is not in the keeping place any more, " + act.kept();
    }
    if (act.kept() == null
        && !FolderDigest.is(act.digestAfter())
        && Placing.exists(act.result())
        && !proofs.holds(act.source(), act.digestBefore())) {
      return notAsItWas(act);
    }
    return null;
  }

  /** Original first, result second: at no moment are there fewer pictures than before. */
  void finishUndo(ActRow act) throws IOException {
    StringJoiner left = new StringJoiner("; ");
    try {
      boolean original = restoreOriginal(act, left);
      removeResult(act, original, left);
    } catch (IOException e) {
      table.stillDone(act.id(), "undoing failed: " + words(e));
      throw e;
    }
    failpoints.accept(Failpoint.RESULT_REMOVED);
    if (act.kept() != null) {
      keeping.drop(act.kept());
    }
    table.undone(act.id(), left.length() == 0 ? null : left.toString());
    failpoints.accept(Failpoint.UNDO_OUTCOME_JOURNALLED);
  }

  /** Whether the original's bytes are in the folder now. */
  private boolean restoreOriginal(ActRow act, StringJoiner left) throws IOException {
    if (act.kept() != null && Placing.exists(act.kept())) {
      if (act.step() == ActRow.Step.UNDOING && act.back() != null) {
        Placing.release(act.back()); // Interrupted between its reserving and its filling.
      }
      Path back =
          keeping.restore(
              act.kept(),
              act.source(),
              act.temporary(),
              act.digestBefore(),
              name -> table.goingBack(act.id(), name));
      if (!back.equals(act.source())) {
        left.add(
            act.source().getFileName()
                + " was taken, so the original is back as "
                + back.getFileName());
      }
      failpoints.accept(Failpoint.ORIGINAL_RESTORED);
      return true;
    }
    return proofs.holds(act.source(), act.digestBefore());
  }

  /** Takes the result away, unless it is another file by now or all that is left. */
  private void removeResult(ActRow act, boolean original, StringJoiner left) throws IOException {
    if (FolderDigest.is(act.digestAfter())) {
      MadeFolder.remove(act, original, proofs, left, failpoints);
      return;
    }
    Path result = act.result();
    if (!Placing.exists(result)) {
      left.add(result.getFileName() + " was gone already");
    } else if (!proofs.holds(result, act.digestAfter())) {
      left.add(result.getFileName() + " was changed since and was left as it is");
    } else if (!original) {
      left.add(notAsItWas(act)); // Only where the original was changed since the undoing began.
    } else {
      Files.delete(result);
      Placing.sync(result.getParent());
    }
  }

  private static String notAsItWas(ActRow act) {
    return act.source().getFileName()
        + " is not as it was, so "
        + act.result().getFileName()
        + " was left as it is";
  }

  /** What an exception of the file system says, without its class. */
  static String words(IOException e) {
    if (e instanceof FileSystemException about && about.getFile() != null) {
      String reason = about.getReason() == null ? reason(about) : about.getReason();
      return about.getFile() + ": " + reason;
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static String reason(FileSystemException e) {
    return switch (e) {
      case java.nio.file.NoSuchFileException gone -> "not there";
      case java.nio.file.FileAlreadyExistsException taken -> "exists already";
      case java.nio.file.AccessDeniedException denied -> "access denied";
      default -> e.getClass().getSimpleName();
    };
  }

  /** Whether an act's outcome is settled. */
  static boolean settled(ActRow act) {
    return act.state() != FilesView.ActState.INTENDED && act.step() != ActRow.Step.UNDOING;
  }
}
