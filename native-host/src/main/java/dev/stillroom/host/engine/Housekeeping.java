package dev.stillroom.host.engine;

import dev.stillroom.host.agent.JobStore;
import dev.stillroom.host.apply.Acts;
import dev.stillroom.host.ask.Asks;
import dev.stillroom.host.fill.FormStore;
import dev.stillroom.host.journal.Choices;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Events;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.outcome.ChoiceOutcomes;
import dev.stillroom.host.outcome.Outcomes;
import dev.stillroom.host.repeat.Repetitions;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.watch.Watcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What happens by the clock: windows close, raw events and kept originals expire, what was applied
 * by itself is looked at again, and challengers are distilled while nothing else is going on.
 */
final class Housekeeping {

  /** How often the clock is looked at. */
  static final Duration PERIOD = Duration.ofSeconds(5);

  private static final Duration EXPIRY_PERIOD = Duration.ofHours(1);

  private final Journal journal;
  private final Watcher watcher;
  private final Events events;
  private final Downloads downloads;
  private final Acts acts;
  private final Tasks tasks;
  private final Distillation distillation;
  private final Predictions predictions;
  private final Outcomes outcomes;
  private final Choices choices;
  private final ChoiceOutcomes choiceOutcomes;
  private final FormStore forms;
  private final Repetitions repetitions;
  private final Asks asks;
  private final JobStore jobs;
  private final Clock clock;
  private Instant expired = Instant.EPOCH;

  Housekeeping(
      Journal journal,
      Watcher watcher,
      Events events,
      Downloads downloads,
      Acts acts,
      Tasks tasks,
      Distillation distillation,
      Predictions predictions,
      Outcomes outcomes,
      Choices choices,
      ChoiceOutcomes choiceOutcomes,
      FormStore forms,
      Repetitions repetitions,
      Asks asks,
      JobStore jobs,
      Clock clock) {
    this.journal = journal;
    this.watcher = watcher;
    this.events = events;
    this.downloads = downloads;
    this.acts = acts;
    this.tasks = tasks;
    this.distillation = distillation;
    this.predictions = predictions;
    this.outcomes = outcomes;
    this.choices = choices;
    this.choiceOutcomes = choiceOutcomes;
    this.forms = forms;
    this.repetitions = repetitions;
    this.asks = asks;
    this.jobs = jobs;
    this.clock = clock;
  }

  /**
   * Does what is due.
   *
   * @param idle whether nothing else is going on
   */
  void run(boolean idle) {
    Instant now = clock.instant();
    // Also where the clock was set back: it would be silent until the time it had comes again.
    boolean hourly =
        now.isBefore(expired) || Duration.between(expired, now).compareTo(EXPIRY_PERIOD) >= 0;
    journal.transaction(
        () -> {
          events.lookAtClock();
          watcher.closeDue(now);
          lookAtApplied(now);
          if (hourly) {
            predictions.unanswered(now.minus(Outcomes.WINDOW)).forEach(outcomes::windowClosed);
            choiceOutcomes.ignored(now.minus(Outcomes.WINDOW));
            choices.expire(now.minus(Events.RETENTION));
            events.expire();
            forms.expire(now.minus(Events.RETENTION));
            repetitions.expire(now.minus(Events.RETENTION));
            asks.expire(now.minus(Events.RETENTION));
            jobs.expire(now.minus(Events.RETENTION));
            downloads.expire(now.minus(Events.RETENTION));
          }
          if (idle && !distillation.busy()) {
            tasks.retrainAtIdle();
          }
          return null;
        });
    if (hourly) {
      expired = now;
      acts.purgeKept(now);
    }
  }

  /** A result that was moved on is one the person kept; silence until the window closes is not. */
  private void lookAtApplied(Instant now) {
    for (PredictionRow applied : predictions.openApplied()) {
      Optional<Path> movedTo =
          journal.first(
              "SELECT k.path FROM act a JOIN known_file k ON k.file_key = a.result_key"
                  + " WHERE a.prediction_id = ? AND a.kind = 'CONVERT' AND a.state = 'DONE' AND k.path <> a.result"
                  + " AND k.digest = a.digest_after",
              row -> Path.of(row.text(1)),
              applied.id());
      if (movedTo.isPresent() && Files.exists(movedTo.get())) {
        outcomes.kept(applied);
      } else if (now.isAfter(applied.time().plus(Outcomes.WINDOW))) {
        outcomes.silent(applied);
      }
    }
  }
}
