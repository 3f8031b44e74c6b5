package dev.stillroom.e2e.bench.organize;

import dev.stillroom.distiller.DistillJob;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.outcome.FilingOutcomes;
import dev.stillroom.host.outcome.Outcomes;
import dev.stillroom.host.outcome.Settlement;
import dev.stillroom.host.outcome.Succession;
import dev.stillroom.host.routine.FilingFinder;
import dev.stillroom.host.task.Corrections;
import dev.stillroom.host.task.Decisions;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.FilingKind;
import dev.stillroom.host.task.GrantedFolders;
import dev.stillroom.host.task.Notices;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.watch.Deeds;
import dev.stillroom.host.watch.FollowUp;
import dev.stillroom.host.watch.FollowUps;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pool.Pool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * The product's own stations for where downloads go, put together as the engine does, with
 * distillations in this process and at once.
 */
final class FilingStations implements AutoCloseable {

  final Journal journal;
  final Downloads downloads;
  final Deeds deeds;
  final TaskStore store;
  final Tasks tasks;
  final Versions versions;
  final Predictions predictions;
  final GrantedFolders granted;
  final Decisions decisions;
  final Outcomes outcomes;
  final FilingFinder finder;
  private double distilling;
  private int distillations;

  FilingStations(Path directory, Clock clock, RandomGenerator random) throws IOException {
    Home home = new Home(directory);
    home.create();
    journal = Journal.open(home.journal());
    downloads = new Downloads(journal, clock);
    store = new TaskStore(journal, clock);
    Audit audit = new Audit(journal, clock);
    versions = new Versions(journal, audit, clock);
    predictions = new Predictions(journal);
    granted = new GrantedFolders(journal, audit, clock);
    TaskKinds kinds = new TaskKinds(List.of(new FilingKind(journal, granted, folder -> true)));
    Notices silent = (kind, quiet, task, prediction, act, message) -> {};
    Pool pool =
        new Pool(
            home.packs(), 64L << 20, new Encoders(Encoders.directory(), home.directory(), clock));
    Distillation distillation =
        new Distillation(
            home, store, kinds, versions, audit, silent, workers(), Runnable::run, push -> {});
    tasks = new Tasks(store, kinds, versions, distillation, pool, audit, silent, clock);
    Corrections corrections = new Corrections(journal, clock);
    decisions =
        new Decisions(
            store, kinds, versions, predictions, corrections, pool, silent, audit, clock, random);
    Succession succession = new Succession(journal, kinds, versions, silent);
    Settlement settlement =
        new Settlement(store, kinds, predictions, corrections, versions, succession, silent, clock);
    outcomes =
        new Outcomes(
            store,
            predictions,
            downloads,
            settlement,
            new FilingOutcomes(predictions, settlement, granted, silent),
            clock);
    FollowUps told =
        new FollowUps() {
          @Override
          public void followedUp(FollowUp followUp) {
            outcomes.followedUp(followUp);
          }

          @Override
          public void takenBack(FollowUp followUp) {
            outcomes.takenBack(followUp);
          }
        };
    deeds = new Deeds(journal, downloads, told);
    finder = new FilingFinder(journal);
  }

  private Workers workers() {
    return (classPath, job, arguments, progress) -> {
      long begun = System.nanoTime();
      try {
        return CompletableFuture.completedFuture(new DistillJob().run(arguments, progress));
      } catch (JobFailure | InterruptedException failure) {
        return CompletableFuture.failedFuture(failure);
      } finally {
        distilling += (System.nanoTime() - begun) / 1e9;
        distillations++;
      }
    };
  }

  double secondsDistilling() {
    return distilling;
  }

  int distillations() {
    return distillations;
  }

  @Override
  public void close() {
    journal.close();
  }
}
