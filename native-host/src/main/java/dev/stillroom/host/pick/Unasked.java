package dev.stillroom.host.pick;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.SummaryShown;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.routine.Routine;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.watch.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/**
 * Pages of one kind of which the person always wants the key passages: a routine like others, found
 * after the third page. Its task says whether they are shown unasked; the panel and the list of
 * what was found are two places to answer the same.
 */
final class Unasked {

  /** After so many pages of a kind it is suggested to show key passages unasked. */
  static final int OFTEN = 3;

  private static final String DEED = "unasked";

  /** Hexadecimal digits of a kind of page in a task's name. */
  private static final int DIGITS = 16;

  private final SummaryStore kinds;
  private final TaskStore tasks;
  private final Tasks life;

  Unasked(Journal journal, TaskStore tasks, Tasks life, Clock clock) {
    this.kinds = new SummaryStore(journal, clock);
    this.tasks = tasks;
    this.life = life;
  }

  /** One more page was summarized because the person asked. */
  void asked(PageKind kind, String site) {
    kinds.asked(kind, site);
    int pages = kinds.of(kind).asked();
    boolean waits = task(kind).isEmpty() && life.suggestedEnough();
    if (pages >= OFTEN && of(kind).shown() == SummaryShown.ASKED && !waits) {
      life.found(
          new Routine(
              DEED + ":" + key(kind),
              DEED + ":" + key(kind),
              new View.Unasked(kind.place(), site),
              new View.Pages(pages, 0, 0),
              true,
              pages + " pages of one kind on " + site + " were summarized"));
    }
  }

  /** What is known of a kind of pages, the person's answer to what was found included. */
  SummaryStore.Known of(PageKind kind) {
    SummaryStore.Known known = kinds.of(kind);
    return new SummaryStore.Known(
        known.asked(), task(kind).map(task -> said(task, known.shown())).orElse(known.shown()));
  }

  private static SummaryShown said(Task task, SummaryShown before) {
    return switch (task.phase()) {
      case READY -> task.paused() ? SummaryShown.NEVER : SummaryShown.ALWAYS;
      case DISMISSED -> SummaryShown.NEVER;
      case PROPOSED, DISTILLING, FAILED -> before;
    };
  }

  /** The person's answer in the panel. */
  void answered(PageKind kind, String site, SummaryShown shown) {
    kinds.shown(kind, site, shown);
    task(kind)
        .ifPresent(
            task -> {
              boolean always = shown == SummaryShown.ALWAYS;
              tasks.phase(task.id(), always ? TaskPhase.READY : TaskPhase.DISMISSED, null);
              tasks.paused(task.id(), false);
            });
  }

  private Optional<Task> task(PageKind kind) {
    return tasks.find(DEED + "-" + key(kind));
  }

  private static String key(PageKind kind) {
    return Digests.sha256(kind.place().getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
  }
}
