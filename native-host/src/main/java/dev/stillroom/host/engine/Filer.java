package dev.stillroom.host.engine;

import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Inside;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.Decisions;
import dev.stillroom.host.task.FilingKind;
import dev.stillroom.host.task.Namings;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.Subject;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.watch.Looks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Where a fresh download goes: it is looked into, in a worker, and then the student of folders
 * answers. Files are looked into only where the person had that learned.
 */
final class Filer {

  /** The answer does not wait longer for what is in a file. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** For all that came before. */
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(2);

  private static final int AT_ONCE = 100;

  private static final Inside NOTHING = new Inside(null, null, null);

  private final TaskStore tasks;
  private final Downloads downloads;
  private final Settings settings;
  private final FilingKind filing;
  private final Decisions decisions;
  private final Predictions predictions;
  private final Namings namings;
  private final Looks looks;
  private final EngineThread thread;
  private final Consumer<PredictionRow> apply;
  private final Runnable changed;
  private int looking;

  Filer(
      TaskStore tasks,
      Downloads downloads,
      Settings settings,
      FilingKind filing,
      Decisions decisions,
      Predictions predictions,
      Namings namings,
      Looks looks,
      EngineThread thread,
      Consumer<PredictionRow> apply,
      Runnable changed) {
    this.tasks = tasks;
    this.downloads = downloads;
    this.settings = settings;
    this.filing = filing;
    this.decisions = decisions;
    this.predictions = predictions;
    this.namings = namings;
    this.looks = looks;
    this.thread = thread;
    this.apply = apply;
    this.changed = changed;
  }

  /**
   * @param free whether nothing else is being done to the file
   */
  void file(Download download, boolean free) {
    if (!running()) {
      return;
    }
    if (!mayBeFiled(download)) {
      decide(download, free);
      return;
    }
    look(List.of(download), PATIENCE, seen -> decide(seen, free));
  }

  private boolean running() {
    return tasks.running().stream().anyMatch(task -> task.act() instanceof View.Filing);
  }

  /** What was saved into another folder than the others is where the person wants it. */
  private boolean mayBeFiled(Download download) {
    return download.allowed() && download.there() && filing.unfiled(download);
  }

  private static boolean liesIn(String folder, Download download) {
    return Path.of(folder).equals(download.path().getParent());
  }

  private void decide(Download download, boolean free) {
    if (settings.stopped()) {
      return;
    }
    decisions
        .decide(
            View.Filing.class,
            Subject.toFile(download),
            (task, folder) -> free && mayBeFiled(download) && !liesIn(folder, download))
        .atOnce()
        .forEach(apply);
    changed.run();
  }

  /** Looks into downloads of which nothing is known yet; called when nothing else is going on. */
  void lookBack() {
    if (looking == 0 && running()) {
      List<Download> unseen = downloads.neverLookedInto(AT_ONCE);
      if (!unseen.isEmpty()) {
        look(unseen, LONG_PATIENCE, seen -> {});
      }
    }
  }

  /** Whether a worker is looking into files now. */
  boolean busy() {
    return looking > 0;
  }

  private void look(List<Download> files, Duration limit, Consumer<Download> then) {
    looking++;
    looks
        .into(files.stream().map(Download::path).toList(), limit)
        .thenAccept(
            told -> {
              try {
                thread.execute(() -> looked(files, told, then));
              } catch (RejectedExecutionException leaving) {
                // The next engine looks back.
              }
            });
  }

  private void looked(List<Download> files, List<Inside> told, Consumer<Download> then) {
    looking--;
    if (told.isEmpty() && files.size() > 1) {
      // One of them is more than the worker can stand: which one, looks at each will say.
      files.forEach(file -> look(List.of(file), PATIENCE, then));
      return;
    }
    for (int i = 0; i < files.size(); i++) {
      Optional<Download> download = downloads.find(files.get(i).id()); // Or forgotten meanwhile.
      if (download.isPresent()) {
        then.accept(downloads.looked(download.get(), told.isEmpty() ? NOTHING : told.get(i)));
      }
    }
  }
}
