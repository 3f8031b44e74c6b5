package dev.stillroom.distiller.select;

import dev.stillroom.distiller.dataset.Dataset;
import dev.stillroom.distiller.train.Trainer;
import dev.stillroom.distiller.verify.Split;
import dev.stillroom.runtime.job.JobFailure;
import java.util.List;
import java.util.Locale;

/** The seconds a distillation may take, and what each student would take of them. */
final class Budget {

  private final double allowed;
  private final long started;
  private final Speed speed = Speed.measured();

  Budget(Limits limits, long started) {
    this.allowed = limits.maxSeconds();
    this.started = started;
  }

  /** Refuses before any work where not even the least that is better than a guess fits. */
  void refuseTheImpossible(List<Trainer> ladder, Dataset dataset, Split split) throws JobFailure {
    double least = Double.POSITIVE_INFINITY;
    for (Trainer trainer : ladder.subList(1, ladder.size())) {
      if (trainer.pointless(dataset.items(), dataset.labels()) == null) {
        least = Math.min(least, seconds(trainer, dataset, split));
      }
    }
    if (spent() + least > allowed) {
      throw new JobFailure(
          String.format(
              Locale.ROOT,
              "distilling %d examples of %d labels would take about %.1f s, the limit is %s s:"
                  + " raise --max-seconds or give fewer examples",
              dataset.items().size(),
              dataset.labels().size(),
              spent() + least,
              allowed));
    }
  }

  /** Why a student is not begun any more, or null where there is time. */
  String tooLate(Trainer trainer, Dataset dataset, Split split) {
    double seconds = seconds(trainer, dataset, split);
    return spent() + seconds <= allowed
        ? null
        : String.format(
            Locale.ROOT,
            "it would take about %.1f s, %.1f of %s s were left",
            seconds,
            Math.max(0, allowed - spent()),
            allowed);
  }

  private double spent() {
    return (System.nanoTime() - started) / 1e9;
  }

  /** Every fold's training and, unless one fold's student is the one, the last on everything. */
  private double seconds(Trainer trainer, Dataset dataset, Split split) {
    long learned = split.shipsFirst() ? 0 : dataset.items().size();
    for (Split.Fold fold : split.folds()) {
      learned += fold.train().size();
    }
    double share = (double) learned / dataset.items().size();
    return speed.seconds(
        trainer.preparation(dataset.items())
            + share * trainer.work(dataset.items(), dataset.labels()));
  }
}
