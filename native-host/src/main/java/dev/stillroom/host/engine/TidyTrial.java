package dev.stillroom.host.engine;

import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Inside;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.outcome.Refusals;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.Corrections;
import dev.stillroom.host.task.Decisions;
import dev.stillroom.host.task.FilingKind;
import dev.stillroom.host.task.Subject;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.watch.FolderFiles;
import dev.stillroom.host.watch.Folders;
import dev.stillroom.runtime.student.Prediction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Where everything in a folder would go, by the learned task of folders. Nothing is done and
 * nothing is kept; a part of the folder at a time, so that the engine's thread is never long away.
 */
public final class TidyTrial {

  /** So many files are looked at in one part. */
  static final int PART = 100;

  /** A folder's newest files; what is beyond stays as it is. */
  static final int MOST = 20_000;

  private static final int REASONS = 3;
  private static final int OTHERS = 4;
  private static final int MOST_FOLDERS = 60;

  /** What takes the place of bytes that are no text: such a name leads to no file. */
  private static final String NO_TEXT = "\ufffd";

  private final Settings settings;
  private final TaskStore tasks;
  private final TaskKinds kinds;
  private final Versions versions;
  private final Downloads downloads;
  private final Folders folders;
  private final FolderTrial trial;
  private final Decisions decisions;
  private final Corrections corrections;
  private final EngineThread thread;

  TidyTrial(
      Settings settings,
      TaskStore tasks,
      TaskKinds kinds,
      Versions versions,
      Downloads downloads,
      Folders folders,
      FolderTrial trial,
      Decisions decisions,
      Corrections corrections,
      EngineThread thread) {
    this.settings = settings;
    this.tasks = tasks;
    this.kinds = kinds;
    this.versions = versions;
    this.downloads = downloads;
    this.folders = folders;
    this.trial = trial;
    this.decisions = decisions;
    this.corrections = corrections;
    this.thread = thread;
  }

  /**
   * One part of a folder, the newest files first.
   *
   * @throws RequestFailure where the folder is not allowed, nothing is learned of folders yet that
   *     could be trusted, or everything is stopped
   */
  public CompletableFuture<Reply> of(String folder, int from) {
    Refusals.requireGoing(settings);
    Path place = folders.requireFolder(folder);
    Task task = task();
    FolderFiles files = FolderTrial.files(place, MOST);
    List<FolderFiles.Entry> part =
        files.entries().stream().skip(Math.max(0, from)).limit(PART).toList();
    return trial
        .insides(part)
        .thenCompose(
            insides ->
                thread.call(() -> preview(task, place, part, files.entries().size(), insides)));
  }

  private Reply preview(
      Task task, Path place, List<FolderFiles.Entry> part, int all, Map<Path, Inside> insides) {
    Set<String> known = new TreeSet<>();
    List<FilesView.TidyFile> shown =
        part.stream()
            .map(file -> file(task, place, file, insides.get(file.path()), known))
            .toList();
    return new Reply.TidyPreview(shown, all, List.copyOf(known));
  }

  private Task task() {
    return tasks.running().stream()
        .filter(task -> task.act() instanceof View.Filing)
        .filter(task -> versions.champion(task.id()).filter(TidyTrial::trusted).isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new RequestFailure(
                    ErrorCode.NOT_POSSIBLE_NOW,
                    "where your downloads go is not learned yet: put some away, or let Stillroom"
                        + " look back"));
  }

  /** As for an offer: one that did not pass, or drifted since, proposes nothing. */
  private static boolean trusted(Version champion) {
    return switch (champion.trust()) {
      case OBSERVE, SHADOW -> false;
      case SUGGEST, AUTO_GRANTED, AUTO_EARNED -> true;
    };
  }

  private FilesView.TidyFile file(
      Task task, Path folder, FolderFiles.Entry file, @Nullable Inside inside, Set<String> known) {
    String name = file.path().getFileName().toString();
    Prediction said =
        decisions.attempt(task.id(), trial.input((View.FileAct) task.act(), file, inside));
    List<String> likely = new ArrayList<>();
    for (Prediction.Ranked ranked : said.ranked()) {
      if (somewhereElse(task, folder, ranked.label())) {
        likely.add(ranked.label());
      }
    }
    likely.stream().limit(MOST_FOLDERS).forEach(known::add);
    Optional<String> corrected = correction(task, file);
    String output = corrected.orElse(said.output());
    boolean moves = somewhereElse(task, folder, output) && !name.contains(NO_TEXT);
    String best =
        moves ? output : corrected.isPresent() ? null : likely.stream().findFirst().orElse(null);
    double confidence =
        corrected.isPresent() || said.output() != null || best == null
            ? said.confidence()
            : probability(said, best);
    return new FilesView.TidyFile(
        name,
        file.bytes(),
        best,
        moves && (corrected.isPresent() || confidence >= FilingKind.SURE),
        confidence,
        likely.stream().filter(other -> !other.equals(best)).limit(OTHERS).toList(),
        said.reasons().stream()
            .limit(REASONS)
            .map(reason -> new View.Reason(reason.feature(), reason.value()))
            .toList());
  }

  private static double probability(Prediction said, String label) {
    return said.ranked().stream()
        .filter(ranked -> ranked.label().equals(label))
        .mapToDouble(Prediction.Ranked::probability)
        .findFirst()
        .orElse(0);
  }

  private boolean somewhereElse(Task task, Path folder, @Nullable String label) {
    return label != null && kinds.of(task).acts(task, label) && !Path.of(label).equals(folder);
  }

  /** The person's own answer for this very download: it is never asked about again. */
  private Optional<String> correction(Task task, FolderFiles.Entry file) {
    return downloads
        .byPath(file.path())
        .filter(Download::there)
        .flatMap(download -> corrections.of(task.id(), Subject.toFile(download)));
  }
}
