package dev.stillroom.host.apply;

import dev.stillroom.host.home.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the engine does at its start about acts that a crash interrupted: an act whose new file was
 * complete is finished, an earlier one is rolled back, an undoing is finished.
 */
final class Recovery {

  /** For so long a worker that outlived its engine may have left something behind. */
  private static final Duration STRAYS = Duration.ofDays(1);

  private final ActTable table;
  private final Placing placing;
  private final Steps steps;
  private final Moves moves;
  private final Path scratch;
  private final Clock clock;

  Recovery(ActTable table, Placing placing, Steps steps, Moves moves, Path scratch, Clock clock) {
    this.table = table;
    this.placing = placing;
    this.steps = steps;
    this.moves = moves;
    this.scratch = scratch;
    this.clock = clock;
  }

  void run() {
    for (ActRow act : table.interrupted()) {
      try {
        resume(act);
      } catch (IOException e) {
        // An undoing that failed says so in its act; the others fail with their message.
        if (!Steps.settled(table.find(act.id()).orElseThrow())) {
          steps.fail(act, "interrupted, and not resumed: " + Steps.words(e));
        }
      }
    }
    for (ActRow act : table.failedSince(clock.instant().minus(STRAYS))) {
      delete(act.temporary());
    }
    Scratch.empty(scratch, Instant.MAX);
  }

  private void resume(ActRow act) throws IOException {
    if (act.move()) {
      moves.resume(act);
      return;
    }
    switch (act.step()) {
      case INTENDED ->
          steps.fail(
              act,
              "interrupted before the new file was complete; "
                  + act.source().getFileName()
                  + " is untouched");
      case WRITTEN, RESERVING -> resumeWritten(act);
      case PUBLISHED -> steps.conclude(act, act.result());
      case UNDOING -> steps.finishUndo(act);
      case DONE, UNDONE, FAILED, PURGED -> {
        // Nothing to do.
      }
    }
  }

  private void resumeWritten(ActRow act) throws IOException {
    Optional<Path> result = placing.findPublished(act.wanted(), act.resultKey(), act.digestAfter());
    if (result.isPresent()) {
      MadeFolder.delete(act.temporary());
      Placing.sync(result.get().getParent());
      steps.conclude(act, result.get());
      return;
    }
    if (act.step() == ActRow.Step.RESERVING) {
      Placing.release(act.result());
    }
    if (FileState.holds(act.temporary(), act.digestAfter())
        && FileState.holds(act.source(), act.digestBefore())) {
      steps.publish(act);
    } else {
      steps.fail(
          act,
          "interrupted, and "
              + act.source().getFileName()
              + " or the new file was changed meanwhile: try again");
    }
  }

  private static void delete(Path path) {
    try {
      MadeFolder.delete(path);
    } catch (IOException stays) {
      // The next start tries again.
    }
  }
}
