package dev.stillroom.host.apply;

import dev.stillroom.host.home.Scratch;
import dev.stillroom.host.protocol.Nullable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What the engine does at its start about acts that a crash interrupted: an act whose new file was
 * complete is finished, an earlier one is rolled back, an undoing is finished. What is large is
 * read by workers meanwhile, and the engine serves. A move that cannot be looked at, because its
 * disk is not there, waits for the next start: nothing may be said of it that is not known.
 */
final class Recovery {

  /** For so long a worker that outlived its engine may have left something behind. */
  private static final Duration STRAYS = Duration.ofDays(1);

  private final ActTable table;
  private final Proofs proofs;
  private final Steps steps;
  private final Moves moves;
  private final Beforehand beforehand;
  private final Path scratch;
  private final Clock clock;
  private final Set<String> waiting = new HashSet<>();

  Recovery(
      ActTable table,
      Steps steps,
      Moves moves,
      Beforehand beforehand,
      Proofs proofs,
      Path scratch,
      Clock clock) {
    this.beforehand = beforehand;
    this.proofs = proofs;
    this.table = table;
    this.steps = steps;
    this.moves = moves;
    this.scratch = scratch;
    this.clock = clock;
  }

  /** Whether an act waits for a next start, and nothing works on it. */
  boolean waits(String actId) {
    return waiting.contains(actId);
  }

  /** The person asks for it anew: it does not wait any more. */
  void goesOn(String actId) {
    waiting.remove(actId);
  }

  /** Completes on the engine's thread when every act is finished, rolled back or waits. */
  CompletableFuture<Void> run() {
    for (ActRow act : table.failedSince(clock.instant().minus(STRAYS))) {
      delete(act.temporary());
    }
    Scratch.empty(scratch, Instant.MAX);
    List<CompletableFuture<Void>> all = table.interrupted().stream().map(this::finish).toList();
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> finish(ActRow act) {
    CompletableFuture<Void> finished = new CompletableFuture<>();
    then(act, finished, () -> resume(act, finished));
    return finished;
  }

  private interface Step {
    void run() throws IOException;
  }

  /** The step, and after it nothing that is not said in the journal. */
  private void then(ActRow act, CompletableFuture<Void> finished, Step step) {
    beforehand.then(
        act,
        () -> {
          try {
            step.run();
          } catch (IOException e) {
            // An undoing that failed says so in its act.
            table
                .find(act.id())
                .filter(left -> !Steps.settled(left))
                .ifPresent(left -> unsettled(left, Steps.words(e)));
            finished.complete(null);
          } catch (RuntimeException broken) {
            finished.completeExceptionally(broken);
          }
        });
  }

  private void unsettled(ActRow act, String why) {
    if (act.move()) {
      waiting.add(act.id());
      table.waits(act.id(), "interrupted, and waits for Stillroom's next start: " + why);
    } else if (act.step() == ActRow.Step.UNDOING) {
      table.stillDone(act.id(), "undoing was interrupted, try again: " + why);
    } else {
      steps.fail(act, "interrupted, and not resumed: " + why);
    }
  }

  private void resume(ActRow act, CompletableFuture<Void> finished) throws IOException {
    if (act.move()) {
      moves.resume(act);
      finished.complete(null);
      return;
    }
    switch (act.step()) {
      case INTENDED ->
          steps.fail(
              act,
              "interrupted before the new file was complete; "
                  + act.source().getFileName()
                  + " is untouched");
      case WRITTEN, RESERVING -> {
        Path result = resumeWritten(act);
        if (result != null) {
          steps.published(act, result);
          ActRow published = table.find(act.id()).orElseThrow();
          then(published, finished, () -> conclude(published, result, finished));
          return;
        }
      }
      case PUBLISHED -> steps.conclude(act, act.result());
      case UNDOING -> steps.finishUndo(act);
      case DONE, UNDONE, FAILED, PURGED -> {
        // Nothing to do.
      }
    }
    finished.complete(null);
  }

  private void conclude(ActRow act, Path result, CompletableFuture<Void> finished) {
    steps.conclude(act, result);
    finished.complete(null);
  }

  /** Its name, or null where it failed. */
  private @Nullable Path resumeWritten(ActRow act) throws IOException {
    Optional<Path> result =
        Placing.findPublished(act.wanted(), act.resultKey(), act.digestAfter(), proofs);
    if (result.isPresent()) {
      MadeFolder.delete(act.temporary());
      Placing.sync(result.get().getParent());
      return result.get();
    }
    if (act.step() == ActRow.Step.RESERVING) {
      Placing.release(act.result());
    }
    if (proofs.holds(act.temporary(), act.digestAfter())
        && proofs.holds(act.source(), act.digestBefore())) {
      return steps.publish(act);
    }
    steps.fail(
        act,
        "interrupted, and "
            + act.source().getFileName()
            + " or the new file was changed meanwhile: try again");
    return null;
  }

  private static void delete(Path path) {
    try {
      MadeFolder.delete(path);
    } catch (IOException stays) {
      // The next start tries again.
    }
  }
}
