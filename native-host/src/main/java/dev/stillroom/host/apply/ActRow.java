package dev.stillroom.host.apply;

import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.watch.FileFormat;
import java.nio.file.Path;
import java.time.Instant;

/**
 * One act as the journal holds it.
 *
 * @param to the format that a picture is converted to, or the folder that a file is moved to
 * @param move whether it is a move
 * @param batch what it was done together with, or null
 * @param back where the undoing of a move put the file, or is about to put it, or of another act
 *     the original, where links do not work; else null
 */
record ActRow(
    String id,
    Instant time,
    String taskId,
    String downloadId,
    FilesView.ActBy by,
    String to,
    boolean removeOriginal,
    FilesView.ActState state,
    Step step,
    Path source,
    Path result,
    Path temporary,
    Path kept,
    String sourceKey,
    String resultKey,
    String digestBefore,
    String digestAfter,
    String message,
    boolean move,
    Path back,
    String batch,
    String name) {

  /** How far an act came; what recovery does follows from it. */
  enum Step {
    /** The worker may be writing the temporary file. */
    INTENDED,
    /** The temporary file is complete, and its key and digests are journalled. */
    WRITTEN,
    /** A name is being reserved for it, on a file system without links: {@code result}. */
    RESERVING,
    /** The result has its name; the original may be on its way to the keeping place. */
    PUBLISHED,
    DONE,
    UNDOING,
    UNDONE,
    FAILED,
    /** Done, and the kept original was removed after its time. */
    PURGED
  }

  /** The name the result should have: the source's, of a picture with the target's extension. */
  Path wanted() {
    return move
        ? Path.of(to).resolve(name == null ? source.getFileName().toString() : name)
        : FileFormat.rename(source, to);
  }

  boolean mayUndo() {
    return state == FilesView.ActState.DONE && step == Step.DONE;
  }

  FilesView.DoneAct view() {
    return new FilesView.DoneAct(
        id,
        taskId,
        downloadId,
        move ? new View.Filing(to, name) : new View.Conversion(to, removeOriginal),
        by,
        state,
        source.toString(),
        result == null ? null : result.toString(),
        digestBefore,
        digestAfter,
        mayUndo(),
        message,
        batch,
        time);
  }
}
